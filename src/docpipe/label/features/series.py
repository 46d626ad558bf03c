"""Series of numbers, one for each line: their neighbours, windows over them, runs and gaps in them."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def windows(values: Floats, reaches: tuple[int, ...]) -> Iterator[Floats]:
    """For each reach the sums over so many lines to either side, the line itself included; a row for each series."""
    rows, count = values.shape
    most = max(reaches)
    total = np.zeros((rows, count + 1 + 2 * most))
    np.cumsum(values, axis=1, out=total[:, most + 1 : most + 1 + count])
    total[:, most + 1 + count :] = total[:, most + count, None]
    for reach in reaches:
        yield total[:, most + reach + 1 : most + reach + 1 + count] - total[:, most - reach : most - reach + count]


def moved(values: Floats, moves: tuple[int, ...], beyond: float = -1.0) -> Iterator[Floats]:
    """For each move the values of the line so many lines further down, `beyond` where there is none."""
    count, most = values.shape[1], max(abs(by) for by in moves)
    padded = np.full((values.shape[0], count + 2 * most), beyond)
    padded[:, most : most + count] = values
    for by in moves:
        yield padded[:, most + by : most + by + count]


def best_run(scores: Floats) -> tuple[int, int]:
    """The stretch [start, end) with the greatest sum; empty where no score is above zero."""
    total = np.zeros(len(scores) + 1)
    scores.cumsum(out=total[1:])
    gain = total - np.minimum.accumulate(total)
    end = int(gain.argmax())
    if gain[end] <= 0:
        return 0, 0
    return int(total[: end + 1].argmin()), end


def outside(place: Floats, start: int, end: int) -> Floats:
    """How far before (negative) or behind (positive) the stretch [start, end) each place is, squashed."""
    away = np.minimum(place - start, 0.0) + np.maximum(place - (end - 1), 0.0)
    result: Floats = np.sign(away) * np.log1p(np.abs(away))
    return result


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
