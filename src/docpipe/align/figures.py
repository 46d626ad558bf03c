"""The numbers and days of an original and of its translation."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from docpipe.values.dates import MONTHS
from docpipe.values.numeral import chinese_number
from docpipe.values.width import half_width

UNITS = {"万亿": 1e12, "萬億": 1e12, "亿": 1e8, "億": 1e8, "万": 1e4, "萬": 1e4, "千": 1e3, "百": 1e2, "十": 10.0}
SOURCE = re.compile(
    r"(?P<digits>\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(?P<unit>万亿|萬億|亿|億|万|萬|千|百)?"
    r"|(?P<han>[〇零○一二两兩三四五六七八九十百千廿卅]+)(?P<more>万亿|萬億|亿|億|万|萬)?"
)
SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
SMALL = {
    word: float(at)
    for at, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen twenty".split()
    )
} | {word: 10.0 * at for at, word in enumerate("thirty forty fifty sixty seventy eighty ninety".split(), 3)}
RANKS = {
    word: float(at)
    for at, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), 1
    )
}
TARGET = re.compile(
    r"(?P<digits>\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?:st|nd|rd|th)?[\s-]*(?P<unit>hundred|thousand|million|billion|trillion)?"
    r"|(?P<word>[a-z]+)",
    re.IGNORECASE,
)
# What a translator may make of a number: tons of kilograms, years of another era.
FACTORS = (1.0, 1e3, 1e-3)
ERA = 1911
SOURCE_DAY = re.compile(
    r"(1[0-2]|0?[1-9]|[一二三四五六七八九十]{1,2})月\s*(3[01]|[12]\d|0?[1-9]|[一二三四五六七八九十廿卅]{1,3})[日号號]"
)
_NAMES = "|".join(f"{name[:3]}(?:{name[3:]})?" if len(name) > 3 else name for name in MONTHS)
TARGET_DAY = re.compile(
    rf"\b(?P<first>{_NAMES})\.?\s+(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?\b"
    rf"|\b(?P<before>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<last>{_NAMES})\b",
    re.IGNORECASE,
)
LIKE = 1e-6


class Figure(NamedTuple):
    """A number: its value, how it is written, and whether in figures."""

    value: float
    written: str
    figures: bool


def source_figures(text: str) -> list[Figure]:
    """The numbers of a Chinese text, numerals among them."""
    found = []
    for match in SOURCE.finditer(half_width(text)):
        if match["digits"]:
            value = float(match["digits"].replace(",", "")) * UNITS.get(match["unit"] or "", 1.0)
            found.append(Figure(value, match[0].strip(), True))
            if match["unit"]:
                found.append(Figure(float(match["digits"].replace(",", "")), match[0].strip(), False))
        elif (number := chinese_number(match["han"])) is not None:
            found.append(Figure(number * UNITS.get(match["more"] or "", 1.0), match[0], False))
    found += [Figure(30.0, "半", False)] * ("半" in text)  # half past
    return found


def target_figures(text: str) -> list[Figure]:
    """The numbers of an English text, number words and months among them."""
    return list(_target(half_width(text)))


def _target(text: str) -> Iterator[Figure]:
    pending: Figure | None = None
    for match in TARGET.finditer(text):
        if match["digits"]:
            pending = Figure(
                float(match["digits"].replace(",", "")) * SCALES.get((match["unit"] or "").lower(), 1.0),
                match[0].strip(),
                True,
            )
            yield pending
            continue
        word = match["word"].lower()
        if word in SCALES and pending is not None:
            pending = Figure(pending.value * SCALES[word], f"{pending.written} {word}", False)
            yield pending
        elif word in SMALL or word in RANKS:
            value = SMALL.get(word, RANKS.get(word, 0.0))
            joined = value + (
                pending.value if pending and not pending.figures and pending.value % 10 == 0 and value < 10 else 0
            )
            pending = Figure(joined, word, False)
            yield pending
            if joined != value:
                yield Figure(value, word, False)
        else:
            pending = None
            at = next((at for at, name in enumerate(MONTHS, 1) if word in {name, name[:3]}), None)
            if at is not None:
                yield Figure(float(at), word, False)


def without_match(own: list[Figure], other: list[Figure]) -> list[Figure]:
    """Numbers in figures that nothing of the other side is, in whatever unit."""
    values = [figure.value for figure in other]
    return [
        figure
        for figure in own
        if figure.figures and figure.value and not any(_same(figure.value, value) for value in values)
    ]


def _same(one: float, two: float) -> bool:
    if any(abs(one - two * factor) <= LIKE * max(one, 1e-9) for factor in FACTORS):
        return True
    return abs(abs(one - two) - ERA) < LIKE


def source_days(text: str) -> set[tuple[int, int]]:
    """Months and days of a Chinese text."""
    found = set()
    for month, day in SOURCE_DAY.findall(half_width(text)):
        one, two = (int(item) if item.isdigit() else chinese_number(item) for item in (month, day))
        if one and two:
            found.add((one, two))
    return found


def target_days(text: str) -> set[tuple[int, int]]:
    """Months and days of an English text."""
    found = set()
    for match in TARGET_DAY.finditer(text):
        name = (match["first"] or match["last"]).lower()
        month = next(at for at, whole in enumerate(MONTHS, 1) if whole.startswith(name[:3]))
        found.add((month, int(match["day"] or match["before"])))
    return found
