"""The best way to lay two lists of lines side by side."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from docpipe.align.dictionary import has_dictionary
from docpipe.align.evidence import Evidence
from docpipe.align.learned import NONE, Learned
from docpipe.align.path import Ground, best_path
from docpipe.align.words import tokens_in
from docpipe.label.language import language_of

WINDOW, KEPT = 100, 60  # source lines aligned at once, and of these kept, in long texts
MARGIN = 30


class Bead(NamedTuple):
    """Lines of the source and of the target that render each other; one side empty where nothing does."""

    source: tuple[int, ...]
    target: tuple[int, ...]
    score: float


def align(source: Sequence[str], target: Sequence[str], learned: Learned = NONE) -> list[Bead]:
    """Beads in order that hold every line of both sides once, for lines of any two languages.

    `learned` is the lexicon of a collection, for languages without a dictionary.
    """
    return align_sections(source, target, [(len(source), len(target))], learned)


def align_sections(
    source: Sequence[str], target: Sequence[str], sections: Sequence[tuple[int, int]], learned: Learned = NONE
) -> list[Bead]:
    """The same where it is known that so many lines of one side go with so many of the other, section by section."""
    one, two = _language(source), _language(target)
    if two.startswith("zh") and not one.startswith("zh"):
        flipped = _aligned(target, source, [(right, left) for left, right in sections], two, one, learned)
        return [Bead(bead.target, bead.source, bead.score) for bead in flipped]
    return _aligned(source, target, sections, one, two, learned)


def _language(lines: Sequence[str]) -> str:
    return language_of("".join(lines)[:4000]) or ""


def _aligned(
    source: Sequence[str],
    target: Sequence[str],
    sections: Sequence[tuple[int, int]],
    one: str,
    two: str,
    learned: Learned,
) -> list[Bead]:
    """Lines that hold function words alone are strays and stand apart."""
    foreign = two == "en" != one
    own, told = (list(map(tokens_in(tag), lines)) for tag, lines in ((one, source), (two, target)))
    strays = {at for at, line in enumerate(target) if foreign and not told[at] and line.isascii()}
    kept = [at for at in range(len(target)) if at not in strays]
    lines = [target[at] for at in kept]
    words = None if has_dictionary(one, two) else learned.words(one, two)
    evidence = Evidence(own, [told[at] for at in kept], words)
    ground = Ground(evidence, source, lines)
    beads: list[Bead] = []
    for i0, i1, j0, j1 in _corners(sections, kept):
        beads += _windows(ground, i0, i1, j0, j1)
    placed = [bead._replace(target=tuple(kept[at] for at in bead.target)) for bead in beads]
    return _with_strays(placed, sorted(strays))


def _corners(sections: Sequence[tuple[int, int]], kept: list[int]) -> list[tuple[int, int, int, int]]:
    """First and last lines of the sections, counted among the target lines that are kept."""
    found, i, j, at = [], 0, 0, 0
    for left, right in sections:
        begun = at
        while at < len(kept) and kept[at] < j + right:
            at += 1
        found.append((i, i + left, begun, at))
        i, j = i + left, j + right
    return found


def _with_strays(beads: list[Bead], strays: list[int]) -> list[Bead]:
    """The beads with strays between them; a stray in the midst of a bead is of it, so that beads stay in order."""
    result: list[Bead] = []
    for bead in beads:
        while strays and bead.target and strays[0] < bead.target[0]:
            result.append(Bead((), (strays.pop(0),), 0.0))
        inside = [at for at in strays if bead.target and at < bead.target[-1]]
        strays = strays[len(inside) :]
        result.append(bead._replace(target=tuple(sorted((*bead.target, *inside)))) if inside else bead)
    return result + [Bead((), (at,), 0.0) for at in strays]


def _windows(ground: Ground, i0: int, i1: int, j0: int, j1: int) -> list[Bead]:
    """Long texts in windows that overlap; what a window says of its last part is left to the next one."""
    found: list[Bead] = []
    while i0 < i1 or j0 < j1:
        rest_one, rest_two = i1 - i0, j1 - j0
        ratio = rest_two / rest_one if rest_one else 1.0
        last = rest_one <= WINDOW * 1.5 and rest_two <= WINDOW * 1.5 * max(1.0, ratio)
        size_one = rest_one if last else min(rest_one, WINDOW)
        size_two = rest_two if last else min(rest_two, int(WINDOW * max(ratio, 0.3)) + MARGIN)
        beads = _window(ground, i0, i0 + size_one, j0, j0 + size_two)
        if last:
            return found + beads
        for bead in beads:
            if bead.source and bead.source[0] >= i0 + KEPT:
                break
            found.append(bead)
        i0 = max((bead.source[-1] + 1 for bead in found if bead.source), default=i0 + KEPT)
        j0 = max((bead.target[-1] + 1 for bead in found if bead.target), default=j0)
    return found


def _window(ground: Ground, i0: int, i1: int, j0: int, j1: int) -> list[Bead]:
    if i0 == i1 or j0 == j1:
        return [Bead((at,), (), 0.0) for at in range(i0, i1)] + [Bead((), (at,), 0.0) for at in range(j0, j1)]
    block = ground.evidence.block(i0, i1, j0, j1)
    found: list[Bead] = []
    for (i, j), (k, m), score in best_path(ground, block, i0, i1, j0, j1):
        before, after = _unsupported(block.support[i - i0 : k - i0, j - j0 : m - j0])
        before = before if before and ground.shorter_fits(i, k, j, m, before, 0) else 0
        after = after if after and ground.shorter_fits(i, k, j, m, before, after) else 0
        found += [Bead((), (at,), 0.0) for at in range(j, j + before)]
        found.append(Bead(tuple(range(i, k)), tuple(range(j + before, m - after)), score))
        found += [Bead((), (at,), 0.0) for at in range(m - after, m)]
    return found


def _unsupported(support: npt.NDArray[np.float32]) -> tuple[int, int]:
    """How many lines at either edge of a bead's target side no word of the source supports."""
    sources, targets = support.shape
    if sources == 0 or targets < 2:
        return 0, 0
    held = np.flatnonzero(support.sum(axis=0))
    return (int(held[0]), targets - 1 - int(held[-1])) if len(held) else (targets - 1, 0)
