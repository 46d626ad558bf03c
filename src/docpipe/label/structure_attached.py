"""Attachments: their names above or below the signature, and the texts themselves below it."""

import re

from docpipe.label.structure_page import Page, says
from docpipe.values.kind import document_kind

ATTACHED = re.compile(r"^附\s*[件表]\s*[:\uff1a]\s*\S|^附\s*件\s*[0-9一二三四五六七八九十]{1,2}\s*[.、]\s*\S")
# The label alone, its names on the lines below; with a number it is the attachment itself that begins.
ATTACHED_LABEL = re.compile(r"^附\s*[件表]\s*[:\uff1a]$")
ATTACHED_MORE = re.compile(r"^(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*[.、\uff0e]\s*\S.{0,80}$")
ATTACHMENT_BEGINS = re.compile(
    r"^[【\[]?附\s*[件表录]\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})?(?:\s*[-—]\s*\d{1,2})?\s*[】\]]?\s*[:\uff1a]?$"
)
# Each name behind a label of its own: 附件1：某某检查表.
NUMBERED = re.compile(
    r"^[【\[]?附\s*[件表]\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*[】\]]?\s*[:\uff1a]\s*(?!\d{1,2}\s*[.、\uff0e])\S"
)
TITLED = re.compile(
    r"^[【\[]?附\s*[件表录]\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})?\s*[】\]]?\s*[:\uff1a]\s*(?P<name>(?!\d{1,2}\s*[.、\uff0e])\S[^。；;]{2,60})$"
)
FILE = re.compile(r"\.(?:docx?|xlsx?|pdf|wps|et|zip|rar|ofd|pptx?)\W*$", re.IGNORECASE)
BRACKET = re.compile(r"^[(\uff08]")
BELOW = 4  # how many lines below the signature an attached text may begin
NAME_LINES = 2  # over how many lines a name runs at most


def attachment_note(page: Page, rest: list[int]) -> None:
    """The list of attachments that ends the text: below one label, or each name behind a label of its own."""
    found: int | None = None
    for place in range(len(rest) - 1, max(-1, len(rest) - 40), -1):
        at, text = rest[place], page.text(rest[place])
        if found is not None and found - place > NAME_LINES:
            return
        names_follow = place + 1 < len(rest) and ATTACHED_MORE.match(page.text(rest[place + 1]))
        named = ATTACHED.match(text) or NUMBERED.match(text) or (ATTACHED_LABEL.match(text) and names_follow)
        if at in page.done or not named or len(text) > 200:
            continue
        page.say(at, "attachment_note", "attachments by label")
        more_attachments(page, rest[place + 1 :])
        if NUMBERED.match(text) is None:
            return
        found = place


def is_list(page: Page, rest: list[int], place: int) -> bool:
    """Whether a line below the signature lists attachments, and does not begin one: others follow, or nothing does."""
    line, text = page.lines[rest[place]], page.text(rest[place])
    if len(text) > 200 or ATTACHMENT_BEGINS.match(text) or not (ATTACHED.match(text) or NUMBERED.match(text)):
        return False
    after = next((page.text(at) for at in rest[place + 1 :] if at not in page.done), None)
    if line.link_chars or FILE.search(text) or after is None:
        return True
    more = NUMBERED if NUMBERED.match(text) else ATTACHED_MORE
    return any(kind.match(after) for kind in (more, ATTACHMENT_BEGINS, BRACKET))


def more_attachments(page: Page, rest: list[int]) -> None:
    """Numbered lines below the first name, and lines that an unclosed title or a bracket runs over to."""
    for place, at in enumerate(rest):
        text = page.text(at)
        if at in page.done or len(text) > 100 or text.endswith("。"):
            return
        above = page.text(at - 1)
        below = page.text(rest[place + 1]) if place + 1 < len(rest) else ""
        goes_on = above.count("《") != above.count("》") or _runs_over(above, text, below)
        if not ATTACHED_MORE.match(text) and not goes_on:
            return
        page.say(at, "attachment_note", "attachments by label")


def _runs_over(above: str, text: str, below: str) -> bool:
    """Whether a name of an attachment goes on here: the next one follows, or no office begins."""
    if len(text) > 24 or re.search(r"[。；;：:]$", text):
        return False
    return bool(ATTACHED_MORE.match(below) or NUMBERED.match(below)) or (
        len(above) >= 24 and not re.search(r"[\d年日厅局部委会院府处室]$", text)
    )


def attachment_text(page: Page, rest: list[int]) -> None:
    """From a lone 附件 on, or from the title of a regulation below the signature, everything is attached."""
    begins = next(
        (place for place, at in enumerate(rest) if len(page.text(at)) <= 10 and ATTACHMENT_BEGINS.match(page.text(at))),
        None,
    )
    first = next((place for place, at in enumerate(rest) if at not in page.done), None)
    if first is not None and title_beside_label(page.text(rest[first])) is not None:
        begins = first
    if begins is None:
        begins = _attached_title(page, rest)
    for at in rest[begins:] if begins is not None else ():
        if at not in page.done:
            page.say(at, "attachment_text", "attached below signature")


def title_beside_label(text: str) -> str | None:
    """The title of an attachment that begins with it (附件1：某某提纲); None for a line that does not."""
    found = TITLED.match(text) if len(text) <= 80 else None
    return found["name"] if found is not None else None


def _attached_title(page: Page, rest: list[int]) -> int | None:
    """Place of a title that stands straight below the signature, on one line or on several."""
    open_ = [place for place, at in enumerate(rest) if at not in page.done]
    if len(open_) < 2:
        return None
    joined = ""
    for place in open_[:BELOW]:
        text = page.text(rest[place])
        if len(text) > 60 or text[-1] in "。；;：:，" or says(page.profile, "source_site", text):
            return None
        joined += text
        if document_kind(joined, page.profile):
            return open_[0]
    return None
