"""Which lines of a text in several languages are a translation of the others, where nothing announces it."""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

LEAST_BYTES = 90  # a translation, and an original, have at least so many
# Bytes (UTF-8) of a translation for each of its original. Chinese to English is about 1.1, to Russian 2, to Tibetan 4.
LEAST_RATIO, MOST_RATIO = 0.45, 6.0
STRAY = 0.12  # share of lines in another language that a run may have: names, numbers, addresses
# Languages that are told from each other surely enough to move lines without a marker: by their script.
LATIN = frozenset("en fr de es pt it vi".split())
PAIRS = 3  # runs of an interleaved translation
LIKE = 2.5  # how far the length of a run's translation may be from that of the whole
SHORT = 60  # bytes up to which the length of a run says nothing
COVERED = 0.75  # share of both sides that must lie in runs beside each other
REGULAR, LONG = 0.9, 5  # share, and number, of pairs of runs of the same numbers of lines that need no look at lengths
FEW, ALL = 2, 0.95  # where there are fewer runs, nearly everything must


class Told(NamedTuple):
    """What is known of a line: its language without script, its text, and whether it begins an abstract."""

    family: str | None
    text: str
    abstract: bool = False

    @property
    def size(self) -> int:
        """Bytes of its text."""
        return len(self.text.encode("utf-8", "replace"))


class _Run(NamedTuple):
    foreign: bool
    places: list[int]
    size: int


def translation_in(lines: Sequence[Told]) -> list[int]:
    """Places of the lines that translate the others: those below, or those that follow paragraph by paragraph."""
    lines = _without_abstracts(lines)
    sizes: Counter[str] = Counter()
    for line in lines:
        if line.family is not None:
            sizes[line.family] += line.size
    for base in dict.fromkeys((lines[0].family if lines else None, *(name for name, _ in sizes.most_common(2)))):
        if base is None or not _plausible(sizes, base):
            continue
        foreign = [line.family is not None and line.family != base for line in lines]
        below = _below(foreign)
        if below is not None and _weighs(lines, below):
            return list(range(below, len(lines)))
        found = _interleaved(lines, foreign)
        if found:
            return found
    return []


def _without_abstracts(lines: Sequence[Told]) -> list[Told]:
    """An abstract in another language is of the paper: its lines count as if they told no language."""
    found, inside = [], None
    for line in lines:
        if line.abstract:
            inside = line.family
        elif line.family != inside:
            inside = None
        found.append(line if inside is None else line._replace(family=None))
    return found


def _plausible(sizes: Counter[str], base: str) -> bool:
    """Whether the other languages have as much text as translations of what stands in the base would."""
    others = {name: size for name, size in sizes.items() if name != base and size >= LEAST_BYTES}
    if not others or sizes[base] < LEAST_BYTES or (base in LATIN and set(others) <= LATIN):
        return False
    return LEAST_RATIO <= sum(others.values()) / sizes[base] <= MOST_RATIO * len(others)


def _below(foreign: list[bool]) -> int | None:
    """Where the other language begins, if the lines fall into two runs."""
    count, total, ahead = len(foreign), sum(foreign), 0
    best, least = None, count + 1
    for at in range(1, count):
        ahead += foreign[at - 1]
        wrong = ahead + (count - at) - (total - ahead)
        if wrong < least:
            best, least = at, wrong
    if best is None or foreign[0] or least > STRAY * min(best, count - best):
        return None
    return best


def _weighs(lines: Sequence[Told], below: int) -> bool:
    one, two = sum(line.size for line in lines[:below]), sum(line.size for line in lines[below:])
    return LEAST_RATIO * one <= two


def _interleaved(lines: Sequence[Told], foreign: list[bool]) -> list[int]:
    """Every paragraph, or every few, followed by its translation."""
    runs = [
        _Run(kind, places, sum(lines[at].size for at in places))
        for kind, group in groupby(range(len(lines)), key=foreign.__getitem__)
        if (places := list(group))
    ]
    own, other = (sum(run.size for run in runs if run.foreign is kind) for kind in (False, True))
    ratio = other / max(1, own)
    beside, covered_own, covered_other = 0, 0, 0
    shapes: Counter[tuple[int, int]] = Counter()
    for one, two in pairwise(runs):
        if one.foreign or not two.foreign:
            continue
        shapes[len(one.places), len(two.places)] += 1
        near = ratio / LIKE <= two.size / max(1, one.size) <= ratio * LIKE
        if near or max(one.size, two.size) <= SHORT:
            beside, covered_own, covered_other = beside + 1, covered_own + one.size, covered_other + two.size
    if shapes and max(shapes.values()) >= max(REGULAR * shapes.total(), LONG):
        return [at for run in runs if run.foreign for at in run.places]
    least = COVERED if beside >= PAIRS else ALL
    if beside < FEW or covered_own < least * own or covered_other < least * other:
        return []
    return [at for run in runs if run.foreign for at in run.places]
