"""Pages that are no document: what a server says instead of one, lists, templates, shells, scraps, news."""

import re
from collections.abc import Iterator

from docpipe.document import BODY_ROLES, ORIGINAL, Document, Problem
from docpipe.profile import Profile
from docpipe.validate.garbled import garbled
from docpipe.validate.listing import saved_list
from docpipe.validate.news import DECIDES, news
from docpipe.validate.page import Page
from docpipe.validate.signs import signs

# A page that says so little is not a document that happens to speak of a missing page.
ERROR_PAGE_CHARS = 400
LONG_LINE, LINKED_SHARE = 80, 0.6
LISTED_LINES, LISTED_SHARE = 5, 0.6
COUNTED_OUT = re.compile(r"[\d\s年月日:./\[\]()|-]+")
DATED_ITEM = re.compile(
    r"(?:^|\s|[\[(（【])(?:20\d\d|19\d\d)[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s+\d\d:\d\d(?::\d\d)?)?[\])）】]?\s*$"
)
SENTENCE = re.compile(r"[\u3002\uff01\uff1f\uff1b]|(?<![.\s])[.!?](?:\s|$)")
# What template engines leave behind where nothing was filled in.
UNFILLED = re.compile(r"\{\{[^{}\n]{0,80}\}\}|\$\{[A-Za-z_][\w.]{0,60}\}|<%=?[^%\n]{0,80}%>|\{%[^%\n]{0,80}%\}")
UNFILLED_SHARE, FEW_CHARS = 0.2, 120
# A text that nothing names, of one line of so many characters (twice as many where it has no two sentences), has lost
# its line breaks.
ONE_LINE_CHARS = 80
# Texts that begin in the middle: an article or a section that is not the first.
LATER = re.compile(
    r"^(?:第(?!一[条章节編编])[一二三四五六七八九十百零〇\d]{1,6}[条章节编]"
    r"|[(\uff08](?!一[)\uff09、])[一二三四五六七八九十]{1,3}[)\uff09]|(?!一[)\uff09、])[一二三四五六七八九十]{1,3}、|[;；，。、）)])"
)
NAMED = ("title", "doc_number", "url", "issuers", "recipients", "masthead")
SHELL_CHARS = 60


def no_document(document: Document, profile: Profile) -> Iterator[Problem]:
    """At most one problem that says what a page is instead of a document, the plainest first."""
    page = Page(document)
    for check in (_error_page, _unfilled, garbled, _list_page, news, _scrap, _shell):
        found = next(iter(check(page, profile)), None)
        if found is not None:
            yield found
            return


def _error_page(page: Page, profile: Profile) -> Iterator[Problem]:
    document = page.document
    body = document.body or ""
    if len(body) > ERROR_PAGE_CHARS:
        return
    named = "\n".join(
        (*document.values("page_title"), *document.values("title"), document.reading.supplied("title") or "")
    )
    shown = document.text if len(document.text) <= 2 * ERROR_PAGE_CHARS else body
    said = next((word for word in profile.words.get("error_page", ()) if word in named or word in shown), None)
    if said is not None and document.value("doc_number") is None:
        yield Problem("error_page", f"the page says {said!r} and little else", "error")


def _unfilled(page: Page, _: Profile) -> Iterator[Problem]:
    document = page.document
    if "{" not in document.text and "<%" not in document.text and not UNFILLED.search(document.value("title") or ""):
        return
    title = UNFILLED.search(document.value("title") or "")
    lines = (document.body or "").split("\n")
    open_ = [
        line for line in lines if sum(len(hit[0]) for hit in UNFILLED.finditer(line)) >= UNFILLED_SHARE * len(line)
    ]
    rest = sum(len(line) for line in lines if not UNFILLED.search(line))
    found = title or UNFILLED.search(document.text)
    if found and (title or (open_ and len(open_) >= UNFILLED_SHARE * len(lines)) or rest < FEW_CHARS):
        yield Problem("unfilled_template", f"a template that nobody filled in: {found[0]!r}", "error")


def _list_page(page: Page, profile: Profile) -> Iterator[Problem]:
    document = page.document
    lines = (document.body or "").split("\n")
    if not document.body:
        return
    listed = saved_list(document)
    if listed:
        yield Problem("list_page", f"{listed} lines are titles with a date: a list, no document", "error")
        return
    told = signs(page, profile, "list")
    total = sum(sign.weight for sign in told)
    short = not any(len(line) >= LONG_LINE for line in lines)
    if document.value("doc_number") is None and short and len(lines) >= LISTED_LINES:
        dated = sum(DATED_ITEM.search(line) is not None for line in lines)
        if dated >= LISTED_SHARE * len(lines):
            yield Problem(
                "list_page", f"{dated} of {len(lines)} lines are titles with a date: a list, no document", "error"
            )
            return
    if document.reading.media_type == "text/html" and (short or total):
        linked, chars = _linked(document, lines)
        if chars and linked > LINKED_SHARE * chars * (0.5 if total else 1.0):
            yield Problem(
                "list_page", f"{linked} of {chars} characters are links: a list of documents, not one", "error"
            )
            return
    if total >= DECIDES:
        evidence = "; ".join(f"{sign.name} {sign.text!r}" for sign in told)
        yield Problem("list_page", f"a list of documents, not one: {evidence}", "error")


def _linked(document: Document, lines: list[str]) -> tuple[int, int]:
    """Characters of the body that stand in links, and all that count."""
    own = [block.span for block in document.blocks if block.part == ORIGINAL and block.role in BODY_ROLES]
    chars = sum(len(COUNTED_OUT.sub("", line)) for line in lines)
    linked, at = 0, 0
    for piece in document.reading.pieces:
        while at < len(own) and own[at].end <= piece.span.start:
            at += 1
        if piece.href is not None and at < len(own) and piece.span.start >= own[at].start:
            linked += len(piece.span.of(document.text).strip())
    return linked, chars


def _scrap(page: Page, profile: Profile) -> Iterator[Problem]:
    """Texts that were cut out of something: nothing names them, and they are one line or begin in the middle."""
    document = page.document
    if any(document.value(name) for name in NAMED) or document.reading.pieces[:1] == ():
        return
    lines = (document.body or "").split("\n")
    first = lines[0]
    later = LATER.match(first)
    if later is not None:
        yield Problem("scrap", f"nothing names this text, and it begins in the middle, with {first[:20]!r}", "error")
    elif (
        len(lines) == 1
        and not profile.expect.one_line
        and len(first) >= ONE_LINE_CHARS * (1 if len(SENTENCE.findall(first)) >= 2 else 2)
    ):
        message = f"one line of {len(first)} characters that nothing names: line breaks, and with them title, are lost"
        yield Problem("scrap", message, "error")


def _shell(page: Page, profile: Profile) -> Iterator[Problem]:
    """Pages that came without their content: no sentence anywhere, no table, nothing of a paper."""
    document = page.document
    body = document.body or ""
    if document.reading.media_type != "text/html" or not body or len(body) > SHELL_CHARS or SENTENCE.search(body):
        return
    if any(document.value(name) for name in ("doc_number", "recipients", "signed_on", "issuers")):
        return
    if any(block.role == "table_cell" for block in document.blocks):
        return
    yield Problem("empty_shell", f"the page came without its content: all it says is {body[:30]!r}", "error")
