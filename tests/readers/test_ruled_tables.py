"""Ruled tables of PDF pages and scans: every cell with its own text, spans as they are drawn, order kept."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.digitizing import body_of, plain
from benchmarks.pages import LAYOUTS, Rule, Sheet, fonts, pdf_of, picture_of, scanned, table
from docpipe.readers import read
from docpipe.readers.grid import Stroke, tables_of
from docpipe.readers.ocr_rules import scanned_tables
from docpipe.reading import Reading
from docpipe.source import Source


def cells_of(reading: Reading) -> dict[tuple[int, int], str]:
    found: dict[tuple[int, int], str] = {}
    for item in reading.pieces:
        if item.cell is not None:
            place = item.cell.row, item.cell.column
            found[place] = found.get(place, "") + reading.text[item.span.start : item.span.end]
    return found


@pytest.mark.parametrize("seed", range(4))
def test_cells_of_a_pdf(seed: int) -> None:
    sheet = table(seed)
    reading = read(pdf_of([sheet, table(seed + 50)]), Source("a", "x.pdf"))
    first = [item for item in reading.pieces if item.page == 1 and item.cell is not None]
    assert {item.cell.table for item in first if item.cell} == {0}
    assert {item.cell.table for item in reading.pieces if item.cell and item.page == 2} == {1}
    own = cells_of(read(pdf_of([sheet]), Source("a", "x.pdf")))
    assert own == {(row, column): cell for row, cells in enumerate(sheet.cells) for column, cell in enumerate(cells)}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_pages_come_out_in_order_and_whole(layout: object) -> None:
    for seed in range(3):
        sheet = layout(seed)  # type: ignore[operator]
        found = body_of(read(pdf_of([sheet]), Source("a", "x.pdf")))
        for line in sheet.furniture:
            found = found.replace(plain(line), "")
        assert found == plain("".join(sheet.paragraphs))


def test_lines_of_a_wrapped_cell_are_one() -> None:
    sheet = next(sheet for sheet in map(table, range(9)) if any(len(row[3]) > 12 for row in sheet.cells))
    text = read(pdf_of([sheet]), Source("a", "x.pdf")).text
    wrapped = [row[3] for row in sheet.cells if len(row[3]) > 12]
    assert wrapped and all(f"\n{cell}\n" in text for cell in wrapped)


def test_spans_and_open_sides() -> None:
    # Two rows; the first cell of the second column goes over both, and the sides are not drawn.
    across = [Stroke(0, 0, 300), Stroke(50, 0, 100), Stroke(50, 200, 300), Stroke(100, 0, 300)]
    down = [Stroke(100, 0, 100), Stroke(200, 0, 100)]
    (found,) = tables_of(across, down, 2.0)
    assert [(room.row, room.column, room.rowspan, room.colspan) for room in found.rooms] == [
        (0, 0, 1, 1), (0, 1, 2, 1), (0, 2, 1, 1), (1, 0, 1, 1), (1, 2, 1, 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("across", "down"),
    [
        ([Stroke(0, 0, 100)], []),  # a rule under a red head
        ([Stroke(0, 0, 100), Stroke(50, 0, 100)], []),  # the lines of an imprint
        ([Stroke(0, 0, 100), Stroke(50, 0, 100)], [Stroke(0, 0, 50), Stroke(100, 0, 50)]),  # a frame
        ([Stroke(0, 0, 100), Stroke(50, 0, 100)], [Stroke(300, 0, 50), Stroke(400, 0, 50)]),  # that do not touch
    ],
)
def test_what_is_no_table(across: list[Stroke], down: list[Stroke]) -> None:
    assert tables_of(across, down, 2.0) == []


strokes = st.lists(
    st.builds(lambda at, low, length: Stroke(at, low, low + length), *(st.integers(0, 60),) * 3), max_size=14
)


@given(strokes, strokes)
def test_cells_never_overlap(across: list[Stroke], down: list[Stroke]) -> None:
    for found in tables_of(across, down, 1.0):
        places = [
            (row, column)
            for room in found.rooms
            for row in range(room.row, room.row + room.rowspan)
            for column in range(room.column, room.column + room.colspan)
        ]
        assert len(found.rooms) >= 2
        assert len(set(places)) == len(places)
        assert all(room.box.left < room.box.right and room.box.top < room.box.bottom for room in found.rooms)


def test_lines_of_a_scan() -> None:
    pytest.importorskip("cv2")
    sheet = Sheet("grid", rules=[Rule(80, y, 500, y) for y in (100, 140, 180)])
    sheet.rules += [Rule(x, 100, x, 180) for x in (80, 300, 500)]
    blank = picture_of(sheet, ("", 0), 150)
    for skew in (0.0, 1.5, -2.0):
        (found,) = scanned_tables(scanned(blank, 1, skew), -skew)
        assert len(found.rooms) == 4


@pytest.mark.slow
def test_cells_of_a_scan() -> None:
    pytest.importorskip("rapidocr")
    faces = list(fonts())
    if not faces:
        pytest.skip("no font with Chinese characters on this system")
    import io

    sheet = table(3)
    out = io.BytesIO()
    scanned(picture_of(sheet, faces[0]), 3, 1.4).save(out, "JPEG", quality=90)
    found = cells_of(read(out.getvalue(), Source("a", "x.jpg")))
    wanted = {(row, column): cell for row, cells in enumerate(sheet.cells) for column, cell in enumerate(cells)}
    right = sum(plain(found.get(place, "")) == plain(cell) for place, cell in wanted.items())
    assert right >= 0.97 * len(wanted), {place: found.get(place) for place in wanted}


def test_a_number_broken_over_lines_stays_whole() -> None:
    chance = random.Random(1)
    for _ in range(5):
        amount = f"{chance.randint(10**7, 10**8)}"
        sheet = Sheet("x")
        from benchmarks.pages import Writer

        Writer(sheet, 80).paragraph("经费总额为" * 5 + f"人民币{amount}元整，" + "请按规定使用。" * 12)
        assert amount in read(pdf_of([sheet]), Source("a", "x.pdf")).text
