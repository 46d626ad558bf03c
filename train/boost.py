"""Gradient boosting of oblivious trees with numpy alone: the same numbers on every run."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from docpipe.label.model.forest import Forest


class Plan(NamedTuple):
    """How a forest grows."""

    trees: int = 200
    depth: int = 6
    rate: float = 0.1
    bins: int = 48
    pages: float = 0.5  # share of the pages that each tree sees
    steep: float = 0.15  # share of their lines that are seen for being most wrong
    others: float = 0.12  # share of the rest that is seen, each line counting for those that are not
    columns: float = 0.4  # share of the columns that each tree may ask
    smooth: float = 30.0
    seed: int = 7


def _limits(rows: npt.NDArray[np.float32], bins: int) -> list[npt.NDArray[np.float32]]:
    sample = rows[:: max(1, len(rows) // 40000)]
    shares = np.linspace(0, 1, bins + 1)[1:-1]
    result = []
    for column in range(rows.shape[1]):
        values = np.unique(sample[:, column])
        if len(values) > bins:
            cuts = np.unique(np.quantile(sample[:, column], shares))
            # quantiles crowd where most lines are; add even steps over the rest
            values = np.unique(np.concatenate((cuts, np.quantile(values, np.linspace(0, 1, 13)[1:-1]))))[: bins + 11]
            result.append(values.astype(np.float32))
        else:
            result.append(((values[1:] + values[:-1]) / 2).astype(np.float32))
    return result


def grow(
    rows: npt.NDArray[np.float32],
    wanted: npt.NDArray[np.float32],
    weight: npt.NDArray[np.float32],
    page: npt.NDArray[np.int32],
    plan: Plan,
) -> Forest:
    """A forest for `wanted` (0 or 1) given `rows`; `page` numbers the page of each row."""
    random = np.random.default_rng(plan.seed)
    limits = _limits(rows, plan.bins)
    binned = np.empty(rows.shape[::-1], np.uint8)
    for column, cuts in enumerate(limits):
        binned[column] = np.searchsorted(cuts, rows[:, column], side="left")
    width = max(len(cuts) for cuts in limits) + 1
    usable = np.array([column for column, cuts in enumerate(limits) if len(cuts)])
    weight = weight / weight.mean()
    rate = float((wanted * weight).sum() / weight.sum())
    base = float(np.log(rate / (1 - rate)))
    score = np.full(len(rows), base, np.float32)
    pages = int(page.max()) + 1
    starts = np.searchsorted(page, np.arange(pages + 1))
    columns, cuts_at, leaves = [], [], []
    for _ in range(plan.trees):
        chosen = np.sort(random.permutation(pages)[: max(1, int(pages * plan.pages))])
        seen = np.concatenate([np.arange(starts[at], starts[at + 1]) for at in chosen])
        asked = random.permutation(usable)[: max(1, int(len(usable) * plan.columns))]
        chance = 1 / (1 + np.exp(-score[seen]))
        slope = ((wanted[seen] - chance) * weight[seen]).astype(np.float64)
        curve = (chance * (1 - chance) * weight[seen]).astype(np.float64)
        picked, factor = _picked(slope, plan, random)
        seen, slope, curve = seen[picked], slope[picked] * factor, curve[picked] * factor
        node = np.zeros(len(seen), np.int64)
        sub = binned[np.ix_(asked, seen)]
        questions = []
        held = _histograms(sub, node, slope, curve, 1, width)
        for depth in range(plan.depth):
            question = _best(held, asked, limits, plan.smooth)
            if question is None:
                question = (int(asked[0]), width + 1)
            questions.append(question)
            column, cut = question
            right = binned[column, seen] > cut
            if depth + 1 < plan.depth:
                held = _parted(held, sub, node, right, slope, curve, width)
            node += right.astype(np.int64) << depth
        count = 1 << plan.depth
        value = np.bincount(node, slope, count) / (np.bincount(node, curve, count) + plan.smooth) * plan.rate
        value = value.astype(np.float16).astype(np.float32)
        everywhere = np.zeros(len(rows), np.int64)
        for depth, (column, cut) in enumerate(questions):
            everywhere += (binned[column] > cut).astype(np.int64) << depth
        score += value[everywhere]
        columns.append([column for column, _ in questions])
        cuts_at.append(
            [limits[column][cut] if cut < len(limits[column]) else np.float32(np.inf) for column, cut in questions]
        )
        leaves.append(value)
    return Forest(
        np.array(columns, np.int16).T.copy(), np.array(cuts_at, np.float32).T.copy(), np.array(leaves, np.float32), base
    )


def _picked(
    slope: npt.NDArray[np.float64], plan: Plan, random: np.random.Generator
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """Which lines a tree learns from, and for how many each of them stands: the steepest, and some of the others."""
    order = np.argsort(-np.abs(slope), kind="stable")
    top = int(len(order) * plan.steep)
    rest = random.permutation(order[top:])[: int(len(order) * plan.others)]
    picked = np.concatenate((order[:top], rest))
    factor = np.ones(len(picked))
    factor[top:] = (len(order) - top) / max(len(rest), 1)
    sort = np.argsort(picked, kind="stable")
    return picked[sort], factor[sort]


def _histograms(
    sub: npt.NDArray[np.uint8],
    node: npt.NDArray[np.int64],
    slope: npt.NDArray[np.float64],
    curve: npt.NDArray[np.float64],
    nodes: int,
    width: int,
) -> npt.NDArray[np.float64]:
    """Sums of slopes and of curves by column, node and bin: (2, columns, nodes, width)."""
    found = np.empty((2, len(sub), nodes * width))
    shifted = node * width
    for at, bins in enumerate(sub):
        place = shifted + bins
        found[0, at] = np.bincount(place, slope, nodes * width)
        found[1, at] = np.bincount(place, curve, nodes * width)
    return found.reshape(2, len(sub), nodes, width)


def _parted(
    held: npt.NDArray[np.float64],
    sub: npt.NDArray[np.uint8],
    node: npt.NDArray[np.int64],
    right: npt.NDArray[np.bool_],
    slope: npt.NDArray[np.float64],
    curve: npt.NDArray[np.float64],
    width: int,
) -> npt.NDArray[np.float64]:
    """The sums after a question: those of the smaller side are counted, what is left of each node is the other's."""
    rare = 2 * np.count_nonzero(right) <= len(right)
    few = np.flatnonzero(right if rare else ~right)
    small = _histograms(sub[:, few], node[few], slope[few], curve[few], held.shape[2], width)
    other = held - small
    return np.concatenate((other, small) if rare else (small, other), axis=2)


def _best(
    held: npt.NDArray[np.float64],
    asked: npt.NDArray[np.int64],
    limits: list[npt.NDArray[np.float32]],
    smooth: float,
) -> tuple[int, int] | None:
    """The question (column, bin) that gains most over all nodes of the level."""
    best, found = 1e-6, None
    left, left_curve = held.cumsum(axis=3)
    for at, column in enumerate(asked):
        hit, bent = left[at], left_curve[at]
        total, total_curve = hit[:, -1:], bent[:, -1:]
        gain = (
            hit**2 / (bent + smooth)
            + (total - hit) ** 2 / (np.maximum(total_curve - bent, 0.0) + smooth)
            - total**2 / (total_curve + smooth)
        ).sum(axis=0)[: len(limits[column])]
        cut = int(np.argmax(gain))
        if gain[cut] > best:
            best, found = float(gain[cut]), (int(column), cut)
    return found
