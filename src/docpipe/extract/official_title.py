"""The title of a paper, its kind, and the offices that it names as issuers."""

import re
from collections.abc import Iterator

from docpipe.document import Block, Field
from docpipe.extract.quote import Item, Quoter
from docpipe.span import Span
from docpipe.values.doc_number import lone_number
from docpipe.values.kind import document_kind
from docpipe.values.offices import is_office, offices
from docpipe.values.width import half_width

LONGEST_TITLE = 60
SHORT_TITLE = 8
PUBLISHING = ("令", "公告")
PUBLISHED_LINES = 3
KINDS = ("令", "公告", "通告", "公报", "会议纪要", "纪要", "简报", "函", "公告")
ABOUT = re.compile(r"关于|關於|转发|批转|印发")
# 2026年云岭省政府工作报告, or 在云岭省第十四届人民代表大会第一次会议上.
REPORT = re.compile(
    r"^(?:\d{4}年)?(?P<region>[\u4e00-\u9fff]{2,8}?(?:省|自治区|自治州|市|县|区|州|旗))(?:人民)?政府工作报告"
)
CONGRESS = re.compile(r"在(?P<region>[\u4e00-\u9fff]{2,8}?(?:省|自治区|自治州|市|县|区|州|旗))第.{1,4}届人民代表大会")


def titles(quote: Quoter, blocks: tuple[Block, ...]) -> Iterator[Field]:
    """Title, kind of document and title of the page."""
    run = quote.runs("title")
    if run:
        span = Span(run[0].start, run[-1].end)
        value = quote.joined(run)
        yield from _full_title(quote, blocks, value)
        yield quote.field("title", value, span, run[0].rule)
        kind = document_kind(value, quote.profile) or _legal_kind(quote, value)
        if kind is not None:
            tail = Span(run[-1].start, run[-1].end)
            at = tail.of(quote.text).rfind(kind)
            # A kind that is broken over two lines is quoted with the whole title.
            where = Span(tail.start + at, tail.start + at + len(kind)) if at >= 0 else span
            yield quote.field("doc_kind", kind, where, "end of title")
    else:
        yield from _of_order(quote)
    for block in blocks:
        if block.role == "page_title":
            item = quote.item(block)
            yield quote.field("page_title", re.sub(r"\s+", " ", item.text), Span(item.start, item.end), block.rule)
            return


def _published(quote: Quoter) -> Iterator[Field]:
    """Title and number of what an order or an announcement publishes: 现予公布, and below the signature the text."""
    for item in quote.items("attachment_text")[:PUBLISHED_LINES]:
        found = lone_number(item.text)
        if found is not None and not quote.items("doc_number"):
            rule = "number of what the order publishes"
            yield quote.inside("doc_number", found.value, item, found.start, found.end, rule)
        if document_kind(item.text, quote.profile) and len(item.text) <= LONGEST_TITLE:
            yield quote.inside("title", item.text, item, 0, len(item.text), "title of what the order publishes")
            return


def _legal_kind(quote: Quoter, title: str) -> str | None:
    """法, which ends so many other words, of a text in articles only."""
    kinds = quote.profile.words.get("legal_kind", ()) if quote.items("article") else ()
    return next((kind for kind in sorted(kinds, key=len, reverse=True) if title.endswith(kind)), None)


def _of_order(quote: Quoter) -> Iterator[Field]:
    """An order has no title of its own: it is called by what it publishes, and its masthead says its kind."""
    mastheads = quote.items("masthead")
    if mastheads and mastheads[-1].text.endswith(PUBLISHING):
        yield from _published(quote)
    for item in mastheads[-1:]:
        kind = next((word for word in KINDS if item.text.endswith(word)), None)
        if kind is not None:
            at = len(item.text) - len(kind)
            yield quote.inside("doc_kind", kind, item, at, len(item.text), "end of masthead")


def _full_title(quote: Quoter, blocks: tuple[Block, ...], value: str) -> Iterator[Field]:
    """The title with the name of its issuer, where a line above the paper gives it so (GB/T 9704-2012 7.3.1)."""
    short = _bare(value)
    for block in blocks:
        if block.role != "page_title":
            continue
        item = quote.item(block)
        name = _bare(item.text)
        if " " in value and " " not in item.text and name.replace("、", "") == short.replace("、", ""):
            # 某某法院 某某检察院关于……: the copy that sets a mark between the offices is the better one.
            yield quote.field("title", item.text, Span(item.start, item.end), "better copy above")
            return
        if len(name) > len(short) and name.endswith(short):
            prefix = item.text[: len(item.text) - len(short)]
            named = list(offices(name[: len(name) - len(short)], quote.profile))
            generic = len(short) <= SHORT_TITLE and REPORT.match(name) is not None
            if prefix and (generic or (named and all(is_office(office.name, quote.profile) for office in named))):
                title = re.sub(r"\s+", " ", item.text)
                yield quote.field("title", title, Span(item.start, item.end), "full title above")
                return


def _bare(text: str) -> str:
    return re.sub(r"\s", "", half_width(text)).replace("(", "（").replace(")", "）").replace("—", "-")


def issuers_of_title(quote: Quoter) -> Iterator[Field]:
    """The offices that a title begins with (某某局关于……); of a report to a congress the government of the place."""
    run = quote.runs("title")
    if not run:
        return
    about = ABOUT.search(quote.text, run[0].start, run[-1].end)
    end = about.start() if about else run[0].end
    apart = [Span(item.start, min(item.end, end)) for item in run if item.start < end]
    named = _offices_in(quote, apart) or _offices_in(quote, [Span(run[0].start, end)])
    on_its_own = len(run) > 1 and is_office(run[0].text, quote.profile)
    if about or on_its_own:
        for span, name in named:
            yield quote.field("issuers", name, span, "office in title")
    elif len(run) == 1:
        yield from _acts(quote, run[0])
    yield from _government(quote)


def _offices_in(quote: Quoter, spans: list[Span]) -> list[tuple[Span, str]]:
    """The offices of which these stretches consist, one stretch after the other; none where they are anything else."""
    found = [
        (Span(span.start + office.start, span.start + office.end), office.name)
        for span in spans
        for office in offices(span.of(quote.text), quote.profile)
    ]
    return found if all(is_office(name, quote.profile) for _, name in found) else []


def _acts(quote: Quoter, item: Item) -> Iterator[Field]:
    """某某局行政处罚决定书: an office and what it does, nothing between."""
    for kind in sorted(quote.profile.words.get("act", ()), key=len, reverse=True):
        stem = item.text.removesuffix(kind).rstrip()
        if stem != item.text and stem:
            named = list(offices(stem, quote.profile))
            for office in named if all(is_office(part.name, quote.profile) for part in named) else ():
                yield quote.inside("issuers", office.name, item, office.start, office.end, "office in title")
            return


def _government(quote: Quoter) -> Iterator[Field]:
    if not quote.joined(quote.runs("title")).endswith("政府工作报告"):
        return
    lines = [*quote.runs("title"), *quote.items("adoption_note")]
    for item in lines:
        found = REPORT.search(item.text) or CONGRESS.search(item.text)
        if found is not None:
            value = f"{found['region']}人民政府"
            yield quote.inside("issuers", value, item, *found.span("region"), "government that reports")
            return
