"""What stands below the text of a paper: attachments by name, signature, note, imprint, and what is attached."""

import itertools
import re

from docpipe.label.structure_attached import attachment_note, attachment_text, is_list, more_attachments
from docpipe.label.structure_page import Page, has_label, labelled, says
from docpipe.profile import Profile
from docpipe.values.dates import Dated, dates_in, lone_date
from docpipe.values.offices import is_office, offices

NOTE = re.compile(
    r"^[(\uff08][^()\uff08\uff09]{2,120}(?:[(\uff08][^()\uff08\uff09]{0,40}[)\uff09][^()\uff08\uff09]{0,40})*[)\uff09]$"
)
PRINTED = re.compile(r"(?:印发|印製|印制|印刷|印)[。.\s]*(?:[(\uff08]?共?印?\s*\d+\s*份[)\uff09]?[。.\s]*)?$")
COPIES = re.compile(r"^[(\uff08]?共印\s*\d+\s*份[)\uff09]?[。.]?$")
PROXY = re.compile(r"^[(\uff08][^()\uff08\uff09]{2,30}代\s*章[)\uff09]$")
PERSON = re.compile(
    r"^[\u4e00-\u9fff]{0,14}?(?:[省市县縣區区州旗鄉鎮][\s\u3000]{1,2}[长長]|主[\s\u3000]{1,2}[任席]|[局厅廳部院署處校][\s\u3000]{1,2}[长長]|省长|市长|县长|區長|区长|州长|旗长|总理|总统|部长|局长|厅长|主任|主席|委员长|院长|检察长|行长|署长|处长|所长|秘书长|校长|会长|理事长|董事长|总经理|社长|馆长|台长|乡长|镇长|书记|司令员|行政长官|司长|總統|總理|主席|會長|局長|縣長|市長|鄉長|鎮長|部長|院長|校長|處長|署長|廳長|司長|所長|行政長官)(?:[\s\u3000]+|[:\uff1a]\s*)(?P<name>[\u4e00-\u9fff·]{2,5}|[\u4e00-\u9fff](?:[\s\u3000]{1,4}[\u4e00-\u9fff]){1,3}|[\u4e00-\u9fff][\s\u3000]{1,4}[\u4e00-\u9fff]{2})$"
)
# 2021年4月23日　運輸署署長林美儀, as a gazette prints it: the day, and in the same line who signed.
DAY_AND_PERSON = re.compile(
    r"^[\s\u3000]*[\u4e00-\u9fff]{2,16}?(?:署長|局長|司長|處長|總監|專員|秘書長|主席|署长|局长|司长|处长|总监|专员|秘书长)[\s\u3000]*(?P<name>[\u4e00-\u9fff]{2,4})$"
)
# How a regulation of Macau ends: 二零二一年三月二日制定。|命令公佈。|行政長官　某某
MADE = re.compile(r"(?:制定|簽署)。?$")
PROMULGATES = re.compile(r"^命令公[佈布]。?$")
BELOW = 4  # how many lines may follow offices that sign below the date


def imprint(page: Page, rest: list[int]) -> None:
    """抄报, 抄送, 印发 and 主题词 below the text have their roles."""
    for place in range(len(rest) - 1, max(-1, len(rest) - 61), -1):
        at, text = rest[place], page.text(rest[place])
        if len(text) > 400 or at in page.done:
            continue
        role = imprint_role(page.profile, text)
        if role is not None:
            page.say(at, role, f"{role} by label" if role not in {"printed_by", "copies"} else "printed by")
            if role in {"reported_to", "copied_to"}:
                _runs_on(page, rest[place:], role)


def _runs_on(page: Page, rest: list[int], role: str) -> None:
    """A list of offices that ends in a comma goes on in the next line."""
    for above, at in itertools.pairwise(rest):
        if at in page.done or page.text(above)[-1] not in "，,、" or len(page.text(at)) > 200:
            return
        page.say(at, role, f"{role} by label")


def imprint_role(profile: Profile, text: str) -> str | None:
    """The role of a line of the imprint; None for a line that is none."""
    names = ("reported_to", "copied_to", "keywords", "recipients") if has_label(text) else ()
    role = next((name for name in names if says(profile, name, text)), None)
    if role is None and len(text) <= 80 and is_print_line(text, profile):
        return "printed_by"
    return "copies" if role is None and len(text) <= 16 and COPIES.match(text) else role


def is_print_line(text: str, profile: Profile) -> bool:
    """`某某办公室　2012年12月6日印发`: an office or nothing, a day, 印发."""
    found = PRINTED.search(text) if "印" in text else None
    if found is None:
        return False
    dated = list(dates_in(text))
    if len(dated) != 1 or text[dated[0].end : found.start()].strip(" \u3000"):
        return False
    office = text[: dated[0].start].strip(" \u3000")
    return not office or (len(office) <= 40 and re.search(r"[。，,:\uff1a]", office) is None)


def signature(page: Page, rest: list[int]) -> None:
    """The date below the text, the offices or names above it, the note below it, the list of attachments."""
    if not rest:
        return
    place = _signed_at(page, rest)
    made = _made_at(page, rest)
    if made is not None:
        page.say(rest[made], "date", "day of making")
        page.say(rest[made + 2], "signatory", "head of an office at the end")
        place = made
    elif place is None:
        _signature_without_date(page, rest)
        place = len(rest)
    else:
        page.say(rest[place], "date", "date below text")
        if not _signatories(page, rest, place):
            place = _office_below(page, rest, place)
        _below(page, rest[place + 1 :])
        attachment_text(page, rest[place + 1 :])
    attachment_note(page, rest[:place])


def _signed_at(page: Page, rest: list[int]) -> int | None:
    """Place of the date: the first with an office above it, for what follows is attached; else the last."""
    dates = [
        place
        for place, at in enumerate(rest)
        if place > 0 and at not in page.done and page.lines[at].cell is None and is_signing_date(page.text(at))
    ]
    signed = (place for place in dates if signs(page.text(rest[place - 1]), page.profile))
    return next(signed, dates[-1] if dates else None)


def _made_at(page: Page, rest: list[int]) -> int | None:
    """Place of the day on which a regulation was made, where order and name of who promulgates it stand below."""
    for place in range(len(rest) - 3, 0, -1):
        if PROMULGATES.match(page.text(rest[place + 1])):
            text, name = page.text(rest[place]), page.text(rest[place + 2])
            made = MADE.search(text)
            dated = made is not None and lone_date(text[: made.start()]) is not None
            return place if dated and PERSON.match(name) else None
    return None


def is_signing_date(text: str) -> bool:
    """Whether a line is a date as papers are signed with, though month and day may be left open."""
    found: Dated | None = lone_date(text) if len(text) <= 40 else None
    return found is not None and (len(found.iso) >= 7 or "月" in text)


def signs(text: str, profile: Profile) -> bool:
    """Whether a line is what stands above a date: offices, or a head of one with a name."""
    if len(text) > 120 or text[-1] in "。；;：:，":
        return False
    if PROXY.match(text) or PERSON.match(text):
        return True
    named = list(offices(text, profile))
    return bool(named) and all(is_office(item.name, profile) for item in named)


def _office_below(page: Page, rest: list[int], place: int) -> int:
    """Place of the last line of the signature, where the date stands above the offices that end the paper."""
    last = place
    while last + 1 < len(rest) and signs(page.text(rest[last + 1]), page.profile):
        last += 1
    if len(rest) - last > BELOW:
        return place
    for at in rest[place + 1 : last + 1]:
        page.say(at, "signatory", "office below date")
    return last


def _below(page: Page, rest: list[int]) -> None:
    """Attachments by name, notes in brackets and whom to ask, straight below the signature."""
    for place, at in enumerate(rest[:12]):
        text = page.text(at)
        if at in page.done:
            continue
        if NOTE.match(text):
            page.say(at, "note", "note below date")
        elif is_list(page, rest, place):
            page.say(at, "attachment_note", "attachments by label")
            more_attachments(page, rest[place + 1 :])
        elif labelled(page.words("contact"), text) and len(text) <= 100:
            page.say(at, "contact", "whom to ask, below date")
        else:
            return


def _signatories(page: Page, rest: list[int], place: int) -> bool:
    """Whether offices or heads of one stand above the date; they have their role."""
    signed = False
    for back in range(place - 1, max(-1, place - 21), -1):
        at, text = rest[back], page.text(rest[back])
        if at in page.done or not signs(text, page.profile):
            break
        page.say(at, "signatory", "head of an office above date" if PERSON.match(text) else "office above date")
        signed = True
    return signed


def _signature_without_date(page: Page, rest: list[int]) -> None:
    """`某某局  2012年12月5日` on one line, or an office as the last line."""
    for place, at in reversed(list(enumerate(rest))[-4:]):
        text = page.text(at)
        if len(text) > 60 or at in page.done:
            continue
        found = list(dates_in(text))
        dated = len(found) == 1 and found[0].end >= len(text) - 1
        if len(found) == 1 and found[0].start == 0 and DAY_AND_PERSON.match(text[found[0].end :]):
            page.say(at, "signatory", "day and head of an office on one line")
            return
        if dated and is_office(text[: found[0].start].strip(), page.profile):
            page.say(at, "signatory", "office and date on one line")
            return
        if is_office(text, page.profile) and page.lines[at].path is None and page.has("title"):
            page.say(at, "signatory", "office below text")
            _signatories(page, rest, place)
            return
