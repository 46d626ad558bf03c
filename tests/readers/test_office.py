"""Word files, PDF and pictures."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docpipe.readers import Unreadable, media_type_of, read
from docpipe.reading import Reading
from docpipe.source import Source
from docpipe.walk import digest


def word() -> bytes:
    from docx import Document

    document = Document()
    document.add_heading("关于换发证件的通知", 0)
    document.add_paragraph("各单位：")
    document.add_paragraph("现将换发证件的有关事项通知如下，请按照执行。")
    document.add_heading("一、时间安排", 1)
    table = document.add_table(2, 2)
    for row, texts in enumerate((("单位", "人数"), ("一科", "12"))):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    document.sections[0].footer.paragraphs[0].text = "内部资料 注意保存"
    document.core_properties.author = "办公室"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_word_file() -> None:
    content = word()
    reading = read(content, Source("a", "x.docx"))
    assert reading.reader == "docx"
    assert reading.text.splitlines() == [
        "关于换发证件的通知", "各单位：", "现将换发证件的有关事项通知如下，请按照执行。", "一、时间安排",
        "单位", "人数", "一科", "12", "内部资料 注意保存",
    ]  # fmt: skip
    cells = [(piece.cell.row, piece.cell.column) for piece in reading.pieces if piece.cell]
    assert cells == [(0, 0), (0, 1), (1, 0), (1, 1)]
    document = digest(content, "x.docx")
    assert document.value("title") == "关于换发证件的通知"
    assert "一科\t12" in (document.body or "")
    assert "内部资料" not in (document.body or "")


def picture_pdf() -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (200, 200), "white").save(out, "PDF")
    return out.getvalue()


def text_pdf(lines: list[str]) -> bytes:
    """A PDF of one page with a text layer in a standard font."""
    shown = b" ".join(f"1 0 0 1 72 {720 - 16 * at} Tm ({line}) Tj".encode() for at, line in enumerate(lines))
    stream = b"BT /F1 12 Tf " + shown + b" ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj" % number + body + b"endobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    return (
        out
        + b"xref\n0 6\n0000000000 65535 f \n"
        + table
        + b"trailer<</Size 6/Root 1 0 R>>startxref\n%d\n%%%%EOF" % start
    )


def test_pdf_text_has_pages_and_boxes() -> None:
    reading = read(text_pdf(["Annual report of the harbour", "Ships came and went.", "7"]), Source("a", "x.pdf"))
    assert reading.reader == "pdf"
    assert [line for line in reading.text.splitlines() if line] == [
        "Annual report of the harbour",
        "Ships came and went.",
        "7",
    ]
    assert all(piece.page == 1 and piece.box is not None for piece in reading.pieces)
    assert reading.pieces[-1].style == "page_number"


def test_pdf_of_pictures_without_text() -> None:
    with pytest.raises(Unreadable, match="no_text_layer"):
        read(picture_pdf(), Source("a", "x.pdf"))


def test_a_scan_is_read() -> None:
    pytest.importorskip("rapidocr")
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (900, 200), "white")
    ImageDraw.Draw(image).text((40, 60), "HARBOUR NOTICE 2016", fill="black", font_size=60)
    out = io.BytesIO()
    image.save(out, "PNG")
    reading = read(out.getvalue(), Source("a", "x.png", media_type="image/png"))
    assert "HARBOUR" in reading.text.upper() and "2016" in reading.text
    assert all(piece.confidence is not None and 0 <= piece.confidence <= 1 for piece in reading.pieces)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(["docx", "pdf"]), st.integers(0, 100_000), st.binary(min_size=1, max_size=8))
def test_damage_gives_a_reading_or_a_refusal(kind: str, at: int, damage: bytes) -> None:
    raw = bytearray(word() if kind == "docx" else text_pdf(["one", "two"]))
    at %= len(raw)
    raw[at : at + len(damage)] = damage
    try:
        assert isinstance(read(bytes(raw), Source("a", f"x.{kind}")), Reading)
    except Unreadable as refused:
        assert refused.code and refused.reason


def test_media_types() -> None:
    assert media_type_of(word(), "x.bin").endswith("wordprocessingml.document")
    assert media_type_of(text_pdf(["a"]), "x") == "application/pdf"
