"""Lines to paragraphs, columns in order, page furniture told apart."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from docpipe.readers.paragraphs import Paragraphs
from docpipe.readers.pdf_lines import VisualLine
from docpipe.readers.pdf_order import ordered
from docpipe.readers.pdf_paragraphs import joined, with_furniture
from docpipe.reading import Box

HAN = "现将有关事项通知如下请各单位认真贯彻执行不得有误" * 5


def line(text: str, left: float, top: float, page: int = 1, size: float = 10.0) -> VisualLine:
    return VisualLine(text, Box(left, top, left + size * len(text), top + size), page, size=size)


def text_of(lines: list[VisualLine]) -> list[str]:
    out = Paragraphs()
    joined(with_furniture(lines), out)
    reading = out.reading("pdf", "application/pdf")
    assert all(reading.text[piece.span.start : piece.span.end].strip() for piece in reading.pieces)
    return reading.text.splitlines()


def test_paragraphs_are_joined_and_indented_ones_begin_anew() -> None:
    lines = [line("关于换证的通知", 150, 20, size=16), line("各单位：", 50, 50)]
    lines += [line(HAN[:38], 70, 70), line(HAN[:40], 50, 85), line(HAN[:40], 50, 100), line(HAN[:12], 50, 115)]
    lines += [line(HAN[:38], 70, 130), line(HAN[:20], 50, 145), line("— 1 —", 200, 300)]
    assert text_of(lines) == [
        "关于换证的通知", "各单位：", HAN[:38] + HAN[:40] * 2 + HAN[:12], HAN[:38] + HAN[:20], "— 1 —",
    ]  # fmt: skip


def test_a_paragraph_goes_on_over_the_page() -> None:
    lines = []
    for page in range(1, 5):
        lines += [line("内部资料", 60, 5, page)] + [
            line(HAN[page * 8 + at :][:40], 50, 20 + 15 * at, page) for at in range(8)
        ]
        lines.append(line(f"{page}", 250, 300, page))
    shown = text_of(lines)
    assert shown[0] == "内部资料" and len(max(shown, key=len)) == 4 * 8 * 40
    assert sorted(shown[2:]) == sorted(["1", "2", "3", "4"] + ["内部资料"] * 3)


def test_two_columns_are_read_one_after_the_other() -> None:
    boxes = [Box(50, 10, 550, 25)]
    boxes += [Box(left, 40 + 15 * at, left + 230, 50 + 15 * at) for left in (50, 320) for at in range(10)]
    boxes += [Box(60, 300, 540, 312)]
    order = list(range(len(boxes)))
    random.Random(1).shuffle(order)
    found = [order[at] for column in ordered([boxes[at] for at in order]) for row in column for at in row]
    assert found == list(range(len(boxes)))


def test_a_table_is_read_row_by_row() -> None:
    boxes = [
        Box(50 + 130 * column, 20 * row, 90 + 130 * column, 10 + 20 * row) for row in range(8) for column in range(4)
    ]
    assert [at for column in ordered(boxes) for row in column for at in row] == list(range(len(boxes)))


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 500), st.integers(0, 800), st.integers(1, 300), st.integers(1, 40)), max_size=60)
)
def test_every_box_is_read_once(places: list[tuple[int, int, int, int]]) -> None:
    boxes = [Box(left, top, left + width, top + height) for left, top, width, height in places]
    assert sorted(at for column in ordered(boxes) for row in column for at in row) == list(range(len(boxes)))
