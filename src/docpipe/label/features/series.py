"""Series of numbers, one for each line: their neighbours, windows over them, runs and gaps in them."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


# Methods of arrays (`sum`, `max`, `mean`) reach these by way of Python, which for a page takes as long again.
summed, least, greatest = np.add.reduce, np.minimum.reduce, np.maximum.reduce


def mean(values: Floats) -> float:
    """What the method of that name gives."""
    return float(summed(values)) / len(values)


def windows(values: Floats, reaches: tuple[int, ...]) -> Floats:
    """For each reach the sums over so many lines to either side, the line itself included; a row for each series.

    Shape (reach, series, line).
    """
    rows, count = values.shape
    most = max(reaches)
    sums = np.zeros((rows, count + 1 + 2 * most))
    values.cumsum(axis=1, out=sums[:, most + 1 : most + 1 + count])
    sums[:, most + 1 + count :] = sums[:, most + count, None]
    found = np.empty((len(reaches), rows, count))
    for at, reach in enumerate(reaches):
        above, below = most - reach, most + reach + 1
        np.subtract(sums[:, below : below + count], sums[:, above : above + count], out=found[at])
    return found


def moved(values: Floats, moves: tuple[int, ...], beyond: float = -1.0) -> Iterator[Floats]:
    """For each move the values of the line so many lines further down, `beyond` where there is none."""
    count, most = values.shape[1], max(abs(by) for by in moves)
    padded = np.full((values.shape[0], count + 2 * most), beyond)
    padded[:, most : most + count] = values
    for by in moves:
        yield padded[:, most + by : most + by + count]


def best_run(scores: Floats) -> tuple[int, int]:
    """The stretch [start, end) with the greatest sum; empty where no score is above zero."""
    sums = np.zeros(len(scores) + 1)
    scores.cumsum(out=sums[1:])
    gain = sums - np.minimum.accumulate(sums)
    end = int(gain.argmax())
    if gain[end] <= 0:
        return 0, 0
    return int(sums[: end + 1].argmin()), end


_SQUASHED = np.log1p(np.arange(4096.0))


def squashed(count: int) -> Floats:
    """The numbers below `count`, squashed; to be read only."""
    return _SQUASHED[:count] if count <= len(_SQUASHED) else np.log1p(np.arange(count, dtype=np.float64))


def outside(count: int, start: int, end: int) -> Floats:
    """How far before (negative) or behind (positive) the stretch [start, end) each of `count` places is, squashed."""
    away, found = squashed(count + 2), np.zeros(count)
    np.negative(away[start:0:-1], out=found[:start])
    found[end:] = away[1 : count - end + 1]
    return found


def gap(hits: npt.NDArray[np.bool_]) -> Floats:
    """Lines to the next hit below, squashed."""
    count = len(hits)
    places = np.arange(count)
    at = np.where(hits, places, count + 20)
    following = np.minimum.accumulate(at[::-1])[::-1]
    return np.log1p(following - places)


def gaps(hits: npt.NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Lines to the next hit below, and to the last one above, squashed."""
    return gap(hits), gap(hits[::-1])[::-1]


def since(hits: npt.NDArray[np.bool_]) -> Floats:
    """Lines since the last hit, squashed; -1 before the first one, -2 where there is none."""
    count = len(hits)
    if not hits.any():
        return np.full(count, -2.0)
    places = np.arange(count)
    last = np.maximum.accumulate(np.where(hits, places, -1))
    return np.where(last < 0, -1.0, np.log1p(places - last))
