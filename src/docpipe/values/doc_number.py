"""Numbers of official documents (发文字号)."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from docpipe.values.numeral import chinese_number
from docpipe.values.width import one_bracket

HAN = "\u4e00-\u9fff"
# GB/T 9704-2012 7.2.5: code of the office, year in 〔〕, serial without a leading zero and without 第, 号.
NUMBER = re.compile(
    rf"(?P<code>[{HAN}A-Za-z·〇]{{1,20}}(?:〔[{HAN}]{{1,4}}〕[{HAN}]{{0,4}})?)?\s*"
    rf"〔\s*(?P<year>(?:1[89]|20)\d\d|[一二三四五六七八九〇零○]{{4}})\s*(?:年)?\s*〕\s*(?:字)?\s*(?:第\s*)?"
    rf"(?P<serial>\d{{1,6}}(?:\s*[-~至、,，]\s*\d{{1,6}})?|[一二三四五六七八九十百]{{1,6}})\s*[号號]"
)
# Orders and announcements are numbered without a year, or with the year as a word.
ORDER = re.compile(
    rf"(?P<code>[{HAN}、·\s]{{1,40}}?(?:令|公告|通告|公报))\s*[〔]?\s*(?:(?P<year>(?:19|20)\d\d)\s*年)?\s*第\s*(?P<serial>\d{{1,5}}|[一二三四五六七八九十百零〇]{{1,6}})\s*[号號]"
)
YEAR_ORDER = re.compile(
    r"(?P<year>(?:19|20)\d\d)\s*年\s*第\s*(?P<serial>\d{1,5}|[一二三四五六七八九十百零〇]{1,6})\s*[号號]"
)
CITED_ORDER = re.compile(
    rf"(?P<code>[{HAN}]{{2,20}}?)第\s*(?P<serial>\d{{1,5}}(?:\s*[、，,和及]\s*\d{{1,5}})*)\s*号\s*(?P<kind>令|公告)"
)


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


def _numbered(found: re.Match[str]) -> DocNumber | None:
    code, year = re.sub(r"\s+", "", found["code"] or ""), _int(found["year"])
    serial = re.sub(r"\s+", "", found["serial"])
    number = _int(serial)
    shown = str(number) if number is not None else serial.replace("-", "-")
    start = found.start("code") if found["code"] else found.start() + len(found[0]) - len(found[0].lstrip())
    return DocNumber(start, found.end(), f"{code}〔{year}〕{shown}号", code or None, year, number)


def doc_numbers(text: str) -> Iterator[DocNumber]:
    """All numbers with a year in brackets that a text has, in order."""
    if "号" not in text and "號" not in text:
        return
    for found in NUMBER.finditer(one_bracket(text)):
        item = _numbered(found)
        if item is not None:
            yield item


def doc_number(text: str) -> DocNumber | None:
    """The number that a line gives: with a year in brackets, or an order's (省人民政府令第41号, 公告2021年第5号)."""
    first = next(doc_numbers(text), None)
    if first is not None:
        return first
    if "号" not in text and "號" not in text:
        return None
    plain = one_bracket(text)
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


def lone_number(text: str) -> DocNumber | None:
    """The number that a line consists of, but for brackets and white space."""
    if len(text) > 60:
        return None
    found = doc_number(text)
    if found is None:
        return None
    rest = (text[: found.start] + text[found.end :]).strip(" \t\u3000\xa0()（）[]【】〔〕:：")
    return found if not rest else None
