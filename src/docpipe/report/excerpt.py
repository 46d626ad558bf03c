"""What is another in a text: the lines that went and came, each shown about the place where it changes."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import takewhile, zip_longest
from typing import NamedTuple

AROUND, WIDTH = 12, 80
ALIKE = 0.5  # lines that share so much are one line that changed


class Rewritten(NamedTuple):
    """How many characters went and came, and the lines that say so, `-` and `+` before them."""

    lost: int
    gained: int
    lines: tuple[str, ...]


class _Line(NamedTuple):
    """A line that went (`-`) or came (`+`), and which stretch of it is another."""

    sign: str
    text: str
    start: int
    end: int

    def shown(self) -> str:
        """The changed stretch with a little around it."""
        first = self.start - AROUND if self.start > AROUND else 0
        last = min(len(self.text), max(self.end + AROUND, first + WIDTH))
        last = min(last, first + 2 * WIDTH)
        more = "…" if last < len(self.text) else ""
        return f"{self.sign} {'…' if first else ''}{self.text[first:last]}{more}"


def rewritten(before: str, after: str) -> Rewritten:
    """The difference of two texts, line by line; a line that changes in part is shown in part."""
    lines = list(_changes(before.splitlines(), after.splitlines()))
    lost, gained = (sum(line.end - line.start for line in lines if line.sign == sign) for sign in "-+")
    return Rewritten(lost, gained, tuple(line.shown() for line in lines))


def _changes(old: list[str], new: list[str]) -> Iterator[_Line]:
    for kind, first, last, begin, end in SequenceMatcher(None, old, new).get_opcodes():
        for one, two in zip_longest(old[first:last], new[begin:end]) if kind != "equal" else ():
            start, tail = 0, 0
            if one is not None and two is not None and SequenceMatcher(None, one, two).quick_ratio() > ALIKE:
                start = _common(one, two)
                tail = _common(one[start:][::-1], two[start:][::-1])
            if one is not None:
                yield _Line("-", one, start, len(one) - tail)
            if two is not None:
                yield _Line("+", two, start, len(two) - tail)


def _common(one: str, two: str) -> int:
    """How many characters two texts have in common from their start."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, two, strict=False)))
