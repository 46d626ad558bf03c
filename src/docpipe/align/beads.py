"""The best way to lay two lists of lines side by side, by dynamic programming."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from docpipe.align.evidence import Evidence, evidence, length_cost
from docpipe.align.words import english_tokens
from docpipe.label.language import language_of

LEXICAL, LENGTH = 0.19, 0.69
# Log prior of each way to join lines; chosen on machine-translated news.
PRIORS = {
    (1, 1): 0.0, (1, 2): -2.0, (2, 1): -2.0, (1, 3): -3.5, (3, 1): -3.5, (2, 2): -4.5,
    (1, 4): -5.0, (4, 1): -5.0, (1, 5): -6.0, (2, 3): -6.0, (3, 2): -6.0, (1, 0): -3.0, (0, 1): -3.0,
}  # fmt: skip
WINDOW, KEPT = 160, 100  # lines aligned at once, and of these kept, in long texts
BAND = 30


class Bead(NamedTuple):
    """Lines of the source and of the target that render each other; one side empty where nothing does."""

    source: tuple[int, ...]
    target: tuple[int, ...]
    score: float


def align(source: Sequence[str], target: Sequence[str]) -> list[Bead]:
    """Beads in order that hold every line of both sides once. One side should be Chinese; the other any language."""
    if _is_chinese(source) or not _is_chinese(target):
        return _aligned(source, target)
    return [Bead(bead.target, bead.source, bead.score) for bead in _aligned(target, source)]


def _is_chinese(lines: Sequence[str]) -> bool:
    return (language_of("".join(lines)[:4000]) or "").startswith("zh")


def _aligned(source: Sequence[str], target: Sequence[str]) -> list[Bead]:
    """Lines that hold function words alone are strays and stand apart."""
    kept = [at for at, line in enumerate(target) if english_tokens(line) or not line.isascii()]
    found = _windows(source, [target[at] for at in kept])
    beads = [Bead(bead.source, tuple(kept[at] for at in bead.target), bead.score) for bead in found]
    strays = [Bead((), (at,), 0.0) for at in sorted(set(range(len(target))) - set(kept))]
    return _in_order(beads, strays)


def _in_order(beads: list[Bead], strays: list[Bead]) -> list[Bead]:
    result, waiting = [], list(strays)
    for bead in beads:
        while waiting and bead.target and waiting[0].target[0] < bead.target[-1]:
            result.append(waiting.pop(0))
        result.append(bead)
    return result + waiting


def _windows(source: Sequence[str], target: Sequence[str]) -> list[Bead]:
    """Long texts in windows that overlap; what a window says of its last part is left to the next one."""
    found: list[Bead] = []
    one, two = 0, 0
    while one < len(source) or two < len(target):
        rest_one, rest_two = len(source) - one, len(target) - two
        ratio = rest_two / rest_one if rest_one else 1.0
        last = rest_one <= WINDOW * 1.5 and rest_two <= WINDOW * 1.5 * max(1.0, ratio)
        size_one = rest_one if last else WINDOW
        size_two = rest_two if last else min(rest_two, int(WINDOW * max(ratio, 0.3)) + BAND)
        beads = _block(source[one : one + size_one], target[two : two + size_two])
        moved = [
            Bead(tuple(at + one for at in bead.source), tuple(at + two for at in bead.target), bead.score)
            for bead in beads
        ]
        if last:
            return found + moved
        for bead in moved:
            if bead.source and bead.source[0] >= one + KEPT:
                break
            found.append(bead)
        one = max((bead.source[-1] + 1 for bead in found if bead.source), default=one + KEPT)
        two = max((bead.target[-1] + 1 for bead in found if bead.target), default=two)
    return found


def _block(source: Sequence[str], target: Sequence[str]) -> list[Bead]:
    if not source or not target:
        return [Bead((at,), (), 0.0) for at in range(len(source))] + [Bead((), (at,), 0.0) for at in range(len(target))]
    proof = evidence(source, target)
    return [part for bead in _best(proof) for part in _peeled(bead, proof)]


def _best(proof: Evidence) -> list[Bead]:
    n, m = len(proof.source_bytes), len(proof.target_bytes)
    forward = [np.concatenate([np.zeros((len(table), 1)), table.cumsum(axis=1)], axis=1) for table in proof.forward]
    backward = [np.concatenate([np.zeros((len(table), 1)), table.cumsum(axis=1)], axis=1) for table in proof.backward]
    one = np.concatenate([[0.0], proof.source_bytes.cumsum()])
    two = np.concatenate([[0.0], proof.target_bytes.cumsum()])
    ratio = max(0.05, two[-1] / max(one[-1], 1.0))
    score = np.full((n + 1, m + 1), -np.inf)
    step: dict[tuple[int, int], tuple[int, int, float]] = {}
    score[0, 0] = 0.0
    width = max(BAND, abs(n - m) + BAND // 2)
    for i in range(n + 1):
        middle = i * m / max(n, 1)
        for j in range(max(0, int(middle - width)), min(m, int(middle + width)) + 1):
            if i == 0 and j == 0:
                continue
            best, move = -np.inf, (0, 0, 0.0)
            for (di, dj), prior in PRIORS.items():
                a, b = i - di, j - dj
                if a < 0 or b < 0 or score[a, b] == -np.inf:
                    continue
                own = prior
                if di and dj:
                    lexical = (
                        forward[di - 1][a, j] - forward[di - 1][a, b] + backward[dj - 1][b, i] - backward[dj - 1][b, a]
                    )
                    own += LEXICAL * lexical - LENGTH * length_cost(one[i] - one[a], two[j] - two[b], ratio)
                if score[a, b] + own > best:
                    best, move = score[a, b] + own, (di, dj, own)
            score[i, j] = best
            step[i, j] = move
    beads, i, j = [], n, m
    while i or j:
        di, dj, own = step[i, j]
        beads.append(Bead(tuple(range(i - di, i)), tuple(range(j - dj, j)), float(own)))
        i, j = i - di, j - dj
    return beads[::-1]


def _peeled(bead: Bead, proof: Evidence) -> list[Bead]:
    """Edge lines of a target side that no word of the source supports stand apart."""
    target = list(bead.target)
    if len(target) < 2 or not bead.source:
        return [bead]
    support = proof.support[list(bead.source)].sum(axis=0)
    before: list[int] = []
    after: list[int] = []
    while len(target) > 1 and support[target[0]] == 0:
        before.append(target.pop(0))
    while len(target) > 1 and support[target[-1]] == 0:
        after.insert(0, target.pop())
    return [
        *(Bead((), (at,), 0.0) for at in before),
        bead._replace(target=tuple(target)),
        *(Bead((), (at,), 0.0) for at in after),
    ]
