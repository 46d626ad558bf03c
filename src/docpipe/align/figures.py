"""The numbers of an original and of its translation."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from docpipe.values.dates import MONTHS
from docpipe.values.numeral import chinese_number
from docpipe.values.width import half_width

UNITS = {"万亿": 1e12, "萬億": 1e12, "亿": 1e8, "億": 1e8, "万": 1e4, "萬": 1e4, "千": 1e3, "百": 1e2, "十": 10.0}
HAN = "〇零○一二两兩三四五六七八九十百千廿卅"
SOURCE = re.compile(
    r"(?P<digits>\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(?P<unit>万亿|萬億|亿|億|万|萬|千|百)?"
    rf"|(?P<whole>[{HAN}]+)[点點](?P<part>[{HAN}]+)"
    rf"|(?P<han>[{HAN}](?:[{HAN}万萬亿億]*[{HAN}])?)(?P<more>万亿|萬億|亿|億|万|萬)?"
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
} | {
    "half": 2.0,
    "quarter": 4.0,
    "once": 1.0,
    "twice": 2.0,
    "double": 2.0,
    "thirds": 3.0,
    "quarters": 4.0,
    "fifths": 5.0,
}
TARGET = re.compile(
    r"(?P<digits>\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?:st|nd|rd|th)?(?:[\s-]*(?P<unit>hundred|thousand|million|billion|trillion)\b)?"
    r"|(?P<word>[a-z]+)",
    re.IGNORECASE,
)
# A number that is told to be one by what stands beside it; 一 in 一律 or 一般 is none.
BEFORE = re.compile(r"[第(\[〔][\s]*$")
AFTER = re.compile(r"\s*[、)\]〕年月日號号條条項项款歲岁倍%元成角分億亿萬万]")
# What a translator may make of a number: tons of kilograms, years of another era.
FACTORS = (1.0, 1e3, 1e-3)
ERA = 1911
LIKE = 1e-6
SOURCE_DAY = re.compile(
    r"(?<!月[、和與与及至到])(1[0-2]|0?[1-9]|[一二三四五六七八九十]{1,2})月\s*(3[01]|[12]\d|0?[1-9]|[一二三四五六七八九十廿卅]{1,3})[日号號]"
)
_NAMES = "|".join(f"{name[:3]}(?:{name[3:]})?" if len(name) > 3 else name for name in MONTHS)
TARGET_DAY = re.compile(
    rf"\b(?P<first>{_NAMES})\.?\s+(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?\b"
    rf"|\b(?P<before>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<last>{_NAMES})\b",
    re.IGNORECASE,
)
HALF = (30.0, 50.0, 2.0, 0.5)  # half past, half of a hundred, one of two
# 前條, 次項: a number that the original leaves to its reader.
NEXT = re.compile(r"[前次上本同下各][一二三兩两]?[條条項项款目節节章]")
REFERENCE = re.compile(
    r"\b(?:Article|Paragraph|Subparagraph|Item|Section|Chapter|Clause)s?\b([^.;]{0,30})", re.IGNORECASE
)


class Figure(NamedTuple):
    """A number: all that it may be, how it is written, and whether it is surely a number (in figures, 第五條)."""

    values: tuple[float, ...]
    written: str
    sure: bool


def source_figures(text: str) -> list[Figure]:
    """The numbers of a Chinese text, numerals among them."""
    plain = half_width(text)
    found = []
    for match in SOURCE.finditer(plain):
        values = tuple(_source_values(match))
        if values:
            sure = match["digits"] is not None or _sure(plain, match)
            found.append(Figure(values, match[0].strip(), sure))
    return found + [Figure(HALF, "半", False)] * plain.count("半")


def _sure(text: str, match: re.Match[str]) -> bool:
    if BEFORE.search(text, max(0, match.start() - 3), match.start()) or match["whole"]:
        return True
    return AFTER.match(text, match.end()) is not None


def _source_values(match: re.Match[str]) -> Iterator[float]:
    if match["digits"]:
        number = float(match["digits"].replace(",", ""))
        if match["unit"]:
            yield number * UNITS[match["unit"]]
        yield number
    elif match["whole"]:
        one, two = chinese_number(match["whole"]), chinese_number(match["part"])
        if one is not None and two is not None:
            yield float(f"{one}.{two:0{len(match['part'])}d}")
    elif (numeral := chinese_number(match["han"] + (match["more"] or ""))) is not None:
        yield numeral
        if match["more"] and (bare := chinese_number(match["han"])) is not None:
            yield bare


def target_figures(text: str) -> list[Figure]:
    """The numbers of an English text, number words and months among them."""
    return list(_target(half_width(text)))


def _target(text: str) -> Iterator[Figure]:
    pending: Figure | None = None
    for match in TARGET.finditer(text):
        if match["digits"]:
            if pending:
                yield pending
            pending = _in_figures(match)
            continue
        word = match["word"].lower()
        if word in SCALES and pending:
            scaled = pending.values[0] * SCALES[word]
            pending = Figure((scaled, *pending.values), f"{pending.written} {word}", pending.sure)
        elif word in SMALL or word in RANKS:
            value = SMALL.get(word, RANKS.get(word, 0.0))
            if pending and not pending.sure and pending.values[0] % 10 == 0 and value < 10 and pending.values[0]:
                pending = Figure(
                    (pending.values[0] + value, *pending.values, value), f"{pending.written} {word}", False
                )
                continue
            if pending:
                yield pending
            pending = Figure((value,), word, False)
        elif word != "and" or pending is None or pending.sure:
            if pending:
                yield pending
            pending = None
            at = next((at for at, name in enumerate(MONTHS, 1) if word in {name, name[:3]}), None)
            if at is not None:
                yield Figure((float(at),), word, False)
    if pending:
        yield pending


def _in_figures(match: re.Match[str]) -> Figure:
    number = float(match["digits"].replace(",", ""))
    values = (number * SCALES[match["unit"].lower()], number) if match["unit"] else (number,)
    return Figure(values, match[0].strip(), True)


class Unlike(NamedTuple):
    """Numbers of one side that the other does not have: `new` nowhere at all, `more` not as often."""

    new: list[Figure]
    more: list[Figure]


def unlike(own: Sequence[Figure], other: Sequence[Figure]) -> tuple[Unlike, Unlike]:
    """What either side has that the other has not, each number answered by one of the other side."""
    free_own, free_other = list(range(len(own))), list(range(len(other)))
    for kinds in ({(True, True)}, {(False, False)}, {(True, False), (False, True)}):
        for at in list(free_own):
            found = next(
                (to for to in free_other if (own[at].sure, other[to].sure) in kinds and _alike(own[at], other[to])),
                None,
            )
            if found is not None:
                free_own.remove(at)
                free_other.remove(found)
    return _unlike([own[at] for at in free_own], other), _unlike([other[at] for at in free_other], own)


def _unlike(left: list[Figure], other: Sequence[Figure]) -> Unlike:
    sure = [figure for figure in left if figure.sure and figure.values[0]]
    return Unlike([figure for figure in sure if not any(_alike(figure, one) for one in other)], sure)


def left_open(figures: list[Figure], source: str, target: str) -> list[Figure]:
    """The figures without those by which a translator said what the original leaves open: 前條 as Article 11."""
    if not figures or NEXT.search(source) is None:
        return figures
    said = {number for place in REFERENCE.findall(target) for number in re.findall(r"\d+", place)}
    return [figure for figure in figures if figure.written not in said]


def _alike(one: Figure, two: Figure) -> bool:
    return any(_same(left, right) for left in one.values for right in two.values)


def _same(one: float, two: float) -> bool:
    if any(abs(one - two * factor) <= LIKE * max(one, 1e-9) for factor in FACTORS):
        return True
    return abs(abs(one - two) - ERA) < LIKE


def source_days(text: str) -> set[tuple[int, int]]:
    """Months and days of a Chinese text; none of 一月、四月及七月十五日, which are three days."""
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
