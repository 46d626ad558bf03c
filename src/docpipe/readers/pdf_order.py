"""Reading order of boxes on a page: columns one after another, rows from top to bottom, each from left to right."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from docpipe.reading import Box

LEAST_LINES = 4  # in each of two columns
PROSE = 0.6  # of a column's width is what a line of prose fills, and a cell of a table mostly does not
DEEPEST = 4


def around(boxes: list[Box]) -> Box:
    """The smallest box that holds all of them."""
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


def rows_of(boxes: list[Box], chosen: list[int]) -> list[list[int]]:
    """Boxes that stand on one line, line by line."""
    rows: list[tuple[Box, list[int]]] = []
    for at in sorted(chosen, key=lambda at: (boxes[at].top + boxes[at].bottom, boxes[at].left)):
        box = boxes[at]
        for count in range(1, min(4, len(rows)) + 1):
            first, held = rows[-count]
            low = max(0.1, min(first.bottom - first.top, box.bottom - box.top))
            shared = min(first.bottom, box.bottom) - max(first.top, box.top)
            if shared > 0.55 * low and not any(_same_place(boxes[other], box) for other in held):
                held.append(at)
                break
        else:
            rows.append((box, [at]))
    return [sorted(held, key=lambda at: boxes[at].left) for _, held in rows]


def _same_place(one: Box, two: Box) -> bool:
    """Whether boxes stand above each other, so that they cannot be on one line."""
    shared = min(one.right, two.right) - max(one.left, two.left)
    return shared > 0.5 * max(0.1, min(one.right - one.left, two.right - two.left))


def ordered(boxes: list[Box], chosen: list[int] | None = None, depth: int = 0) -> list[list[list[int]]]:
    """Columns in reading order, each a list of rows, each a list of places in `boxes`."""
    chosen = list(range(len(boxes))) if chosen is None else chosen
    gutter = _gutter(boxes, chosen) if depth < DEEPEST else None
    if gutter is None:
        rows = rows_of(boxes, chosen)
        return [rows] if rows else []
    found: list[list[list[int]]] = []
    crossing = [at for at in chosen if boxes[at].left < gutter - 1 and boxes[at].right > gutter + 1]
    edges = sorted({(boxes[at].top + boxes[at].bottom) / 2 for at in crossing})
    for low, high in pairwise([float("-inf"), *edges, float("inf")]):
        inside = [at for at in chosen if at not in crossing and low < (boxes[at].top + boxes[at].bottom) / 2 <= high]
        here = [at for at in crossing if (boxes[at].top + boxes[at].bottom) / 2 == low]
        if here:
            found.extend([rows_of(boxes, here)])
        for side in (
            [at for at in inside if boxes[at].right <= gutter + 1],
            [at for at in inside if boxes[at].left >= gutter - 1],
        ):
            found.extend(ordered(boxes, side, depth + 1))
    return found


def _gutter(boxes: list[Box], chosen: list[int]) -> float | None:
    """The x of a white stripe with a column of prose on either side of it; None on a page without columns."""
    if len(chosen) < 2 * LEAST_LINES:
        return None
    size = median(boxes[at].bottom - boxes[at].top for at in chosen)
    whole = around([boxes[at] for at in chosen])
    width = whole.right - whole.left
    best: tuple[int, float] | None = None
    lefts = sorted(
        {round(boxes[at].left) for at in chosen if whole.left + 0.2 * width < boxes[at].left < whole.left + 0.8 * width}
    )
    for left in lefts[:200]:
        gutter = left - 0.5 * size
        before = [at for at in chosen if boxes[at].right <= left - 0.4 * size]
        behind = [at for at in chosen if boxes[at].left >= left - 1]
        crossing = len(chosen) - len(before) - len(behind)
        if min(len(before), len(behind)) < LEAST_LINES or crossing > 0.34 * len(chosen):
            continue
        if not (is_prose(boxes, before) and is_prose(boxes, behind)):
            continue
        gain = len(before) + len(behind) - 2 * crossing
        if best is None or gain > best[0]:
            best = (gain, gutter)
    return best[1] if best else None


def is_prose(boxes: Sequence[Box], chosen: list[int]) -> bool:
    """Whether lines fill the column that they stand in, as prose does."""
    rows = rows_of(list(boxes), chosen)
    left, right = min(boxes[at].left for at in chosen), max(boxes[at].right for at in chosen)
    wide = [sum(boxes[at].right - boxes[at].left for at in row) for row in rows]
    size = median(boxes[at].bottom - boxes[at].top for at in chosen)
    return len(rows) >= LEAST_LINES and median(wide) > PROSE * (right - left) and median(wide) > 6 * size
