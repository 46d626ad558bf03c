"""Numbers of official documents (发文字号)."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from docpipe.values.numeral import chinese_number
from docpipe.values.width import half_width

HAN = "\u4e00-\u9fff"
# Whatever was typed for 〔 and 〕; opening and closing marks often differ.
OPEN, CLOSE = "〔\\[［(（【〖﹝﹙「{｛〈《〚", "〕\\]］)）】〗﹞﹚」}｝〉》〛"
_LIST = r"\s*[号號]?\s*[-~～至、,，]\s*(?:第\s*)?\d{1,6}"
_YEAR = r"(?:1[89]|20)\d\d|[一二三四五六七八九〇零○O]{4}"
_SERIAL = rf"\d{{1,6}}(?:{_LIST})*|[一二三四五六七八九十百零〇]{{1,6}}"
# GB/T 9704-2012 7.2.5: code of the office, year in 〔〕, serial without a leading zero and without 第, 号.
_CODE = rf"[{HAN}A-Za-z·〇]{{1,24}}(?:[{OPEN}][{HAN}]{{1,4}}[{CLOSE}][{HAN}]{{0,4}})?"
NUMBER = re.compile(
    rf"(?P<code>{_CODE})?\s*[{OPEN}]\s*(?P<year>{_YEAR})\s*年?\s*[{CLOSE}]\s*字?\s*第?\s*(?P<serial>{_SERIAL})\s*[号號]"
)
# On a line of its own a number may have lost its 号, and its year the century.
LONE = re.compile(
    rf"(?P<code>{_CODE})\s*[{OPEN}]\s*(?P<year>{_YEAR}|\d\d)\s*年?\s*[{CLOSE}]\s*字?\s*第?\s*(?P<serial>{_SERIAL})\s*(?:[号號]|$)"
)
# Of the Republic: 某府教學字第1080012345號.
LETTERED = re.compile(
    rf"(?P<code>[{HAN}()（）]{{1,20}}字)\s*第\s*(?P<serial>[A-Z]?\d[\d\s]{{1,16}}\d?[A-Z]?|[一二三四五六七八九十百零〇]{{1,8}})\s*[号號](?P<kind>令|函|公告)?"
)
# Orders and announcements are numbered without a year, or with the year as a word.
ORDER = re.compile(
    rf"(?P<code>[{HAN}、·\s]{{1,40}}?(?:令|公告|通告|公报))\s*[{OPEN}]?\s*(?:(?P<year>(?:19|20)\d\d)\s*年)?\s*第?\s*(?P<serial>\d{{1,5}}|[一二三四五六七八九十百零〇]{{1,6}})\s*[号號]"
)
YEAR_ORDER = re.compile(
    r"(?P<year>(?:19|20)\d\d)\s*年\s*第\s*(?P<serial>\d{1,5}|[一二三四五六七八九十百零〇]{1,6})\s*[号號]"
)
CITED_ORDER = re.compile(
    rf"(?P<code>[{HAN}]{{2,20}}?)第\s*(?P<serial>\d{{1,5}}(?:\s*[、，,和及]\s*\d{{1,5}})*)\s*号\s*(?P<kind>令|公告)"
)
# Of a court: year, court, kind of case, serial (Supreme People's Court, 法〔2015〕137号, art. 3): （2019）青01刑终123号.
CASE = re.compile(
    rf"[(（〔\[]\s*(?P<year>(?:19|20)\d\d)\s*[)）〕\]]\s*(?P<code>[{HAN}]{{1,4}}\d{{0,4}}[{HAN}]{{1,6}})(?:第)?(?P<serial>\d{{1,6}})\s*号(?:之[一二三四五六七八九十]{{1,2}})?"
)
# As papers were numbered up to the eighties: (85)物标字第32号.
YEAR_FIRST = re.compile(
    rf"[(（〔\[]\s*(?P<year>\d\d|[一二三四五六七八九〇零○]{{2,4}})\s*[)）〕\]]\s*(?P<code>[{HAN}]{{1,14}}?字)"
    rf"\s*(?P<nth>第?)\s*(?P<serial>\d{{1,5}}|[一二三四五六七八九十百零〇]{{1,7}})\s*(?P<sign>[号號])"
)
# Of Macau: 第 12/2021 號行政法規, serial before year, the kind behind both.
MACAU = re.compile(
    r"第\s*(?P<serial>\d{1,4})\s*/\s*(?P<year>(?:19|20)\d\d)\s*[号號]\s*"
    r"(?P<kind>行政法[規规]|法律|行政命令|(?:[\u4e00-\u9fff]{2,12})?批示)"
)
AROUND = " \t\u3000\xa0()（）[]【】〔〕:："
LONGEST_LINE = 60
FIRST_OF_TWO_DIGITS = 49  # two digits were written in the last century only; 〔18〕 may be a slip for 2018
_ONE = re.compile(r"\d+")


class DocNumber(NamedTuple):
    """A document's number: where it stands, its normal form, and its three parts (any may be None)."""

    start: int
    end: int
    value: str
    code: str | None
    year: int | None
    serial: int | None


def _int(written: str | None) -> int | None:
    if written is None:
        return None
    return int(written) if written.isascii() and written.isdigit() else chinese_number(written)


def _shown(serial: str) -> str:
    """A serial, or a list of them as it is written, without leading zeros: 12号-13, 10号、11号、12."""
    return _ONE.sub(lambda found: str(int(found[0])), serial.replace("號", "号").replace("第", ""))


def _numbered(found: re.Match[str]) -> DocNumber:
    code, written = re.sub(r"\s+", "", found["code"] or ""), found["year"]
    serial = re.sub(r"\s+", "", found["serial"])
    number = _int(serial)
    shown = str(number) if number is not None else _shown(serial)
    first = number if number is not None else _int((_ONE.match(serial) or [None])[0])
    year = _int(written) if len(written) != 2 else 1900 + int(written) if int(written) >= FIRST_OF_TWO_DIGITS else None
    start = found.start("code") if found["code"] else found.start() + len(found[0]) - len(found[0].lstrip())
    shown_year = written if len(written) == 2 else year
    return DocNumber(start, found.end(), f"{code}〔{shown_year}〕{shown}号", code or None, year, first)


def doc_numbers(text: str) -> Iterator[DocNumber]:
    """All numbers with a year in brackets that a text has, in order."""
    if "号" in text or "號" in text:
        for found in NUMBER.finditer(half_width(text)):
            yield _numbered(found)


def _lettered(plain: str) -> DocNumber | None:
    found = LETTERED.search(plain) if "字" in plain else None
    if found is None:
        return None
    serial = re.sub(r"\s", "", found["serial"])
    value = f"{found['code']}第{serial}號{found['kind'] or ''}"
    return DocNumber(found.start(), found.end(), value, found["code"], None, None)


def _order(plain: str) -> DocNumber | None:
    found = ORDER.search(plain)
    if found is not None:
        code, serial = re.sub(r"\s+", "", found["code"]), _int(found["serial"])
        year = _int(found["year"])
        start = found.start("code") + len(found["code"]) - len(found["code"].lstrip())
        value = f"{code}{f'{year}年' if year else ''}第{serial}号"
        return DocNumber(start, found.end(), value, code, year, serial)
    found = YEAR_ORDER.search(plain)
    if found is not None:
        year, serial = _int(found["year"]), _int(found["serial"])
        return DocNumber(found.start(), found.end(), f"{year}年第{serial}号", None, year, serial)
    return None


def doc_number(text: str) -> DocNumber | None:
    """The number that a line gives: with a year in brackets, or an order's (省人民政府令第41号, 公告2021年第5号)."""
    if "号" not in text and "號" not in text:
        return None
    first = next(doc_numbers(text), None)
    if first is not None:
        return first
    plain = half_width(text)
    return _case(text) or _year_first(plain) or _lettered(plain) or _order(plain)


def _case(text: str) -> DocNumber | None:
    found = CASE.search(text)
    if found is None:
        return None
    year, serial = int(found["year"]), int(found["serial"])
    tail = found[0][found.end("serial") - found.start() :].strip()
    value = f"（{year}）{found['code']}{serial}{tail}"
    return DocNumber(found.start(), found.end(), value, found["code"].removesuffix("第"), year, serial)


def _macau(text: str) -> DocNumber | None:
    found = MACAU.search(half_width(text)) if "/" in text or "\uff0f" in text else None
    if found is None:
        return None
    year, serial = int(found["year"]), int(found["serial"])
    start, end = found.span()
    return DocNumber(start, end, f"第{serial}/{year}號{found['kind']}", None, year, serial)


def _year_first(plain: str) -> DocNumber | None:
    found = YEAR_FIRST.search(plain)
    if found is None:
        return None
    written, code = found["year"], found["code"]
    year = 1900 + (_int(written) or 0) if len(written) == 2 and written.isdigit() else _spelled(written)
    value = f"（{written}）{code}{found['nth']}{found['serial']}{found['sign']}"
    return DocNumber(found.start(), found.end(), value, code, year, _int(found["serial"]))


def _spelled(year: str) -> int | None:
    """五五 is 1955."""
    number = chinese_number(year)
    return number + 1900 if number is not None and len(year) == 2 else number


def lone_number(text: str) -> DocNumber | None:
    """The number that a line consists of, but for brackets, white space (also inside it) and a lost 号."""
    if len(text) > LONGEST_LINE or not _might_be(text):
        return None
    found = doc_number(text) or _macau(text)
    if found is not None and not _rest(text, found):
        return found
    return _compact_number(text)


def _might_be(text: str) -> bool:
    return "号" in text or "號" in text or any(mark in text for mark in "〔[［(（【﹝〈《")


def _rest(text: str, found: DocNumber) -> str:
    return (text[: found.start] + text[found.end :]).strip(AROUND)


def _compact_number(text: str) -> DocNumber | None:
    """The number of a line whose characters are spread out, or which has lost its 号 or its century."""
    places = [at for at, char in enumerate(text) if not char.isspace()]
    plain = half_width("".join(text[at] for at in places))
    found = LONE.search(plain)
    if found is None or (plain[: found.start()] + plain[found.end() :]).strip(AROUND):
        return None
    item = _numbered(found)
    return item._replace(start=places[item.start], end=places[item.end - 1] + 1)
