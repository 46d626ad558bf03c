"""Ruled lines of a page to tables: which cells they make, and what stands in each."""

from typing import NamedTuple

from docpipe.reading import Box

COVERED = 0.6  # of a side of a cell is ruled, or there is none
MOST_STROKES = 1_500  # on a page; more are a drawing


class Stroke(NamedTuple):
    """A ruled line, across at y or down at x, from low to high."""

    at: float
    low: float
    high: float


class Room(NamedTuple):
    """A cell of a table: its first row and column, how many it spans, and where it stands."""

    row: int
    column: int
    rowspan: int
    colspan: int
    box: Box


class Table(NamedTuple):
    """A ruled table: where it stands, and its cells row by row."""

    box: Box
    rooms: tuple[Room, ...]

    def room_of(self, x: float, y: float) -> int | None:
        """The place in `rooms` of the cell around a point."""
        return next(
            (
                at
                for at, room in enumerate(self.rooms)
                if room.box.left <= x < room.box.right and room.box.top <= y < room.box.bottom
            ),
            None,
        )


def tables_of(across: list[Stroke], down: list[Stroke], near: float) -> list[Table]:
    """The tables that lines make; what is not further apart than `near` is one."""
    across, down = _merged(across, near), _merged(down, near)
    if len(across) < 2 or not down or len(across) + len(down) > MOST_STROKES:
        return []
    tables = []
    for rows, columns in _connected(across, down, near):
        table = _table(rows, columns, near) if len(rows) > 1 and columns else None
        if table is not None:
            tables.append(table)
    tables.sort(key=lambda table: (table.box.top, table.box.left))
    return [table for table in tables if not any(_within(table.box, other.box) for other in tables if other != table)]


def _within(one: Box, other: Box) -> bool:
    x, y = (one.left + one.right) / 2, (one.top + one.bottom) / 2
    return (
        other.left < x < other.right
        and other.top < y < other.bottom
        and one.right - one.left < other.right - other.left
    )


def _merged(strokes: list[Stroke], near: float) -> list[Stroke]:
    """Pieces of one line as one."""
    found: list[Stroke] = []
    for stroke in sorted(strokes):
        same = next(
            (at for at in range(len(found) - 1, -1, -1) if _continues(found[at], stroke, near)),
            None,
        )
        if same is None:
            found.append(stroke)
        else:
            held = found[same]
            found[same] = Stroke(held.at, min(held.low, stroke.low), max(held.high, stroke.high))
    return found


def _continues(held: Stroke, stroke: Stroke, near: float) -> bool:
    close = stroke.low <= held.high + 3 * near and held.low <= stroke.high + 3 * near
    return close and stroke.at - held.at <= near


def _connected(across: list[Stroke], down: list[Stroke], near: float) -> list[tuple[list[Stroke], list[Stroke]]]:
    """Lines that touch, group by group."""
    group = list(range(len(across) + len(down)))

    def top(at: int) -> int:
        while group[at] != at:
            group[at] = group[group[at]]
            at = group[at]
        return at

    for one, row in enumerate(across):
        for two, column in enumerate(down, len(across)):
            if (
                row.low - near <= column.at <= row.high + near
                and column.low - near <= row.at <= column.high + near
            ):  # fmt: skip
                group[top(two)] = top(one)
    found: dict[int, tuple[list[Stroke], list[Stroke]]] = {}
    for at, stroke in enumerate((*across, *down)):
        found.setdefault(top(at), ([], []))[at >= len(across)].append(stroke)
    return list(found.values())


def _places(strokes: list[Stroke], near: float) -> list[float]:
    places: list[float] = []
    for stroke in sorted(strokes):
        if not places or stroke.at - places[-1] > near:
            places.append(stroke.at)
    return places


def _table(across: list[Stroke], down: list[Stroke], near: float) -> Table | None:
    ys = _places(across, near)
    low, high = min(stroke.low for stroke in across), max(stroke.high for stroke in across)
    xs = _places(down, near)
    # Many tables are open at their sides: the lines across tell where those are.
    for edge, far in ((low, xs[0] - low), (high, high - xs[-1])):
        if far > 6 * near:
            down = [*down, Stroke(edge, ys[0], ys[-1])]
    xs = _places(down, near)
    if len(xs) < 2 or len(ys) < 2:
        return None
    rooms = _rooms(across, down, xs, ys, near)
    if len(rooms) < 2:
        return None
    return Table(Box(xs[0], ys[0], xs[-1], ys[-1]), tuple(rooms))


def _rooms(across: list[Stroke], down: list[Stroke], xs: list[float], ys: list[float], near: float) -> list[Room]:
    """Cells of the grid, those without a line between them as one."""
    wide, high = len(xs) - 1, len(ys) - 1
    group = list(range(wide * high))

    def top(at: int) -> int:
        while group[at] != at:
            at = group[at]
        return at

    for row in range(high):
        for column in range(wide):
            here = row * wide + column
            if column + 1 < wide and not _ruled(down, xs[column + 1], ys[row], ys[row + 1], near):
                group[top(here + 1)] = top(here)
            if row + 1 < high and not _ruled(across, ys[row + 1], xs[column], xs[column + 1], near):
                group[top(here + wide)] = top(here)
    held: dict[int, list[tuple[int, int]]] = {}
    for at in range(wide * high):
        held.setdefault(top(at), []).append(divmod(at, wide))
    rooms = []
    for cells in held.values():
        rows, columns = [row for row, _ in cells], [column for _, column in cells]
        first, last, left, right = min(rows), max(rows), min(columns), max(columns)
        if (last - first + 1) * (right - left + 1) != len(cells):  # no rectangle: lines are missing, nothing is sure
            rooms += [
                Room(*cell, 1, 1, Box(xs[cell[1]], ys[cell[0]], xs[cell[1] + 1], ys[cell[0] + 1])) for cell in cells
            ]
            continue
        box = Box(xs[left], ys[first], xs[right + 1], ys[last + 1])
        rooms.append(Room(first, left, last - first + 1, right - left + 1, box))
    return sorted(rooms)


def _ruled(strokes: list[Stroke], at: float, low: float, high: float, near: float) -> bool:
    covered = sum(
        max(0.0, min(high, stroke.high) - max(low, stroke.low)) for stroke in strokes if abs(stroke.at - at) <= near
    )
    return covered > COVERED * (high - low)
