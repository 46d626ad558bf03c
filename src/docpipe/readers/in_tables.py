"""Stretches of text that stand in the cells of ruled tables, and the units that a page with tables is ordered by."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from docpipe.readers.grid import Room, Table
from docpipe.readers.pdf_order import rows_of
from docpipe.reading import Box, Cell


class Home(NamedTuple):
    """The cell that a stretch of text stands in: place of the table, and of the cell among the table's cells."""

    table: int
    room: int


def home_of(tables: Sequence[Table], box: Box) -> Home | None:
    """The cell around the middle of a box."""
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    for number, table in enumerate(tables):
        room = table.room_of(x, y)
        if room is not None:
            return Home(number, room)
    return None


class Unit(NamedTuple):
    """What is put in order: a stretch outside of tables, or a table with all that stands in it."""

    box: Box
    members: list[int]
    table: Table | None = None
    number: int = 0


def units_of(boxes: Sequence[Box], homes: Sequence[Home | None], tables: Sequence[Table]) -> list[Unit]:
    """Stretches and tables in the order given; a table comes where its first stretch does."""
    units: list[Unit] = []
    begun: dict[int, Unit] = {}
    for at, (box, home) in enumerate(zip(boxes, homes, strict=True)):
        if home is None:
            units.append(Unit(box, [at]))
        elif home.table in begun:
            begun[home.table].members.append(at)
        else:
            table = tables[home.table]
            begun[home.table] = Unit(table.box, [at], table, home.table)
            units.append(begun[home.table])
    return units


def lines_in(unit: Unit, boxes: Sequence[Box], homes: Sequence[Home | None]) -> Iterator[tuple[Cell, Room, list[int]]]:
    """Cell by cell the lines of a table: the cell, where it stands, and the stretches of a line in it."""
    table = unit.table
    assert table is not None
    held: dict[int, list[int]] = {}
    for at in unit.members:
        home = homes[at]
        assert home is not None
        held.setdefault(home.room, []).append(at)
    for place in sorted(held):
        room = table.rooms[place]
        cell = Cell(unit.number, room.row, room.column, room.rowspan, room.colspan)
        for row in rows_of(list(boxes), held[place]):
            yield cell, room, row
