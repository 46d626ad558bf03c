"""What stands before and after each line, and where it stands on the page."""

import numpy as np
import numpy.typing as npt

from docpipe.label.features.own import ROW, Own
from docpipe.label.features.series import Floats, best_run, gaps, moved, outside, squashed, summed, windows

MOVES = (-3, -2, -1, 1, 2, 3)
BESIDE = ("log_size", "link_share", "n_stop", "last", "digit")
_BESIDE = [ROW[name] for name in BESIDE]
REACHES = (2, 5, 12, 30)
_WIDTHS = 2 * np.array(REACHES)[:, None] + 1
WINDOW = ("good", "share", "linked", "size", "stops")
# The stretch of the page whose prose outweighs what a line costs.
RUNS = {"run_a": 30.0, "run_b": 60.0}
NAMES = (
    *(f"{name}{by}" for by in MOVES for name in BESIDE),
    *(f"win{reach}_{name}" for reach in REACHES for name in WINDOW),
    *"good_before good_after size_before place from_top from_end".split(),
    *(name for run in RUNS for name in (run, f"{run}_in")),
    *"next_good last_good rank".split(),
)


def around(own: Own) -> npt.NDArray[np.float32]:
    """The rows of `NAMES`."""
    size, linked, good, stops, held = own
    count = len(size)
    rows = np.empty((len(NAMES), count), np.float32)
    at = 0
    for beside in moved(held[_BESIDE], MOVES):
        rows[at : at + len(BESIDE)] = beside
        at += len(BESIDE)
    total_good, total_size = max(summed(good), 1.0), max(summed(size), 1.0)
    sums = windows(np.array((good, linked, stops, size)), REACHES)
    inside = np.maximum(sums[:, 3], 1.0)
    parts = rows[at : at + len(REACHES) * len(WINDOW)].reshape(len(REACHES), len(WINDOW), count)
    np.divide(sums[:, :3], inside[:, None], out=parts[:, ::2])
    np.divide(sums[:, 0], total_good, out=parts[:, 1])
    np.log1p(inside / np.minimum(_WIDTHS, count), out=parts[:, 3])
    at += len(REACHES) * len(WINDOW)
    before: Floats = good.cumsum() - good
    rows[at] = before / total_good
    rows[at + 1] = (total_good - before - good) / total_good
    rows[at + 2] = (size.cumsum() - size) / total_size
    place = np.arange(count, dtype=np.float64) / count
    rows[at + 3] = place
    rows[at + 4] = from_top = squashed(count)
    rows[at + 5] = from_top[::-1]
    at += 6
    worth = good - linked * 0.5
    for cost in RUNS.values():
        start, end = best_run(worth - cost * 0.6)
        rows[at] = outside(count, start, end)
        rows[at + 1] = 0.0
        rows[at + 1, start:end] = 1.0
        at += 2
    rows[at], rows[at + 1] = gaps(good > 0)
    # how the line's length compares with those about it
    rows[at + 2, size.argsort(kind="stable")] = place
    return rows
