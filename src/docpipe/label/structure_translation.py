"""The header, signature and imprint of a translation, line by line as in its original."""

import re

from docpipe.label.line import Label, Line
from docpipe.profile import Profile, bare
from docpipe.values.dates import lone_date

NUMBER = re.compile(
    r"[\[(〔【]\s*(?:19|20)\d\d\s*[\])〕】].{0,12}\b(?:No\.?|Number|#)\s*\d+|\bNo\.?\s*\d+\s*[\[(〔]\s*(?:19|20)\d\d\s*[\])〕]",
    re.IGNORECASE,
)
HEAD_LINES = 10
WORD = re.compile(r"[a-z]{4,}")
SHARED = 0.5
LONGEST = 260
LABEL = re.compile(r"^([A-Za-z ]{2,20})\s*[:\uff1a]\s*\S")
SALUTATION = re.compile(r"[:\uff1a]$")


def translation_roles(lines: list[Line], labels: list[Label], own: list[int], profile: Profile) -> None:
    """Title, masthead, number above the text; signature, date and imprint below it."""
    if not own:
        return
    start = _head(lines, labels, own)
    _tail(lines, labels, own[start:], profile)


def _say(labels: list[Label], at: int, role: str, rule: str) -> None:
    labels[at] = labels[at]._replace(role=role, rule=rule, level=None)


def _head(lines: list[Line], labels: list[Label], own: list[int]) -> int:
    head = []
    for at in own[:HEAD_LINES]:
        text = lines[at].text
        if len(text) > LONGEST or text[-1] in ".;。：:" or re.match(r"^(?:1\.|First|I\.|一、|Article|Chapter)", text):
            break
        head.append(at)
    if len(head) == len(own):
        return 0  # all short lines: nothing says where the text begins
    number = next((at for at in head if NUMBER.search(lines[at].text)), None)
    first_is_masthead = number is not None and _not_title(lines, head, number)
    for at in head:
        if at == number:
            _say(labels, at, "doc_number", "number of translation")
        elif number is not None and (head[0] < at < number or (at == head[0] and first_is_masthead)):
            _say(labels, at, "masthead", "above number of translation")
        else:
            _say(labels, at, "title", "title of translation")
    return len(head)


def _not_title(lines: list[Line], head: list[int], number: int) -> bool:
    """Whether the first line is no title: the title stands below the number and shares few words with it."""
    first = set(WORD.findall(lines[head[0]].text.lower()))
    below = {word for at in head if at > number for word in WORD.findall(lines[at].text.lower())}
    return head[0] < number and bool(below) and len(first & below) < SHARED * len(first)


def _tail(lines: list[Line], labels: list[Label], rest: list[int], profile: Profile) -> None:
    place = next((place for place in range(len(rest) - 1, 0, -1) if lone_date(lines[rest[place]].text)), None)
    if place is None or place < len(rest) - 12:
        return
    _say(labels, rest[place], "date", "date of translation")
    for back in range(place - 1, max(0, place - 4), -1):
        text = lines[rest[back]].text
        if len(text) > 120 or text[-1] in ".;:。；：":
            break
        if lone_date(text):  # of another language
            _say(labels, rest[back], "date", "date of translation")
        else:
            _say(labels, rest[back], "signatory", "above date of translation")
    for at in rest[place + 1 :]:
        found = LABEL.match(lines[at].text)
        role = profile.label_fields.get(bare(found[1])) if found else None
        if role in {"reported_to", "copied_to"}:
            _say(labels, at, role, f"{role} by label")
