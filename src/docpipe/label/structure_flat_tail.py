"""Where a flattened paper's text ends and its signature, note and imprint begin."""

import re
from collections.abc import Iterator

from docpipe.label.structure_tail import PERSON
from docpipe.profile import Profile
from docpipe.values.dates import dates_in
from docpipe.values.offices import is_office, offices
from docpipe.values.width import half_width

HEADING = re.compile(
    r"(?<=[。；;：:！])\s*(?=[一二三四五六七八九十]{1,3}\s*、|[(\uff08][一二三四五六七八九十]{1,3}[)\uff09])|(?<=[。；;])\s*(?=附\s*件\s*\d?\s*[:\uff1a])"
)
ITEM = re.compile(r"(?<!\d)\s*(?=(?<![\d.\uff0e])[2-9]\s*[.\uff0e、](?!\d))")
AFTER_DATE = re.compile(r"\s*(?:$|[(\uff08]|抄|主送|附|分送|报[:\uff1a]|主题词)")
IMPRINT = re.compile(r"(?<=[。)\uff09日])\s*(?=(?:抄\s*[送报報]|主\s*送|主题词|分\s*送)\s*[:\uff1a])")
PRINTED = re.compile(r"\s*(?:印发|印制|印)[。\s]*$")
QUOTED = re.compile(r"《([^《》]{4,60})》")
BRACKET = re.compile(r"\s*[(\uff08][^()\uff08\uff09]{2,60}[)\uff09]")
# A list of attachments ends with a space, and the office begins: 附件：批复表　某某县财政局.
LISTED = re.compile(r"\s*附\s*[件表]\s*[:\uff1a].{2,120}?[\s\u3000](?P<office>[^\s\u3000]{4,30})\s*$")
ENDED = " \u3000。；;"
STOP = re.compile(r"[。！!；;]")


def tail(text: str, at: int, profile: Profile, last: bool, above: str) -> Iterator[int]:
    """Headings, list of attachments, signature, note and imprint of what follows the head."""
    head = above + text[:at]
    end = len(text)
    plain = half_width(text)
    signed = _signature(text, plain, at, profile, head) if last else None
    if signed is not None:
        first, dated, end = signed
        yield first
        yield from (first + office.end for office in offices(text[first:dated], profile))
        yield dated
        yield end
        yield from _imprint(text, end, profile)
        end = first
    elif last and (length := _office_of_head(text, at, end, head, profile)) and text[end - length - 1] in ENDED:
        end -= length
        yield end
    for found in HEADING.finditer(text, at, end):
        yield found.end()
    note = re.compile(r"附\s*件\s*[:\uff1a]").search(text, max(at, end - 300), end)
    if note is not None:
        for found in ITEM.finditer(text, note.end(), end):
            yield found.end()


def _signature(text: str, plain: str, at: int, profile: Profile, head: str) -> tuple[int, int, int] | None:
    """Start of the offices, of the date, and the end of the date that an office stands before."""
    for found in dates_in(plain):
        attached = any(text.startswith(name, found.end) for name in QUOTED.findall(text, 0, found.start))
        if found.start < at or not (attached or AFTER_DATE.match(text, found.end)):
            continue
        begin = max((stop.end() for stop in STOP.finditer(text, at, found.start)), default=at)
        first = _offices_before(text, begin, found.start, head, profile)
        if first is not None:
            return first, found.start, found.end
    return None


def _offices_before(text: str, begin: int, end: int, head: str, profile: Profile) -> int | None:
    """Where the names of offices before a date begin: all since the last sentence, or an office of the header."""
    names = text[begin:end]
    if names.strip() and all(is_office(part.name, profile) for part in offices(names, profile)) and len(names) <= 120:
        return begin + len(names) - len(names.lstrip())
    if PERSON.match(names.strip()):
        return begin + len(names) - len(names.lstrip())
    listed = LISTED.match(names)
    if listed is not None and is_office(listed["office"], profile):
        return begin + listed.start("office")
    first = None
    while (length := _office_of_head(text, begin, end, head, profile)) is not None:
        first = end = end - length
    return first


def _office_of_head(text: str, begin: int, end: int, head: str, profile: Profile) -> int | None:
    """The length of the longest office that ends here and stands in the header, too."""
    for length in range(min(end - begin, 40), 3, -1):
        name = text[end - length : end].rstrip()
        if not name[:1].isspace() and is_office(name, profile) and name in head:
            return length
    return None


def _imprint(text: str, at: int, profile: Profile) -> Iterator[int]:
    note = BRACKET.match(text, at)
    if note is not None:
        yield note.end()
        at = note.end()
    for found in IMPRINT.finditer(text, at):
        yield found.end()
    if PRINTED.search(text, at):
        stop = max((found.end() for found in STOP.finditer(text, at)), default=at)
        yield stop
