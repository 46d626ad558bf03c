"""From the numbers of a page to which of its lines are content."""

from typing import Any

import numpy as np
import numpy.typing as npt

from docpipe.label.features import Matrix, Page, best_run
from docpipe.label.model import Model

Floats = npt.NDArray[np.float64]
# Log-odds beyond this say no more than this.
SURE = 8.0
# Lines that the first forest gives less are clutter without asking the second one: half of most pages.
DECIDED = -5.0
# A line counts for no more characters than this: one of 100,000 (spam, a script) must not decide over the others.
LARGEST = 4000.0


def _window(values: Floats, reach: int) -> Floats:
    count = len(values)
    total = np.concatenate(([0.0], np.cumsum(values)))
    at = np.arange(count)
    result: Floats = total[np.minimum(at + reach + 1, count)] - total[np.maximum(at - reach, 0)]
    return result


def context(scores: npt.NDArray[Any], page: Page) -> Matrix:
    """What the first forest thinks of the lines around each line, of its container, and of the page."""
    odds = np.clip(scores.astype(np.float64), -SURE, SURE)
    chance = 1.0 / (1.0 + np.exp(-odds))
    size = page.sizes.astype(np.float64) + 1.0
    count = len(odds)
    held = chance * size
    found: list[Floats] = [odds]
    for by in (-3, -2, -1, 1, 2, 3):
        moved = np.full(count, -SURE - 1)
        if abs(by) < count:
            moved[max(-by, 0) : count - max(by, 0)] = odds[max(by, 0) : count + min(by, 0)]
        found.append(moved)
    for reach in (2, 5, 12, 30):
        found.append(_window(held, reach) / _window(size, reach))
    found.append(_window(chance, 4) / _window(np.ones(count), 4))
    # the container's own opinion, with and without the line itself
    nodes = page.node
    total = np.bincount(nodes, size)[nodes]
    inside = np.bincount(nodes, held)[nodes]
    found.append(inside / total)
    found.append((inside - held + 0.5) / (total - size + 1.0))
    before = np.cumsum(held) - held
    whole = max(held.sum(), 1e-6)
    found.append(before / whole)
    found.append((whole - before - held) / whole)
    ceiling = np.full(count, chance.max())
    found.append(ceiling)
    found.append(chance / ceiling)
    found.append(np.full(count, np.log1p(whole)))
    expected = (chance * chance * size).sum() / whole
    found.append(np.full(count, expected))
    # the page: how sure the first forest is that it holds any clutter, as a whole, on top and at the end
    found.append(np.full(count, chance.min()))
    found.append(np.full(count, (odds < -2.0).mean()))
    found.append(np.full(count, 1.0 - held.sum() / size.sum()))
    found.append(np.full(count, odds[:6].mean()))
    found.append(np.full(count, odds[-6:].mean()))
    for share in (0.1, 0.5):
        found.append(np.full(count, np.quantile(odds, share)))
    place = np.arange(count, dtype=np.float64)
    for worth in (0.0, 1.5):
        start, end = best_run((odds + worth) * np.sqrt(size))
        away = np.where(place < start, place - start, np.where(place >= end, place - end + 1, 0.0))
        found.append(np.sign(away) * np.log1p(np.abs(away)))
        found.append((place - start) / max(end - start, 1))
    # the greatest chance above and below, and how far off the next likely line is
    found.append(np.maximum.accumulate(chance))
    found.append(np.maximum.accumulate(chance[::-1])[::-1])
    likely = chance > 0.5
    last = np.maximum.accumulate(np.where(likely, place, -20.0))
    following = np.minimum.accumulate(np.where(likely, place, count + 20.0)[::-1])[::-1]
    found.append(np.log1p(place - last))
    found.append(np.log1p(following - place))
    return np.array(found, np.float32).T


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


def contradicts(
    chance: Floats, keep: npt.NDArray[np.bool_], again: npt.NDArray[np.int8], linked: npt.NDArray[np.bool_]
) -> bool:
    """Whether what the site repeats is kept here, or stands beside what is kept with doubt; else it changes nothing."""
    told = (again > 0) | linked
    beside = _window(told.astype(np.float64), 2) > 0
    return bool(np.any(keep & (told | (beside & (chance < DOUBTFUL)))))


# Beside a repeated line, what is surer than this bears it (log-odds of 1).
DOUBTFUL = 0.731


def with_template(chance: Floats, again: npt.NDArray[np.int8], linked: npt.NDArray[np.bool_]) -> Floats:
    """Chances after the site has spoken. Repeated lines stay in their place as a cost, also to what stands by them."""
    odds = np.log(np.clip(chance, 1e-9, 1 - 1e-9)) - np.log1p(-np.clip(chance, 1e-9, 1 - 1e-9))
    cost = np.where(again > 0, REPEATED * again, np.where(linked, LINKED, 0.0))
    around = (_window(cost, 2) - cost) / 4.0
    odds = odds - cost - np.where(odds < 1.0, around, 0.0)
    result: Floats = 1.0 / (1.0 + np.exp(-odds))
    return result
