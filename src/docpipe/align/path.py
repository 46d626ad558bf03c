"""The best path through the lines of two sides, by dynamic programming over the ways to join lines."""

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from docpipe.align.evidence import Block, Evidence
from docpipe.align.lengths import length_costs

Array = npt.NDArray[np.float32]
Corner = tuple[int, int]
Step = tuple[Corner, Corner, float]  # from, to (lines before either corner), score

LEXICAL, LENGTH = 0.33, 0.69
# Log prior of each way to join lines, as far as the text itself has not told.
USUAL: dict[Corner, float] = {
    (1, 1): 0.0, (1, 2): -2.0, (2, 1): -2.0, (1, 3): -3.5, (3, 1): -3.5, (2, 2): -4.5,
    (1, 4): -5.0, (4, 1): -5.0, (1, 5): -6.0, (2, 3): -6.0, (3, 2): -6.0, (1, 0): -3.7, (0, 1): -3.7,
}  # fmt: skip
TRUST = 25.0  # beads that the usual priors weigh as much as
LEAST = 16  # lines from which on a stretch tells how its lines are joined
# Two lines are no worse a pair than this, however long: else two long lines that say it freely would both stand alone.
WORST = -6.0
SLACK = 1.0  # cost in length at which a line without support is still taken off a bead
MOST = 5  # lines of either side in a bead
TOLERANCE = 1e-4  # scores that differ by less are the same
SHORT, AGAIN = 1.0, 1.5  # taken off the cost of standing alone, for a line of no length and for one that recurs


class Ground:
    """What is known of two lists of lines: evidence by words, lengths, and how often lines are joined in each way."""

    def __init__(self, evidence: Evidence, source: Sequence[str], target: Sequence[str]) -> None:
        self.evidence = evidence
        self.source, self.target = _sums(source), _sums(target)
        self.ratio = float(max(0.05, self.target[-1] / max(float(self.source[-1]), 1.0)))
        self.alone = _shortness(source, target), _shortness(target, source)
        self.seen: Counter[Corner] = Counter()

    def priors(self) -> dict[Corner, float]:
        """Log prior of each way to join lines, from what is usual and from what has been seen in this text."""
        if not self.seen:
            return USUAL
        usual = sum(map(math.exp, USUAL.values()))
        share = {kind: self.seen[kind] + TRUST * math.exp(prior) / usual for kind, prior in USUAL.items()}
        return {kind: math.log(one / share[1, 1]) for kind, one in share.items()}

    def scores(self, block: Block, i0: int, i1: int, j0: int, j1: int) -> dict[Corner, Array]:
        """Of each way to join lines, the score of a bead from any corner of a stretch on, but for the prior."""
        one, two = self.source[i0 : i1 + 1], self.target[j0 : j1 + 1]
        found = {}
        for di, dj in USUAL:
            if not di or not dj or di > i1 - i0 or dj > j1 - j0:
                continue
            forward, backward = block.forward[di - 1], block.backward[dj - 1]
            words = forward[:, dj:] - forward[:, :-dj] + (backward[:, di:] - backward[:, :-di]).T
            costs = length_costs(one[di:] - one[:-di], two[dj:] - two[:-dj], self.ratio)
            found[di, dj] = LEXICAL * words - LENGTH * costs
        if (1, 1) in found:
            found[1, 1] = np.maximum(found[1, 1], np.float32(WORST))
        return found

    def shorter_fits(self, i: int, k: int, j: int, m: int, before: int, after: int) -> bool:
        """Whether a bead's target side fits its source side in length as well without its first and last lines."""
        one = self.source[[k]] - self.source[i]
        whole, cut = (self.target[[end]] - self.target[start] for start, end in ((j, m), (j + before, m - after)))
        costs = length_costs(one, np.concatenate([whole, cut]), self.ratio)[0]
        return bool(costs[1] <= costs[0] + SLACK)


def _sums(lines: Sequence[str]) -> Array:
    sizes = [len(line.encode("utf-8", "replace")) for line in lines]
    return np.concatenate([[0.0], np.cumsum(sizes)]).astype(np.float32)


def _shortness(lines: Sequence[str], others: Sequence[str]) -> Array:
    """What is taken off the cost of a line that stands alone: strays are short, and stand again and again."""
    sizes = np.array([len(line.encode("utf-8", "replace")) for line in lines] or [0], np.float32)
    times, usual = Counter(lines), max(Counter(others).values(), default=1)
    again = np.array([times[line] > usual for line in lines] or [False])
    short = 1 - np.minimum(1.0, sizes / max(1.0, float(sizes.mean())))
    taken: Array = (SHORT * short + AGAIN * again).astype(np.float32)
    return taken


def best_path(ground: Ground, block: Block, i0: int, i1: int, j0: int, j1: int) -> list[Step]:
    """The steps of the best path from the first corner of a stretch to its last."""
    scores = ground.scores(block, i0, i1, j0, j1)
    alone = ground.alone[0][i0:i1], ground.alone[1][j0:j1]
    steps = _best(scores, ground.priors(), *alone)
    if max(i1 - i0, j1 - j0) >= LEAST:
        before = ground.seen.copy()
        ground.seen.update((k - i, m - j) for (i, j), (k, m), _ in steps)
        steps = _best(scores, ground.priors(), *alone)
        ground.seen = before
    return [((i + i0, j + j0), (k + i0, m + j0), score) for (i, j), (k, m), score in steps]


def _best(scores: dict[Corner, Array], priors: dict[Corner, float], one: Array, two: Array) -> list[Step]:
    """Row by row of corners, for all kinds of beads at once; which of them led to a corner is asked of those alone
    that the best path passes."""
    n, m = len(one), len(two)
    kinds = [*scores, (1, 0)]
    ramp = -np.concatenate([[0.0], np.cumsum(two + np.float32(priors[0, 1]))]).astype(np.float32)
    whole = _ending(scores, priors, one + np.float32(priors[1, 0]), m)
    # Rows and columns before the first corner are where beads would begin that do not fit.
    total = np.full((MOST + n + 1, MOST + m + 1), -np.inf, np.float32)
    flat, width = total.ravel(), MOST + m + 1
    begins = np.array([[(MOST - di) * width + MOST + at - dj for at in range(m + 1)] for di, dj in kinds])
    for i in range(n + 1):
        ways = np.add(flat[i * width :].take(begins), whole[i], out=whole[i])
        best = ways.max(axis=0)
        if i == 0:
            best[0] = 0.0
        # A target line that stands alone: the best of all corners to the left, less a cost for each line between.
        reached = np.maximum.accumulate(best + ramp) - ramp
        total[MOST + i, MOST:] = np.where(reached > best + TOLERANCE, reached, best)
    found: list[Step] = []
    i, j = n, m
    while i or j:
        kind = whole[i, :, j].argmax()
        di, dj = kinds[kind] if i and total[MOST + i, MOST + j] == whole[i, kind, j] else (0, 1)
        a, b = i - di, j - dj
        score = float(scores[di, dj][a, b] + np.float32(priors[di, dj])) if di and dj else 0.0
        found.append(((a, b), (i, j), score))
        i, j = a, b
    return found[::-1]


def _ending(scores: dict[Corner, Array], priors: dict[Corner, float], single: Array, m: int) -> Array:
    """By corner and kind: the score, with its prior, of the bead of that kind that ends there."""
    n = len(single)
    whole = np.full((n + 1, len(scores) + 1, m + 1), -np.inf, np.float32)
    for at, ((di, dj), table) in enumerate(scores.items()):
        np.add(table, np.float32(priors[di, dj]), out=whole[di:, at, dj:])
    whole[1:, -1] = single[:, None]
    return whole
