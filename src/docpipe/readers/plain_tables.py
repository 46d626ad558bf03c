"""Tables without ruled lines, told by white stripes that many rows share; only where nothing speaks against it."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from docpipe.readers.grid import Room, Table
from docpipe.readers.pdf_order import around, is_prose, rows_of
from docpipe.reading import Box

LEAST_COLUMNS, LEAST_ROWS = 3, 3  # two columns may be anything
FILLED = 0.6  # of the cells hold something
STRIPE = 0.7  # of the height of a letter is a stripe wide at least
FARTHEST = 3.0  # heights of a letter from one row to the next at most
MOST_BOXES = 3_000
MOST_GUESSES = 12

Columns = list[tuple[float, float]]


def plain_tables(boxes: Sequence[Box], chosen: Sequence[int]) -> list[Table]:
    """The tables that boxes of text make by how they stand, from top to bottom of the page."""
    if not LEAST_COLUMNS * LEAST_ROWS <= len(chosen) <= MOST_BOXES:
        return []
    size = median(boxes[at].bottom - boxes[at].top for at in chosen)
    rows = rows_of(list(boxes), list(chosen))
    tables, begin = list[Table](), 0
    while begin < len(rows):
        block, after = _block(boxes, rows, begin, size)
        table = _table(boxes, block, size) if block else None
        if table is not None:
            tables.append(table)
        begin = after  # a part of what is no table is none either
    return tables


def _block(boxes: Sequence[Box], rows: list[list[int]], begin: int, size: float) -> tuple[list[int], int]:
    """The boxes of the rows from `begin` on that leave its stripes white, and the row behind them."""
    if len(rows[begin]) < LEAST_COLUMNS:
        return [], begin + 1
    first = begin
    # A line above the first full row may be the beginning of one of its cells.
    if begin and len(rows[begin - 1]) == 1 and _near(boxes, rows[begin - 1], rows[begin], size):
        above = rows[begin - 1]
        whole = _columns(boxes, [*above, *rows[begin]], size)
        if len(whole) == len(rows[begin]) and boxes[above[0]].left >= boxes[rows[begin][0]].right:
            first = begin - 1
    held, end = [at for row in rows[first : begin + 1] for at in row], begin + 1
    wanted = len(_columns(boxes, held, size))
    while end < len(rows) and _near(boxes, rows[end - 1], rows[end], size):
        more = [*held, *rows[end]]
        if len(_columns(boxes, more, size)) < wanted:
            break
        held, end = more, end + 1
    return held, end


def _near(boxes: Sequence[Box], above: list[int], below: list[int], size: float) -> bool:
    return around([boxes[at] for at in below]).top - around([boxes[at] for at in above]).bottom < FARTHEST * size


def _columns(boxes: Sequence[Box], held: Sequence[int], size: float) -> Columns:
    """From left to right what lies between white stripes."""
    found: Columns = []
    for at in sorted(held, key=lambda at: boxes[at].left):
        box = boxes[at]
        if found and box.left - found[-1][1] < STRIPE * size:
            found[-1] = (found[-1][0], max(found[-1][1], box.right))
        else:
            found.append((box.left, box.right))
    return found


def _table(boxes: Sequence[Box], held: list[int], size: float) -> Table | None:
    columns = _columns(boxes, held, size)
    if len(columns) < LEAST_COLUMNS:
        return None
    inside = [[at for at in held if left <= boxes[at].left < right] for left, right in columns]
    if all(is_prose(boxes, some) for some in inside):
        return None
    best: list[list[int]] = []
    for gap in _gaps(boxes, inside):
        rows = _rows(boxes, inside, gap)
        if len(rows) > len(best):
            best = rows
    places = {at: column for column, some in enumerate(inside) for at in some}
    filled = sum(len({places[at] for at in row}) for row in best)
    if len(best) < LEAST_ROWS or filled < FILLED * len(best) * len(columns):
        return None
    return _made(boxes, columns, best)


def _gaps(boxes: Sequence[Box], inside: list[list[int]]) -> Iterator[float]:
    """Guesses at the largest gap between two lines of one cell."""
    yield -1.0
    seen = set[float]()
    for some in inside:
        tops = sorted((boxes[at].top, boxes[at].bottom) for at in some)
        seen |= {round(two[0] - one[1], 1) for one, two in pairwise(tops)}
    given = sorted(gap for gap in seen if gap > 0)
    yield from (gap + 0.1 for gap in given[:MOST_GUESSES])


def _rows(boxes: Sequence[Box], inside: list[list[int]], gap: float) -> list[list[int]]:
    """The rows where lines that stand no further apart are of one cell; none where that does not come out even."""
    cells: list[tuple[float, float, int, list[int]]] = []
    for column, some in enumerate(inside):
        mine: list[tuple[float, float, int, list[int]]] = []
        for at in sorted(some, key=lambda at: boxes[at].top):
            top, bottom = boxes[at].top, boxes[at].bottom
            if mine and top - mine[-1][1] <= gap:
                mine[-1] = (mine[-1][0], max(bottom, mine[-1][1]), column, [*mine[-1][3], at])
            else:
                mine.append((top, bottom, column, [at]))
        cells += mine
    rows: list[list[tuple[float, float, int, list[int]]]] = []
    low = float("-inf")
    for cell in sorted(cells):
        slack = 0.1 * (cell[1] - cell[0])
        if rows and cell[0] < low - slack:
            rows[-1].append(cell)
        else:
            rows.append([cell])
        low = max(low, cell[1])
    for row in rows:
        if len({column for _, _, column, _ in row}) < max(2, len(row)):
            return []
    return [[at for cell in row for at in cell[3]] for row in rows]


def _made(boxes: Sequence[Box], columns: Columns, rows: list[list[int]]) -> Table:
    whole = around([boxes[at] for row in rows for at in row])
    rooms = []
    for number, row in enumerate(rows):
        place = around([boxes[at] for at in row])
        rooms += [
            Room(number, column, 1, 1, Box(left, place.top, right + 0.01, place.bottom))
            for column, (left, right) in enumerate(columns)
        ]
    return Table(whole, tuple(rooms))
