"""Lines of a paper that a judge of running text takes for clutter, because they are short: number, office, date …"""

import re

from docpipe.document import CLUTTER, ORIGINAL
from docpipe.label.ending import BELOW_THE_END
from docpipe.label.line import Label, Line
from docpipe.label.structure_attached import ATTACHED, ATTACHMENT_BEGINS
from docpipe.label.structure_header import HISTORY, SERIAL_COPY, number_and_date, stem_of
from docpipe.label.structure_page import MARK, has_label, says
from docpipe.label.structure_paper import SALUTATION
from docpipe.label.structure_tail import NOTE, is_print_line, signs
from docpipe.label.template import BY_TEMPLATE
from docpipe.profile import Profile
from docpipe.values.dates import lone_date
from docpipe.values.doc_number import doc_number
from docpipe.values.kind import document_kind
from docpipe.values.offices import is_office

# How far apart the lines of a header, or of a signature, stand.
HEAD_REACH, TITLE_REACH, TAIL_REACH = 6, 6, 4
LONGEST, LONGEST_SHORT_LINE = 120, 36
HEAD_LINES = 30
LEAST_ARTICLES = 3
KEPT_CLUTTER = frozenset({"metadata", "page_number", "page_title", "permalink"})
BELOW_TITLE = KEPT_CLUTTER | {"share_print"}
OVERRULED = frozenset({BY_TEMPLATE, BELOW_THE_END})
OF_PAPER = ("reported_to", "copied_to", "signer", "recipients", "keywords")
# A line without any of these is no number, article, labelled line, imprint or list of attachments.
TELLING = re.compile("[号號:\uff1a印]|^[第附]")
LEGAL = re.compile(r"^(?:#+\s*)?第[一二三四五六七八九十百零〇\d]{1,6}[条章节编]")


def rescued(lines: list[Line], labels: list[Label], profile: Profile) -> None:
    """What the model took for clutter and a paper's own structure claims is original again."""
    for at, label in enumerate(labels[:HEAD_REACH]):
        if _heading_office(lines[at], label, profile):
            labels[at] = Label(ORIGINAL, "paragraph", rule="paper's structure", confidence=0.8)
    doubtful = [at for at, label in enumerate(labels) if _doubtful(label)]
    if not doubtful or not any(label.part == ORIGINAL for label in labels):
        return
    found = {at for at in doubtful if _claimed(lines[at], profile)}
    text = _first_text(lines, labels)
    numbers = [at for at in sorted(found | _own(labels)) if _is_number(lines[at].text)]
    number = numbers[0] if numbers else None
    for at in numbers[:1] + [at for at in numbers[1:] if text is not None and at < text]:
        found |= _around_number(lines, labels, at, profile)
    found |= {at for at in doubtful if _salutes(lines, labels, at, profile)}
    found |= _signature(lines, labels, profile) | _titles(lines, labels, number, profile)
    found |= _text_of_paper(lines, labels, found, number, profile)
    for at in found:
        if _doubtful(labels[at]):
            labels[at] = Label(ORIGINAL, "paragraph", rule="paper's structure", confidence=0.8)


def _salutes(lines: list[Line], labels: list[Label], at: int, profile: Profile) -> bool:
    """A line of recipients between the title and the text; a bar of tools may stand below the title."""
    text = lines[at].text
    if not 0 < at < len(lines) - 1 or labels[at + 1].part != ORIGINAL or lines[at].link_chars:
        return False
    if len(text) > 200 or not SALUTATION.search(text):
        return False
    near = range(at - 1, max(-1, at - TITLE_REACH), -1)
    above = next((item for item in near if labels[item].role not in BELOW_TITLE), None)
    return above is not None and (
        labels[above].role == "title"
        or (labels[above].part == ORIGINAL and document_kind(lines[above].text, profile) is not None)
    )


def _doubtful(label: Label) -> bool:
    return label.part == CLUTTER and (label.rule.startswith("model:") or label.rule in OVERRULED)


def _heading_office(line: Line, label: Label, profile: Profile) -> bool:
    """A masthead that stands again as the signature is no title of the page."""
    if label.role != "page_title" or not label.rule.startswith("heuristic:"):
        return False
    stem = stem_of(line.text, profile.words.get("masthead_end", ()))
    return is_office(line.text, profile) or (stem is not None and is_office(stem, profile))


def _own(labels: list[Label]) -> set[int]:
    return {at for at, label in enumerate(labels) if label.part == ORIGINAL}


def _is_number(text: str) -> bool:
    if len(text) > 80 or ("号" not in text and "號" not in text):
        return False
    found = doc_number(text)
    if found is not None and number_and_date(text):
        return True
    return (
        found is not None
        and found.year is not None
        and found.start <= 2
        and (found.end >= len(text) - 2 or "签发" in text)
    )


def _claimed(line: Line, profile: Profile) -> bool:
    text = line.text
    if (text[0] in "12" and HISTORY.match(text)) or (text[0] == "#" and MARK.match(text)):
        return not line.link_chars
    if len(text) > 400 or line.link_chars or not TELLING.search(text):
        return False
    if _is_number(text) or LEGAL.match(text):
        return True
    return (has_label(text) and any(says(profile, name, text) for name in OF_PAPER)) or bool(
        ATTACHED.match(text) or is_print_line(text, profile)
    )


def _around_number(lines: list[Line], labels: list[Label], number: int, profile: Profile) -> set[int]:
    """Offices and marks above the number, the title and the salutation below it."""
    found, words = {number}, profile.words
    for at in range(number - 1, max(-1, number - HEAD_REACH), -1):
        text = lines[at].text
        marked = (
            text.startswith(words.get("secrecy", ())) or text in words.get("urgency", ()) or SERIAL_COPY.match(text)
        )
        stem = re.sub(r"(?:文件|令|公告|通告|函|公报)$", "", re.sub(r"\s", "", text))
        if len(text) <= 40 and not lines[at].link_chars and (marked or is_office(stem, profile)):
            found.add(at)
        elif _doubtful(labels[at]):
            break
    below: list[int] = []
    for at in range(number + 1, min(len(lines), number + TITLE_REACH)):
        text, label = lines[at].text, labels[at]
        if label.part == ORIGINAL and ("。" in text or SALUTATION.search(text)):
            return found | set(below)
        if not (label.part == ORIGINAL or _doubtful(label)) or len(text) > LONGEST or lines[at].link_chars:
            break
        below.append(at)
        if SALUTATION.search(text):
            return found | set(below)
    return found


def _text_of_paper(
    lines: list[Line], labels: list[Label], found: set[int], number: int | None, profile: Profile
) -> set[int]:
    """What stands between the head of a paper and its signature is its text, however short its lines are.

    Only for texts without layout: on a page the layout says better where a paper ends.
    """
    if any(line.path is not None for line in lines[:5]):
        return set()
    start = _beginning(lines, labels, found, number, profile)
    if start is None:
        return set()
    end = next((at for at in range(start, len(lines)) if _hard(labels[at])), len(lines))
    signed = next((at for at in range(start + 1, end) if _signed(lines, at, profile)), None)
    if signed is not None and not any(ATTACHMENT_BEGINS.match(line.text) for line in lines[signed + 1 : signed + 8]):
        end = signed + 1
    return {at for at in range(start, end) if _doubtful(labels[at])}


def _beginning(
    lines: list[Line], labels: list[Label], found: set[int], number: int | None, profile: Profile
) -> int | None:
    """The salutation, the line below the number, or the first article of a law; None for what is no paper."""
    if sum(1 for line in lines if line.text[:1] == "第" and LEGAL.match(line.text)) >= LEAST_ARTICLES:
        return next(at for at, line in enumerate(lines) if LEGAL.match(line.text))
    if number is not None and number < HEAD_LINES:
        return number + 1
    for at in range(1, min(len(lines), HEAD_LINES)):
        text = lines[at].text
        if SALUTATION.search(text) and len(text) <= 300 and "。" not in text:
            near = range(max(0, at - TITLE_REACH), at)
            if any(
                document_kind(lines[above].text, profile) and (above in found or not _hard(labels[above]))
                for above in near
            ):
                return at
    return None


def _hard(label: Label) -> bool:
    """Clutter by a marker or a rule, not by judgement."""
    return label.part != ORIGINAL and not _doubtful(label) and label.role not in KEPT_CLUTTER


def _signed(lines: list[Line], at: int, profile: Profile) -> bool:
    return len(lines[at].text) <= 40 and lone_date(lines[at].text) is not None and signs(lines[at - 1].text, profile)


def _runs(text: str) -> bool:
    return "。" in text or len(text) > LONGEST_SHORT_LINE


def _first_text(lines: list[Line], labels: list[Label]) -> int | None:
    """The first line of running text."""
    return next((at for at, label in enumerate(labels) if label.part == ORIGINAL and _runs(lines[at].text)), None)


def _titles(lines: list[Line], labels: list[Label], number: int | None, profile: Profile) -> set[int]:
    """Lines above the text that end as a title does (关于……的通知)."""
    first = _first_text(lines, labels)
    if first is None:
        return set()
    near = range(max(0, min(first, number or first) - HEAD_REACH), first)
    return {
        at
        for at in near
        if _doubtful(labels[at])
        and not lines[at].link_chars
        and 6 <= len(lines[at].text) <= LONGEST
        and "。" not in lines[at].text
        and document_kind(lines[at].text, profile)
    }


def _signature(lines: list[Line], labels: list[Label], profile: Profile) -> set[int]:
    """A lone date below the text with an office above it, and the note below."""
    own = _own(labels)
    last = max(own, default=-1)
    found: set[int] = set()
    for at in range(1, min(len(lines), last + 2 * TAIL_REACH)):
        if lines[at].link_chars or len(lines[at].text) > 40 or not lone_date(lines[at].text):
            continue
        above = lines[at - 1]
        signed = not above.link_chars and signs(above.text, profile)
        if signed or (at - 1 in own and at >= last):
            found |= {at} | ({at - 1} if signed else set())
            if at - 1 in found and at >= 2 and is_office(lines[at - 2].text, profile):
                found.add(at - 2)
            if at + 1 < len(lines) and NOTE.match(lines[at + 1].text):
                found.add(at + 1)
    return found
