"""Recognised stretches in reading order, on pages that lie straight, skewed, or are written from top to bottom."""

import io
import math

import pytest

from docpipe.readers import Unreadable, read
from docpipe.readers.ocr_layout import Seen, in_order, skew_of
from docpipe.source import Source


def seen(text: str, left: float, top: float, angle: float = 0.0, size: float = 20.0, score: float = 0.99) -> Seen:
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    width = size * len(text)
    corners = ((left, top), (left + width, top), (left + width, top + size), (left, top + size))
    return Seen(text, tuple((x * cos - y * sin, x * sin + y * cos) for x, y in corners), score)


@pytest.mark.parametrize("angle", [0.0, 1.8, -2.5])
def test_rows_of_a_skewed_page(angle: float) -> None:
    page = [seen("关于换发证件的有关事项通知如下", 100, 50, angle)]
    for row in range(8):
        page += [seen(f"第{row}行左", 100, 100 + 26 * row, angle), seen(f"第{row}行右", 700, 100 + 26 * row, angle)]
    assert abs(skew_of(page) - angle) < 0.1
    lines = in_order(list(reversed(page)), 1)
    assert [line.text for line in lines[1:]] == [f"第{row}行左    第{row}行右" for row in range(8)]


def test_vertical_writing_goes_from_right_to_left() -> None:
    def upright(text: str, left: float) -> Seen:
        return Seen(text, ((left, 50), (left + 20, 50), (left + 20, 450), (left, 450)), 0.9)

    lines = in_order(
        [upright("三", 100)._replace(text="第三行字"), upright("第一行字", 300), upright("第二行字", 200)], 1
    )
    assert [line.text for line in lines] == ["第一行字", "第二行字", "第三行字"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("某政发[2019]86号", "某政发〔2019〕86号"), ("某政发〔2019]第6号", "某政发〔2019〕第6号"),
        ("某政发(2019〕6号", "某政发〔2019〕6号"), ("某政发（2019）6号", "某政发（2019）6号"), ("见[2019]年报", "见[2019]年报"),
    ],
)  # fmt: skip
def test_brackets_of_numbers(text: str, expected: str) -> None:
    assert in_order([seen(text, 100, 50)], 1)[0].text == expected


def test_pictures_that_are_too_large_or_broken_are_refused() -> None:
    pytest.importorskip("rapidocr")
    from PIL import Image

    out = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    with pytest.raises(Unreadable, match="too_large"):
        read(out.getvalue(), Source("a", "x.png"))
    with pytest.raises(Unreadable, match="corrupt"):
        read(out.getvalue()[:40], Source("a", "x.png"))
    out = io.BytesIO()
    Image.new("RGBA", (300, 300)).save(out, "PNG")
    with pytest.raises(Unreadable, match="no_text"):
        read(out.getvalue(), Source("a", "x.png"))


def test_pages_of_a_tiff() -> None:
    pytest.importorskip("rapidocr")
    from PIL import Image, ImageDraw

    pages = []
    for text in ("FIRST PAGE", "SECOND PAGE"):
        pages.append(Image.new("L", (600, 160), 255))
        ImageDraw.Draw(pages[-1]).text((40, 50), text, fill=0, font_size=60)
    out = io.BytesIO()
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:])
    reading = read(out.getvalue(), Source("a", "x.tif"))
    assert "".join(reading.text.split()) == "FIRSTPAGESECONDPAGE"
    assert [piece.page for piece in reading.pieces] == [1, 2]
