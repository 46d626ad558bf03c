"""Dates as documents write them."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from docpipe.values.numeral import chinese_number
from docpipe.values.width import half_width

# Six ways to write zero in a year: 〇 零 ○ Ｏ (as O, half-width) and the letter and digit themselves.
DIGIT = "〇零○◯Oo0一二三四五六七八九"
DAY = r"[一二三四五六七八九十廿卅](?:\s?[一二三四五六七八九十]){0,2}"
CHINESE = re.compile(
    rf"(?P<year>(?:1[5-9]|20|21)\s?\d\s?\d|[{DIGIT}](?:\s?[{DIGIT}]){{3}})\s*年"
    rf"(?:\s*(?P<month>1\s?[0-2]|0?[1-9]|[一二三四五六七八九十元正](?:\s?[一二])?)\s*月(?:份)?"
    rf"(?:\s*(?P<day>3\s?[01]|[12]\s?\d|0?[1-9]|{DAY})\s*[日号號]|\s+日)?|\s+月(?:\s+日)?)?"
)
NUMERIC = re.compile(
    r"(?<![\d.])(?P<year>(?:1[89]|20)\d\d)(?P<sep>[-/.]|\. )(?P<month>1[0-2]|0?[1-9])(?P=sep)(?P<day>3[01]|[12]\d|0?[1-9])(?![\d.])"
)
PLAIN = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?!\d)")
MINGUO = re.compile(
    r"(?:中華)?(?:中华)?民[國国]\s*(?P<year>\d{1,3}|[一二三四五六七八九十百零〇元]{1,5})\s*年\s*(?:(?P<month>\d{1,2}|[一二三四五六七八九十元]{1,3})\s*月\s*(?:(?P<day>\d{1,2}|[一二三四五六七八九十廿卅]{1,3})\s*日)?)?"
)
MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_NAME = "(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
MONTH_FIRST = re.compile(
    rf"\b{_NAME}\.?\s+(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?,?\s+(?P<year>(?:1[5-9]|20)\d\d)\b", re.IGNORECASE
)
DAY_FIRST = re.compile(
    rf"\b(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?\s+(?:of\s+)?{_NAME}\.?,?\s+(?P<year>(?:1[5-9]|20)\d\d)\b",
    re.IGNORECASE,
)
LATIN = re.compile(r"[A-Za-z]{3}")
MINGUO_BEGINS = 1911


class Dated(NamedTuple):
    """A date in a text: where it stands, and as ISO 8601, as long as it is precise (2012, 2012-12, 2012-12-05)."""

    start: int
    end: int
    iso: str


def _number(written: str | None) -> int | None:
    if written is None:
        return None
    bare = written.replace(" ", "")
    if bare.isdigit():
        return int(bare)
    return chinese_number(
        {"元": "一", "正": "一"}.get(bare, bare.replace("O", "〇").replace("o", "〇").replace("◯", "〇"))
    )


def iso_of(year: int | None, month: int | None, day: int | None) -> str | None:
    """ISO 8601 as precise as what is given; None for a day that no calendar has."""
    if year is None or not 1 <= year <= 9999 or (month is not None and not 1 <= month <= 12):
        return None
    if month is None:
        return f"{year:04}"
    if day is None:
        return f"{year:04}-{month:02}"
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _chinese(found: re.Match[str]) -> str | None:
    year, month, day = found["year"], found["month"], found["day"]
    return iso_of(_number(year), _number(month), _number(day))


def _minguo(found: re.Match[str]) -> str | None:
    year = _number(found["year"])
    return iso_of(year and year + MINGUO_BEGINS, _number(found["month"]), _number(found["day"]))


def _english(found: re.Match[str]) -> str | None:
    month = next(at for at, name in enumerate(MONTHS, 1) if name.startswith(found["name"].lower()[:3]))
    return iso_of(int(found["year"]), month, int(found["day"]))


TIME = re.compile(r"^\s*\d{1,2}\s*[时時:\uff1a]\s*(?:\d{1,2}\s*分?)?")
FOUR_DIGITS = re.compile(r"[12\uff11\uff12]\d{3}")  # of half or of full width
PATTERNS = ((NUMERIC, _chinese), (PLAIN, _chinese))
IN_ENGLISH = ((MONTH_FIRST, _english), (DAY_FIRST, _english))


def _asked(plain: str) -> Iterator[tuple[re.Pattern[str], Callable[[re.Match[str]], str | None]]]:
    """The patterns that can match at all: most lines hold no year."""
    if "年" in plain:
        if "民" in plain:
            yield MINGUO, _minguo
        yield CHINESE, _chinese
    if FOUR_DIGITS.search(plain):
        yield from PATTERNS
        if LATIN.search(plain):
            yield from IN_ENGLISH


def _may_be_dated(text: str) -> bool:
    return "年" in text or FOUR_DIGITS.search(text) is not None


def dates_in(text: str) -> Iterator[Dated]:
    """The dates of a text in order; what overlaps an earlier kind is left out, and what no calendar has."""
    if not _may_be_dated(text):
        return
    plain = half_width(text)
    found = []
    for pattern, value in _asked(plain):
        for match in pattern.finditer(plain):
            iso = value(match)
            if iso is not None:
                end = match.end() - (len(match[0]) - len(match[0].rstrip()))
                found.append(Dated(match.start(), end, iso))
    taken = -1
    for item in sorted(found, key=lambda item: (item.start, -item.end)):
        if item.start >= taken:
            yield item
            taken = item.end


def lone_date(text: str) -> Dated | None:
    """The date that a line consists of, but for brackets and white space; None where more stands there."""
    if len(text) > 40 or not _may_be_dated(text):
        return None
    for item in dates_in(text):
        rest = (
            (text[: item.start] + TIME.sub("", text[item.end :]))
            .strip(" \t\u3000\xa0()（）[]【】。.,，")
            .removeprefix("公元")
        )
        return item if not rest else None
    return None
