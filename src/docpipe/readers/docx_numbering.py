"""Automatic numbers of Word's paragraphs (一、 （二） 3. ④), which stand nowhere in the file's text."""

import re
from typing import Any, NamedTuple

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DIGITS = "零一二三四五六七八九"
FORMAL = "零壹贰叁肆伍陆柒捌玖"
STEMS, BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
         (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
NO_GAP = re.compile(r"[\u2e80-\u9fff\uff00-\uffef、）)]\Z")
PLACES = re.compile(r"%([1-9])")


class Level(NamedTuple):
    """How one level of a list is numbered."""

    format: str
    text: str
    start: int
    gap: str


def counted(number: int, digits: str = DIGITS, units: tuple[str, str, str] = ("十", "百", "千")) -> str:
    """A number below 10,000 as Chinese counts it."""
    if not 0 < number < 10_000:
        return str(number)
    shown, zero = "", False
    for power, unit in ((1000, units[2]), (100, units[1]), (10, units[0]), (1, "")):
        digit = number // power % 10
        if digit:
            shown += (digits[0] if zero else "") + digits[digit] + unit
            zero = False
        else:
            zero = bool(shown)
    return shown[1:] if digits is DIGITS and 10 <= number < 20 else shown


def _letters(number: int) -> str:
    return chr(65 + (number - 1) % 26) * min(1 + (number - 1) // 26, 20)


def _roman(number: int) -> str:
    if not 0 < number < 5000:
        return str(number)
    shown = ""
    for value, sign in ROMAN:
        shown, number = shown + sign * (number // value), number % value
    return shown


def formatted(number: int, kind: str) -> str:
    """A number in one of Word's formats; in plain digits where the format is not known."""
    low = kind.lower()
    if number < 1 or kind in {"decimal", ""}:
        return str(number)
    if low in {"none", "bullet"}:
        return ""
    if "legal" in low:
        return counted(number, FORMAL, ("拾", "佰", "仟"))
    if low in {"ideographdigital", "japanesedigitaltenthousand", "taiwanesedigital"}:
        return "".join(("〇" + DIGITS[1:])[int(digit)] for digit in str(number))
    if "counting" in low:
        return counted(number)
    if low == "ideographtraditional":
        return STEMS[(number - 1) % 10]
    if low == "ideographzodiac":
        return BRANCHES[(number - 1) % 12]
    if low.startswith("decimalenclosedcircle") and number <= 20:
        return chr(0x2460 + number - 1)
    if low == "decimalenclosedparen" and number <= 20:
        return chr(0x2474 + number - 1)
    if low == "decimalfullwidth":
        return "".join(chr(0xFF10 + int(digit)) for digit in str(number))
    if low == "decimalzero":
        return f"{number:02}"
    if low.endswith("letter"):
        return _letters(number) if low.startswith("upper") else _letters(number).lower()
    if low.endswith("roman"):
        return _roman(number) if low.startswith("upper") else _roman(number).lower()
    return str(number)


def whole(node: Any, name: str, default: int) -> int:
    """The value of a child element as a number."""
    found = node.find(f"{W}{name}") if node is not None else None
    value = found.get(f"{W}val", "") if found is not None else ""
    return int(value) if value.lstrip("-").isdecimal() and len(value) < 10 else default


class Numbering:
    """The lists of a document and how far each has counted."""

    def __init__(self, root: Any) -> None:
        self.levels: dict[str, dict[int, Level]] = {}
        self.lists: dict[str, tuple[str, dict[int, int]]] = {}
        self.counts: dict[str, dict[int, int]] = {}
        self.begun: set[tuple[str, int]] = set()
        for node in root.findall(f"{W}abstractNum") if root is not None else ():
            levels = {int(level.get(f"{W}ilvl", "0")): _level(level) for level in node.findall(f"{W}lvl")}
            self.levels[node.get(f"{W}abstractNumId", "")] = levels
        for node in root.findall(f"{W}num") if root is not None else ():
            abstract = node.find(f"{W}abstractNumId")
            starts = {}
            for override in node.findall(f"{W}lvlOverride"):
                start = whole(override, "startOverride", -1)
                if start >= 0:
                    starts[int(override.get(f"{W}ilvl", "0"))] = start
            key = abstract.get(f"{W}val", "") if abstract is not None else ""
            self.lists[node.get(f"{W}numId", "")] = (key, starts)

    def next(self, number: str, level: int) -> str:
        """The label of the next paragraph of a list, with what stands between it and the text; may be empty."""
        key, starts = self.lists.get(number, ("", {}))
        levels = self.levels.get(key, {})
        if level not in levels:
            return ""
        counts = self.counts.setdefault(key, {})
        if level in starts and (number, level) not in self.begun:
            counts.pop(level, None)
        self.begun.add((number, level))
        start = starts.get(level, levels[level].start)
        counts[level] = counts.get(level, start - 1) + 1
        for deeper in [at for at in counts if at > level]:
            del counts[deeper]
        here = levels[level]
        if here.format == "bullet":
            return "• "

        def place(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            shown = levels.get(at)
            return formatted(counts.get(at, shown.start), shown.format) if shown is not None else ""

        label = PLACES.sub(place, here.text)
        return label + ("" if not label or NO_GAP.search(label) else here.gap)


def _level(node: Any) -> Level:
    kind, text, gap = (node.find(f"{W}{name}") for name in ("numFmt", "lvlText", "suff"))
    none = gap is not None and gap.get(f"{W}val") == "nothing"
    return Level(
        kind.get(f"{W}val", "decimal") if kind is not None else "decimal",
        text.get(f"{W}val", "") if text is not None else "",
        whole(node, "start", 1),
        "" if none else " ",
    )
