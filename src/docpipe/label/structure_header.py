"""What stands above and below the title of a paper: masthead, number, marks, signer, date (GB/T 9704-2012 7.2)."""

import re

from docpipe.document import CLUTTER
from docpipe.label.structure_page import Page, says
from docpipe.label.structure_tail import PERSON
from docpipe.values.dates import dates_in, lone_date
from docpipe.values.doc_number import doc_number, lone_number
from docpipe.values.kind import document_kind
from docpipe.values.offices import is_office, offices

SERIAL_COPY = re.compile(r"^(?:№|No\.?\s*)?\d{6}$")
SECRECY_TERM = re.compile(r"^[★☆*\s]*(?:长期|\d{1,2}\s*[年月日天]|[一二三四五六七八九十]{1,3}[年月])?$")
ADOPTED = re.compile(
    r"^[(\uff08]?.{0,60}\d{4}年.{0,80}(?:通过|公布|发布|修订|修正|批准|施行|印发)[^。]{0,80}[)\uff09]?$"
)
# 公告 is a kind of paper, too: only where nothing else stands in the bracket, as below the title of an audit bulletin.
ANNOUNCED = re.compile(r"^[(\uff08]\s*\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*公告\s*[)\uff09]$")
# The history of a law as its data bases print it: 2017年4月20日 某某常务委员会第三十七次会议通过.
HISTORY = re.compile(
    r"^(?:根据)?\d{4}年\d{1,2}月\d{1,2}日(?:[\s\u3000]+|起)\S?(?=.*(?:通过|批准|修订|修正|修改|公布|发布|施行|废止))[^。]{0,600}[)\uff09]?$"
)
# The same of the Republic: 中華民國90年11月14日總統華總一義字第…號令制定公布全文12條.
ROC_HISTORY = re.compile(
    r"^(?:\d{1,2}[.\uff0e、]\s*)?中華民國\s*[\d一二三四五六七八九十百零〇元]{1,5}\s*年.{2,12}?日[^。]{0,80}令?.{0,40}?(?:公布|發布|修正|訂定|廢止|通過)"
)
# A telegram has its number behind its grade: 等级：特急·明电　某政办明电〔2022〕9号.
GRADED = re.compile(r"^(?:等\s*[级級]|紧急程度|缓急)\s*[:\uff1a]\s*[\u4e00-\u9fff·•・]{1,8}[\s\u3000]+(?=\S)")
# Where a report was given: ——2023年1月12日在某某第一次会议上.
SESSION = re.compile(r"^[(\uff08—―–\-\s]*\d{4}年\d{1,2}月\d{1,2}日\s*在.{4,60}(?:会|会议)上?(?:的报告)?\s*[)\uff09]?$")
# An order is numbered below its masthead, without a year.
ORDINAL = re.compile(
    r"^(?:[(\uff08〔\[][^()\uff08\uff09〔〕\[\]]{1,8}届[^()\uff08\uff09〔〕\[\]]{0,6}[)\uff09〕\]])?\s*[(\uff08]?\s*(?:(?:19|20)\d\d年)?\s*第?\s*(?:\d{1,5}|[一二三四五六七八九十百零〇]{1,6})\s*号\s*[)\uff09]?(?:\s*[(\uff08]总第?\s*\d+\s*[号期][)\uff09])?$"
)
ORDERS = ("令", "公告", "通告", "公报")
# Minutes and bulletins come in issues.
ISSUE = re.compile(
    r"^[(\uff08]总第?\s*\d+\s*期[)\uff09]$|^[(\uff08]?\s*(?:[〔\[(\uff08]?\s*(?:19|20)\d\d\s*年?\s*[〕\])\uff09]?\s*)?(?:增刊|总)?\s*第\s*(?:\d{1,5}|[一二三四五六七八九十百零〇]{1,6})\s*期\s*[)\uff09]?(?:\s*[(\uff08]总第?\s*\d+\s*期[)\uff09])?$"
)
EDITED = re.compile(r"[\s\u3000]*(?:编印?|主办|编发|整理|印发?)$")
# A star or a rule that separates the head of a paper from its title, typed or scanned.
RULED = re.compile(r"^[★☆*＊_＿—―─━=-][★☆*＊_＿—―─━=\s\u3000-]*$")
CLASS = re.compile(r"^[(\uff08]?[A-D]\d?\s*类?[)\uff09]?$")


def header(page: Page, head: list[int]) -> None:
    """Number, copy number, secrecy, urgency, signer, date and masthead have their roles."""
    for at in head:
        _mark(page, head, at)
    _mastheads(page, head)
    _issue(page, head)


def _mark(page: Page, head: list[int], at: int) -> None:
    text = page.text(at)
    if at == head[0] and SERIAL_COPY.match(text):
        page.say(at, "serial_copy", "serial copy")
    elif RULED.match(text):
        page.say(at, "separator", "rule below the head", CLUTTER)
    elif len(text) <= 12 and is_secrecy(text, page.words("secrecy")):
        page.say(at, "secrecy", "secrecy")
    elif text in page.words("urgency"):
        page.say(at, "urgency", "urgency")
    elif says(page.profile, "signer", text):
        page.say(at, "signer", "signer")
    elif ORDINAL.match(text) and _order_above(page, head, at):
        page.say(at, "doc_number", "number below masthead")
        above = head[head.index(at) - 1]
        if not is_masthead(page, page.text(above)):
            page.say(above, "masthead", "order above its number")
    elif len(text) <= 80 and (lone_number(text) or number_and_date(text) or _number_and_signer(page, text)):
        page.say(at, "doc_number", "lone number")
    elif _graded(text):
        page.say(at, "doc_number", "number behind the grade of a telegram")
    elif _glued(text):
        page.say(at, "doc_number", "number glued to masthead")
    elif _is_history(text):
        page.say(at, "adoption_note", "adoption note")
    elif at != head[0] and SESSION.match(text):
        page.say(at, "adoption_note", "session below title")
    elif at != head[0] and PERSON.match(text):
        page.say(at, "byline", "head of an office below title")
    elif at != head[0] and page.lines[at].cell is None and _dated(page, at, text):
        page.say(at, "date", "date in head")


def _graded(text: str) -> bool:
    found = GRADED.match(text)
    return found is not None and lone_number(text[found.end() :]) is not None


def _is_history(text: str) -> bool:
    """Whether a line tells when a law was adopted, amended, promulgated."""
    bracketed = text.startswith(("(", "（")) and (ADOPTED.match(text) or ANNOUNCED.match(text))
    return bool(bracketed or HISTORY.match(text) or ROC_HISTORY.match(text))


def is_secrecy(text: str, words: tuple[str, ...]) -> bool:
    """Whether a short line is a degree of secrecy, with its term or without."""
    return text.startswith(words) and any(
        text.startswith(word) and SECRECY_TERM.match(text[len(word) :]) for word in words
    )


def number_and_date(text: str) -> bool:
    """`（某政发〔2018〕66号　2018年10月8日）`, as legal databases put it below a title."""
    found = doc_number(text)
    return found is not None and not text[: found.start].strip("(（ ") and lone_date(text[found.end :]) is not None


def _number_and_signer(page: Page, text: str) -> bool:
    found = doc_number(text)
    if found is None:
        return False
    rest = text[found.end :].strip()
    return not text[: found.start].strip() and (says(page.profile, "signer", rest) or CLASS.match(rest) is not None)


def _order_above(page: Page, head: list[int], at: int) -> bool:
    place = head.index(at)
    above = page.text(head[place - 1]).rstrip() if place else ""
    return above.endswith(ORDERS) and len(above) <= 40 and "关于" not in above


def _glued(text: str) -> bool:
    """`某某局某字〔2013〕16号`: an office, straight after it a number."""
    if len(text) > 60 or not text.endswith(("号", "號")):
        return False
    found = doc_number(text)
    return found is not None and found.year is not None and found.start <= 1 and "关于" not in text[: found.end]


def _dated(page: Page, at: int, text: str) -> bool:
    """`（2020年7月）` or `（2020年6月　某某局）` below a title; on a page of its own layout only in brackets."""
    bracketed = text.startswith(("(", "\uff08")) and text.endswith((")", "\uff09"))
    if len(text) > 60 or "年" not in text or not (bracketed or page.lines[at].path is None):
        return False
    found = lone_date(text)
    if found is not None:
        return bracketed or len(found.iso) == 10
    return bracketed and date_and_office(page, text)


def date_and_office(page: Page, text: str) -> bool:
    """Whether a line in brackets gives a date and offices, and nothing else."""
    inner = text.strip("()\uff08\uff09")
    found = list(dates_in(inner))
    if len(found) != 1:
        return False
    rest = (inner[: found[0].start] + inner[found[0].end :]).strip(" \u3000,，、")
    return bool(rest) and all(is_office(office.name, page.profile) for office in offices(rest, page.profile))


def stem_of(text: str, ends: tuple[str, ...]) -> str | None:
    """The name of the office in a masthead without the word that a masthead adds (文件, 令, 公报); None for no such."""
    name = re.sub(r"[\s\u3000]+", "", text)
    longest = sorted(ends, key=len, reverse=True)
    return next((name[: -len(end)] for end in longest if name.endswith(end) and len(name) > len(end) + 2), None)


def is_masthead(page: Page, text: str) -> bool:
    """Whether a line is the name of one or several offices, with 文件 behind it or without."""
    if len(text) > 60 or "关于" in text or "關於" in text:
        return False
    if all(is_office(office.name, page.profile) for office in offices(text, page.profile)):
        return True
    end = next((end for end in sorted(page.words("masthead_end"), key=len, reverse=True) if text.endswith(end)), None)
    if end is None:
        return False
    named = list(offices(text[: -len(end)].rstrip(), page.profile))
    return bool(named) and all(is_office(office.name, page.profile) for office in named)


def _mastheads(page: Page, head: list[int]) -> None:
    """Lone names of offices above the number (or the title): the first lines of a paper."""
    limit = next((at for at in head if page.role(at) == "doc_number"), None)
    found = [
        at for at in head if at not in page.done and (limit is None or at < limit) and is_masthead(page, page.text(at))
    ]
    if limit is not None and any(_is_title(page, at) for at in head if at > limit):
        found += [at for at in head if at < limit and at not in found and _is_series(page, at)]
    if limit is not None or (found and found[0] == head[0]):
        for at in found:
            page.say(at, "masthead", "office above number" if limit is not None else "office on top")


def _is_series(page: Page, at: int) -> bool:
    text = page.text(at)
    return at not in page.done and len(text) <= 30 and "关于" not in text and text.endswith(page.words("series"))


def _is_title(page: Page, at: int) -> bool:
    text = page.text(at)
    return at not in page.done and "关于" in text and document_kind(text, page.profile) is not None


def _issue(page: Page, head: list[int]) -> None:
    """Minutes and bulletins: the name of the series, its issue, then the office and the day."""
    issue = next((place for place, at in enumerate(head) if place and ISSUE.match(page.text(at))), None)
    if issue is None:
        return
    for at in head[issue : issue + 2]:
        if ISSUE.match(page.text(at)):
            page.say(at, "metadata", "issue of a series")
    for at in head[:issue]:
        if _is_series(page, at):
            page.say(at, "masthead", "name of a series")
    for at in head[issue + 1 : issue + 4]:
        found = list(dates_in(page.text(at)))
        if len(found) == 1 and len(page.text(at)) <= 60 and at not in page.done:
            office = EDITED.sub("", page.text(at)[: found[0].start].strip())
            if not office or is_office(office, page.profile):
                page.say(at, "date", "office and day of an issue")


def page_title(page: Page, at: int) -> None:
    """A line above the paper that says its title is the title of the page."""
    page.say(at, "page_title", "title of the page", CLUTTER)
