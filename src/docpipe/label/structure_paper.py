"""The parts of an official paper before and after its text (GB/T 9704-2012)."""

import re

from docpipe.label.line import Label, Line
from docpipe.label.structure_epigraph import epigraph
from docpipe.label.structure_header import ADOPTED, HISTORY, ROC_HISTORY, header
from docpipe.label.structure_page import HEAD_LINES, Page, says
from docpipe.label.structure_tail import imprint, signature
from docpipe.label.structure_title import title, title_by_layout, title_like
from docpipe.profile import Profile
from docpipe.reading import Reading
from docpipe.values.doc_number import lone_number
from docpipe.values.kind import document_kind

LONGEST_HEAD_LINE = 90
LEAD_LINES = 3
SALUTATION = re.compile(r"[:\uff1a]$")
BEGINS = re.compile(r"^(?:一、|第[一1]章|第\s?[一1]\s?[条條](?![文例])|目[\s\u3000]*[录錄]$)")
# A first sentence that ends with a colon addresses nobody: 为……，现将有关事项公告如下：
SHORTEST_SENTENCE = 12
OPENS = re.compile(r"如下[:\uff1a]$|^(?:为|根据|按照|依照|遵照|依据|鉴于|由于|我们[，,])")
SALUTATION_LINES = 5
# Readers that are named as a whole: 各区农业农村局, 局属各单位.
ALL = re.compile(r"^(?:各|[\u4e00-\u9fff]{1,3}[直属](?:机关)?各|有关)[\u4e00-\u9fff（）()、，,\s]{2,}$")
NO_SALUTATION = re.compile(
    r"^(?:一、|[(（]一|第[一1]|\d+[.、]|(?:决定)?(?:任命|免去|聘任|解聘|撤销|接受)[^，、]{0,4}[:\uff1a]$)"
)


def paper(lines: list[Line], labels: list[Label], own: list[int], reading: Reading, profile: Profile) -> None:
    """Header, title, recipients, signature and imprint have their roles."""
    if not own:
        return
    page = Page(lines, labels, own, profile)
    epigraph(page)
    own = page.own
    if not own:
        return
    start = _body_start(page)
    header(page, own[:start])
    title(page, own[:start], reading)
    if start < len(own):
        _recipients(page, own[start])
    imprint(page, own[start:])
    signature(page, [at for at in own[start:] if at not in page.done or at == own[start]])
    if not page.has("title"):
        title_by_layout(page, reading)


def _sentence(text: str) -> bool:
    return "。" in text or len(text) > LONGEST_HEAD_LINE or text.endswith(("；", ";", "，"))


def _body_start(page: Page) -> int:
    """Place among `own` of the recipients, or of the first line of running text."""
    titled = False
    lead: int | None = None  # a first sentence above the title: the line of a picture, a lead
    called: int | None = None  # a line with a colon above the title
    for place, at in enumerate(page.own[: HEAD_LINES + 1]):
        text = page.text(at)
        if place and _salutes(page, text) and not says(page.profile, "signer", text):
            if titled:
                return place
            called = place if called is None else called
        elif (place and BEGINS.match(text)) or (_sentence(text) and not _heads(page, text)):
            if titled or called is not None:
                return place if lead is None and titled else _first(lead, called, place)
            lead = place if lead is None else lead
            if place - lead > LEAD_LINES:
                break
        titled = titled or _names(page, text)
    return _first(lead, called, len(page.own), HEAD_LINES)


def _first(*places: int | None) -> int:
    return min(place for place in places if place is not None)


def _names(page: Page, text: str) -> bool:
    """Whether a line is a title by its kind, or a number."""
    return (title_like(text) and document_kind(text, page.profile) is not None) or bool(lone_number(text))


def _heads(page: Page, text: str) -> bool:
    """Whether a long line is a title or an adoption note all the same."""
    return (
        any(form.match(text) for form in (ADOPTED, HISTORY, ROC_HISTORY))
        or document_kind(text, page.profile) is not None
    )


def _salutes(page: Page, text: str) -> bool:
    return (
        bool(SALUTATION.search(text))
        and len(text) <= 300
        and "。" not in text
        and not page.is_label(text)
        and not (len(text) > SHORTEST_SENTENCE and OPENS.search(text))
    )


def _below_title(page: Page, at: int) -> bool:
    return any(page.role(other) in {"title", "doc_number"} for other in page.own if other < at)


def _recipients(page: Page, at: int) -> None:
    """The line that addresses somebody, or the lines that do together, or one that has lost its colon."""
    text = page.text(at)
    if _salutes(page, text):
        if NO_SALUTATION.match(text) or page.lines[at].cell is not None:
            return
        if _below_title(page, at):
            for line in (*_begun_above(page, at), at):
                page.say(line, "recipients", "salutation above text")
    elif says(page.profile, "recipients", text):
        page.say(at, "recipients", "recipients by label")
    else:
        for line in _over_lines(page, at) or _without_colon(page, at):
            page.say(line, "recipients", "salutation above text")


def _over_lines(page: Page, at: int) -> list[int]:
    """Lines from `at` on that are one salutation: each but the last ends within a list."""
    lines: list[int] = []
    for line in page.own[page.own.index(at) :][:SALUTATION_LINES]:
        text = page.text(line)
        lines.append(line)
        if _salutes(page, text) and len(lines) > 1:
            return lines if _below_title(page, at) and not OPENS.match(page.text(at)) else []
        if text[-1] not in "，,、；;" or "。" in text or NO_SALUTATION.match(text) or page.lines[line].cell is not None:
            return []
    return []


def _begun_above(page: Page, at: int) -> list[int]:
    """The line above a salutation that is its beginning, where lines are wrapped."""
    place = page.own.index(at)
    above = page.own[place - 1] if place else at
    text = page.text(above)
    begins = above == at - 1 and above not in page.done and ALL.match(text) and page.lines[above].cell is None
    return [above] if begins and document_kind(text, page.profile) is None else []


def _without_colon(page: Page, at: int) -> list[int]:
    """The line above the text that names its readers (各区农业农村局), straight below title or number."""
    place = page.own.index(at)
    above = page.own[place - 1] if place else None
    named = above is not None and above not in page.done and ALL.match(page.text(above)) is not None
    if above is None or not named or page.lines[above].cell is not None or not _below_title(page, above):
        return []
    text = page.text(above)
    ends = document_kind(text, page.profile) is not None or text[-1] in "。；，、"
    return [] if ends or len(text) > LONGEST_HEAD_LINE or page.own[place - 2] not in page.done else [above]
