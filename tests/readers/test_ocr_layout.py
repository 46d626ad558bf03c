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


def test_letters_are_as_large_as_they_stand_apart() -> None:
    """A title and the recipients below it: boxes of about one height, letters of two sizes."""
    title = Seen("关于做好安全管理工作的通知", ((231, 629), (1025, 629), (1025, 696), (231, 696)), 0.99)
    below = Seen("各有关单位:", ((191, 759), (446, 759), (446, 823), (191, 823)), 0.99)
    sizes = [line.size for line in in_order([title, below], 1)]
    assert 58 < sizes[0] < 64 and 40 < sizes[1] < 47


def sealed(gaps: bool, masthead: bool = False) -> tuple[object, object]:
    """A page with black letters; and the same under a red ring, or beside a block of red letters."""
    from PIL import Image, ImageChops, ImageDraw

    plain = Image.new("RGB", (1600, 2200), "white")
    draw = ImageDraw.Draw(plain)
    for at in range(12):
        draw.rectangle((900 + 40 * at, 1700, 925 + 40 * at, 1730), fill="black")
    red = Image.new("RGB", plain.size, "white")
    draw = ImageDraw.Draw(red)
    if masthead:
        for row in range(4):
            for column in range(5):
                draw.rectangle(
                    (400 + 90 * column, 200 + 90 * row, 460 + 90 * column, 260 + 90 * row), fill=(200, 20, 20)
                )
    else:
        draw.ellipse((1000, 1580, 1300, 1880), outline=(214, 38, 46), width=9)
        for at in range(0, 300, 75) if gaps else ():  # where the stamp did not print
            draw.rectangle((990, 1600 + at, 1310, 1618 + at), fill="white")
    return plain, ImageChops.multiply(plain, red)


def test_a_ring_with_gaps_is_a_seal_and_a_block_of_red_letters_is_none() -> None:
    pytest.importorskip("cv2")
    from docpipe.readers.ocr_seals import without_seals

    for gaps in (False, True):
        _, page = sealed(gaps)
        cleared, count = without_seals(page)
        assert count == 1
        assert cleared.getpixel((1150, 1876)) > (200, 200, 200) and cleared.getpixel((1190, 1715)) == (0, 0, 0)
    _, page = sealed(False, masthead=True)
    same, count = without_seals(page)
    assert count == 0 and same is page


@pytest.mark.parametrize(
    ("size", "dpi", "shown"),
    [((1700, 1080), (204, 98), (1700, 2248)), ((900, 700), (200, 200), (900, 700)), ((90, 70), (1, 300), (90, 70)),
     ((90, 70), ("x", None), (90, 70))],
)  # fmt: skip
def test_a_fax_is_shown_as_high_as_it_was(size: tuple[int, int], dpi: object, shown: tuple[int, int]) -> None:
    from PIL import Image

    from docpipe.readers.image import as_shown

    fax = Image.new("1", size, 1)
    fax.info["dpi"] = dpi
    assert as_shown(fax).size == shown
