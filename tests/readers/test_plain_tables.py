"""Tables without ruled lines: rows and cells where all is even, nothing where it is not."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.digitizing import Tally
from benchmarks.pages import LAYOUTS, Sheet, pdf_of, table
from docpipe.readers import read
from docpipe.readers.plain_tables import plain_tables
from docpipe.reading import Box, Reading
from docpipe.source import Source


def shown(sheet: Sheet, seed: int | None = None) -> Reading:
    told = Sheet(**vars(sheet))
    if seed is not None:
        told.placed = random.Random(seed).sample(sheet.placed, len(sheet.placed))
    return read(pdf_of([told]), Source("a", "x.pdf"))


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("shuffled", [False, True])
def test_cells_of_a_page(seed: int, shuffled: bool) -> None:
    """Cells of two lines are one, in whatever order the file has its lines."""
    sheet, tally = table(400 + seed, ruled=False), Tally()
    tally.add(sheet, shown(sheet, seed if shuffled else None), 0.0)
    assert tally.errors == 0
    assert tally.right_cells == tally.cells >= 40


@pytest.mark.parametrize("layout", LAYOUTS[:3])
def test_prose_has_no_cells(layout: object) -> None:
    for seed in range(5):
        assert not any(piece.cell for piece in shown(layout(seed), seed).pieces)  # type: ignore[operator]


def cells_of(rows: list[list[tuple[float, float]]], columns: list[tuple[float, float]]) -> list[Box]:
    return [
        Box(left, top, right, bottom) for row in rows for (top, bottom), (left, right) in zip(row, columns, strict=True)
    ]


COLUMNS = [(50.0, 90.0), (130.0, 210.0), (260.0, 300.0)]


def test_three_columns_of_prose_are_no_table() -> None:
    boxes = [Box(left, 15.0 * row, left + 150, 15.0 * row + 10) for left in (50, 220, 390) for row in range(20)]
    assert plain_tables(boxes, range(len(boxes))) == []


def test_two_columns_are_no_table() -> None:
    boxes = cells_of([[(15.0 * row, 15.0 * row + 10)] * 2 for row in range(8)], COLUMNS[:2])
    assert plain_tables(boxes, range(len(boxes))) == []


def test_cells_that_begin_at_the_top_of_their_row() -> None:
    boxes = []
    for row in range(5):
        top = 35.0 * row
        boxes += [Box(left, top, right, top + 10) for left, right in COLUMNS]
        boxes += [Box(130, top + 14, 200, top + 24)] * (row % 2)
    (found,) = plain_tables(boxes, range(len(boxes)))
    assert len(found.rooms) == 15
    assert found.room_of(140, 54) == found.room_of(140, 40) != found.room_of(140, 75)


def test_what_does_not_come_out_even_is_left_alone() -> None:
    """A line between two rows that may be of either, as far from both."""
    boxes = cells_of([[(30.0 * row, 30.0 * row + 10)] * 3 for row in range(6)], COLUMNS)
    boxes.append(Box(130, 75, 200, 85))
    assert plain_tables(boxes, range(len(boxes))) == []


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 500), st.integers(0, 300), st.integers(1, 80), st.integers(5, 15)), max_size=60)
)
def test_every_cell_is_of_one_row_and_column(places: list[tuple[int, int, int, int]]) -> None:
    boxes = [Box(left, top, left + width, top + height) for left, top, width, height in places]
    for found in plain_tables(boxes, range(len(boxes))):
        assert len({(room.row, room.column) for room in found.rooms}) == len(found.rooms) >= 9
