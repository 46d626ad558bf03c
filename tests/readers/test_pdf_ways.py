"""Pages of a PDF whose text lies on its side or on its head are read as if they were turned, and shown as they are."""

from io import BytesIO

import pytest

from benchmarks.digitizing import plain
from benchmarks.pages import LEFT, Placed, Sheet, Writer, notice, pdf_of, table
from docpipe.readers import read
from docpipe.readers.pdf_ways import turned
from docpipe.reading import Box, Reading
from docpipe.source import Source

QUARTERS = (0, 90, 180, 270)


def read_pdf(content: bytes) -> Reading:
    return read(content, Source("a", "x.pdf"))


@pytest.mark.parametrize("rotate", QUARTERS)
@pytest.mark.parametrize("drawn", QUARTERS)
def test_the_text_is_the_same(drawn: int, rotate: int) -> None:
    for sheet in (notice(3), table(4)):
        upright, found = read_pdf(pdf_of([sheet])), read_pdf(pdf_of([sheet], drawn, rotate))
        assert found.text == upright.text
        assert [piece.cell for piece in found.pieces] == [piece.cell for piece in upright.pieces]
        assert [piece.style for piece in found.pieces] == [piece.style for piece in upright.pieces]


@pytest.mark.parametrize("rotate", QUARTERS)
@pytest.mark.parametrize("drawn", QUARTERS)
def test_boxes_lie_on_the_words_of_the_page_as_it_is_shown(drawn: int, rotate: int) -> None:
    """No ink is left on the page once its boxes are painted over."""
    import pypdfium2 as pdfium
    from PIL import ImageDraw

    sheet = Sheet("plain")
    out = Writer(sheet, 90)
    for text in ("关于换证的通知", "各单位：", "现将有关事项通知如下，请各单位认真贯彻执行，不得有误。" * 3):
        out.paragraph(text)
    content = pdf_of([sheet], drawn, rotate)
    image = pdfium.PdfDocument(BytesIO(content))[0].render(scale=1).to_pil().convert("L")
    ink = sum(image.histogram()[:128])
    for piece in read_pdf(content).pieces:
        assert piece.box is not None
        box = (piece.box.left - 2, piece.box.top - 2, piece.box.right + 2, piece.box.bottom + 2)
        ImageDraw.Draw(image).rectangle(box, fill=255)
    assert ink == 0 or sum(image.histogram()[:128]) == 0, "ink outside of the boxes"


def test_a_page_number_that_stands_upright_beside_a_table_on_its_side() -> None:
    """Text of each direction is read for itself, that of most of the page first."""
    sheet = table(4)
    sheet.placed = [put for put in sheet.placed if put.top < 700]
    side = pdf_of([sheet], 90)
    number = Sheet("number", width=sheet.height, height=sheet.width)
    number.placed.append(Placed("第12页", LEFT, 560, 10.5))
    found = read_pdf(_laid_over(side, number))
    wanted = plain(read_pdf(pdf_of([sheet])).text)
    assert plain(found.text) == wanted + "第12页"
    assert found.pieces[-1].box is not None and found.pieces[-1].box.top > 555
    assert found.pieces[-1].box.right < LEFT + 50


def _laid_over(content: bytes, sheet: Sheet) -> bytes:
    """The first page with a sheet drawn over it."""
    import pypdfium2 as pdfium

    below, above = pdfium.PdfDocument(content), pdfium.PdfDocument(pdf_of([sheet]))
    page = below[0]
    page.insert_obj(above.page_as_xobject(0, below).as_pageobject())
    page.gen_content()
    out = BytesIO()
    below.save(out)
    return out.getvalue()


def test_quarters() -> None:
    box = Box(10, 20, 40, 30)
    assert turned(box, 90, 200, 100) == Box(70, 10, 80, 40)
    assert turned(turned(box, 90, 200, 100), 270, 100, 200) == box == turned(box, 0, 200, 100)
    assert turned(turned(box, 180, 200, 100), 180, 200, 100) == box
