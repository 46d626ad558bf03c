"""From the numbers of a page to which of its lines are content."""

from typing import Any

import numpy as np
import numpy.typing as npt

from docpipe.label.features import Matrix, Page
from docpipe.label.features.series import Floats, best_run, greatest, least, mean, moved, outside, summed, windows
from docpipe.label.model import Model

# Log-odds beyond this say no more than this.
SURE = 8.0
# Lines that the first forest gives less are clutter without asking the second one: half of most pages.
DECIDED = -5.0
# A line counts for no more characters than this: one of 100,000 (spam, a script) must not decide over the others.
LARGEST = 4000.0
# What the second forest sees of the lines around one.
MOVES = (-3, -2, -1, 1, 2, 3)
REACHES, NEAR = (2, 5, 12, 30), 4
SEEN = 35


def context(scores: npt.NDArray[Any], page: Page) -> Matrix:
    """What the first forest thinks of the lines around each line, of its container, and of the page."""
    odds = np.minimum(np.maximum(scores.astype(np.float64), -SURE), SURE)
    chance = 1.0 / (1.0 + np.exp(-odds))
    size = page.sizes.astype(np.float64) + 1.0
    held = chance * size
    count = len(odds)
    rows = np.empty((SEEN, count), np.float32)
    rows[0] = odds
    for at, (beside,) in enumerate(moved(odds[None, :], MOVES, -SURE - 1)):
        rows[1 + at] = beside
    sums = windows(np.array((held, size, chance, np.ones(count))), (*REACHES, NEAR))
    at = 1 + len(MOVES) + len(REACHES)
    np.divide(sums[:-1, 0], sums[:-1, 1], out=rows[1 + len(MOVES) : at])
    rows[at] = sums[-1, 2] / sums[-1, 3]
    _container(page.node, held, size, rows[at + 1 : at + 3])
    _whole(odds, chance, held, size, rows[at + 3 : at + 16])
    _runs(odds, size, rows[at + 16 : at + 20])
    # the greatest chance above and below, and how far off the next likely line is
    rows[at + 20] = np.maximum.accumulate(chance)
    rows[at + 21] = np.maximum.accumulate(chance[::-1])[::-1]
    place = np.arange(count, dtype=np.float64)
    likely = chance > 0.5
    last = np.maximum.accumulate(np.where(likely, place, -20.0))
    following = np.minimum.accumulate(np.where(likely, place, count + 20.0)[::-1])[::-1]
    rows[at + 22], rows[at + 23] = np.log1p(np.array((place - last, following - place)))
    return rows.T


def _container(node: npt.NDArray[np.int32], held: Floats, size: Floats, rows: Matrix) -> None:
    """The container's own opinion, with and without the line itself."""
    total = np.bincount(node, size)[node]
    inside = np.bincount(node, held)[node]
    rows[0] = inside / total
    rows[1] = (inside - held + 0.5) / (total - size + 1.0)


def _whole(odds: Floats, chance: Floats, held: Floats, size: Floats, rows: Matrix) -> None:
    """What stands before and behind each line, and how sure the first forest is of the page, its top and its end."""
    whole = max(summed(held), 1e-6)
    before = held.cumsum() - held
    rows[0] = before / whole
    rows[1] = (whole - before - held) / whole
    ceiling = greatest(chance)
    rows[2] = ceiling
    rows[3] = chance / ceiling
    count = len(odds)
    low, middle = _quantiles(odds, (0.1, 0.5))
    rows[4:12] = np.array((
        np.log1p(whole), summed(chance * chance * size) / whole, least(chance), np.count_nonzero(odds < -2.0) / count,
        1.0 - summed(held) / summed(size), mean(odds[:6]), mean(odds[-6:]), low,
    ))[:, None]  # fmt: skip
    rows[12] = middle


def _quantiles(values: Floats, shares: tuple[float, ...]) -> list[float]:
    """What `numpy.quantile` gives, which takes ten times as long for a page."""
    ordered = np.sort(values)
    found = []
    for share in shares:
        at = (len(ordered) - 1) * share
        before = int(at)
        low, high = ordered[before], ordered[min(before + 1, len(ordered) - 1)]
        part = at - before
        found.append(float(high - (high - low) * (1 - part) if part >= 0.5 else low + (high - low) * part))
    return found


def _runs(odds: Floats, size: Floats, rows: Matrix) -> None:
    """Where each line stands from the stretch that is content for the most part, for two costs of a line."""
    place = np.arange(len(odds), dtype=np.float64)
    weight = np.sqrt(size)
    for at, worth in enumerate((0.0, 1.5)):
        start, end = best_run((odds + worth) * weight)
        rows[2 * at] = outside(len(odds), start, end)
        rows[2 * at + 1] = (place - start) / max(end - start, 1)


def chances(page: Page, model: Model) -> Floats:
    """The probability of each line to be content."""
    odds = model.first.scores(page.rows).astype(np.float64)
    open_ = np.flatnonzero(odds > DECIDED)
    if len(open_):
        # both are stored column by column
        rows = np.concatenate((page.rows.T[:, open_], context(odds, page).T[:, open_])).T
        odds[open_] = model.second.scores(rows)
    odds = np.clip(odds, -20, 20)
    result: Floats = 1.0 / (1.0 + np.exp(-odds))
    return result


def kept(chance: Floats, sizes: npt.NDArray[np.float32]) -> npt.NDArray[np.bool_]:
    """Which lines to keep so that the expected F1 of the page is greatest.

    That is all lines above half of the F1 that can be expected: one half where the model is sure, less where it is
    not. A page that holds anything likely is never left empty.
    """
    if not len(chance):
        return np.zeros(0, bool)
    size = np.minimum(sizes.astype(np.float64), LARGEST) + 1e-3
    order = np.argsort(-chance, kind="stable")
    hits = np.cumsum((chance * size)[order])
    reach = np.cumsum(size[order])
    value = 2 * hits / (reach + (chance * size).sum())
    best = int(np.argmax(value))
    limit = min(float(chance[order[best]]), 0.5)
    result: npt.NDArray[np.bool_] = chance >= limit
    return result


# What it costs a line to be repeated by its site, in log-odds; a text that is sure of itself bears it.
REPEATED, LINKED = 4.0, 2.0


def _around(values: Floats) -> Floats:
    """Sums over each value and two to either side."""
    result: Floats = windows(values[None, :], (2,))[0, 0]
    return result


def contradicts(
    chance: Floats, keep: npt.NDArray[np.bool_], again: npt.NDArray[np.int8], linked: npt.NDArray[np.bool_]
) -> bool:
    """Whether what the site repeats is kept here, or stands beside what is kept with doubt; else it changes nothing."""
    told = (again > 0) | linked
    beside = _around(told.astype(np.float64)) > 0
    return bool(np.any(keep & (told | (beside & (chance < DOUBTFUL)))))


# Beside a repeated line, what is surer than this bears it (log-odds of 1).
DOUBTFUL = 0.731


def with_template(chance: Floats, again: npt.NDArray[np.int8], linked: npt.NDArray[np.bool_]) -> Floats:
    """Chances after the site has spoken. Repeated lines stay in their place as a cost, also to what stands by them."""
    odds = np.log(np.clip(chance, 1e-9, 1 - 1e-9)) - np.log1p(-np.clip(chance, 1e-9, 1 - 1e-9))
    cost = np.where(again > 0, REPEATED * again, np.where(linked, LINKED, 0.0))
    around = (_around(cost) - cost) / 4.0
    odds = odds - cost - np.where(odds < 1.0, around, 0.0)
    result: Floats = 1.0 / (1.0 + np.exp(-odds))
    return result
