"""Rich text, books and OFD."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docpipe.readers import Unreadable, media_type_of, read
from docpipe.reading import Reading
from docpipe.source import Source


def packed(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def escaped(text: str) -> str:
    return "".join(f"\\'{byte:02x}" for byte in text.encode("gbk"))


RTF = (
    r"{\rtf1\ansi\ansicpg936\uc1{\fonttbl{\f0\fcharset134 SimSun;}{\f1\fcharset0 Times;}}{\info{\title x}}"
    rf"{{\header\pard {escaped('页眉')}\par}}"
    rf"\pard\qc\b {escaped('关于换证的通知')}\par\pard\plain\f0 {escaped('各单位')}\u65306?\par "
    rf"{escaped('按期办理')}{{\footnote {escaped('见附件')}}}{escaped('为要')}{{\*\unknown secret}}{{\v {escaped('暗')}}}\par"
    rf"\trowd\intbl {escaped('甲')}\cell {escaped('乙')}\cell\row\trowd\intbl {escaped('丙')}\cell {escaped('丁')}\cell\row"
    r"\pard A \{b\} caf\'e9\par}"
).encode()


def test_rich_text() -> None:
    assert media_type_of(RTF) == "application/rtf"
    reading = read(RTF.replace(rb"caf\'e9", b"end"), Source("a", "x.rtf"))
    assert reading.text.splitlines() == [
        "关于换证的通知", "各单位：", "按期办理为要", "甲", "乙", "丙", "丁", "A {b} end", "页眉", "见附件",
    ]  # fmt: skip
    assert [tuple(piece.cell)[:3] for piece in reading.pieces if piece.cell] == [
        (0, 0, 0),
        (0, 0, 1),
        (0, 1, 0),
        (0, 1, 1),
    ]
    assert reading.pieces[0].style == "bold" and reading.pieces[-2].style == "header"


def book() -> bytes:
    return packed(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container xmlns="urn:c"><rootfiles><rootfile full-path="o/b.opf"/></rootfiles></container>',
            "o/b.opf": '<package xmlns="urn:p" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>港务史</dc:title></metadata>'
            '<manifest><item id="b" href="t/2.xhtml"/><item id="a" href="t/1.xhtml"/></manifest>'
            '<spine><itemref idref="a"/><itemref idref="b"/><itemref idref="none"/></spine></package>',
            "o/t/1.xhtml": "<html><body><h1>第一章</h1><p>开港。</p></body></html>",
            "o/t/2.xhtml": "<html><body><h1>第二章</h1><table><tr><td>船</td><td>数</td></tr></table></body></html>",
        }
    )


def test_a_book_is_read_in_the_order_of_its_spine() -> None:
    reading = read(book(), Source("a", "x.epub"))
    assert reading.media_type == "application/epub+zip" and reading.supplied("epub:title") == "港务史"
    words = [line.strip() for line in reading.text.splitlines() if line.strip()]
    assert words[:3] == ["第一章", "开港。", "第二章"]
    assert [piece.tag for piece in reading.pieces if "章" in piece.span.of(reading.text)] == ["h1", "h1"]
    assert all(piece.span.of(reading.text).strip() for piece in reading.pieces if piece.cell)


def ofd() -> bytes:
    def text(left: float, top: float, words: str, size: float = 5.0) -> str:
        step = f"g {len(words) - 1} {size}"
        return (
            f'<ofd:TextObject Boundary="{left} {top} {size * len(words)} {size}" Size="{size}">'
            f'<ofd:TextCode X="0" Y="{0.86 * size}" DeltaX="{step}">{words}</ofd:TextCode></ofd:TextObject>'
        )

    lines = text(60, 30, "关于疏浚航道的通知", 8) + text(20, 60, "各船舶所有人：")
    lines += text(30, 70, "现定于近日疏浚航道请各船舶所有人注意避让绕行以保") + text(20, 78, "安全。")
    lines += text(100, 280, "1")
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    return packed(
        {
            "OFD.xml": f"<ofd:OFD {space}><ofd:DocBody><ofd:DocInfo><ofd:Author>港务局</ofd:Author></ofd:DocInfo>"
            "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
            "Doc_0/Document.xml": f'<ofd:Document {space}><ofd:Pages><ofd:Page ID="1" BaseLoc="P/0.xml"/></ofd:Pages></ofd:Document>',
            "Doc_0/P/0.xml": f"<ofd:Page {space}><ofd:Content><ofd:Layer>{lines}</ofd:Layer></ofd:Content></ofd:Page>",
        }
    )


def test_ofd() -> None:
    reading = read(ofd(), Source("a", "x.ofd"))
    assert reading.media_type == "application/ofd" and reading.supplied("ofd:author") == "港务局"
    assert reading.text.splitlines()[:2] == ["关于疏浚航道的通知", "各船舶所有人："]
    assert "".join(reading.text.split()).endswith("以保安全。1") and reading.pieces[-1].style == "page_number"
    assert all(piece.page == 1 and piece.box for piece in reading.pieces)


SAMPLES = {"rtf": RTF, "epub": book(), "ofd": ofd()}


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(sorted(SAMPLES)), st.integers(0, 100_000), st.binary(max_size=8), st.booleans())
def test_damage_gives_a_reading_or_a_refusal(kind: str, at: int, damage: bytes, cut: bool) -> None:
    raw = bytearray(SAMPLES[kind])
    at %= len(raw)
    raw[at : at + len(damage)] = damage
    content = bytes(raw[:at] if cut and at else raw)
    try:
        reading = read(content, Source("a", f"x.{kind}"))
    except Unreadable as refused:
        assert refused.code and refused.reason
        return
    assert isinstance(reading, Reading)
    end = 0
    for piece in reading.pieces:
        assert end <= piece.span.start <= piece.span.end <= len(reading.text)
        end = piece.span.end


def test_deep_rich_text() -> None:
    with pytest.raises(Unreadable, match="empty"):
        read(b"{\\rtf1" + b"{" * 200_000, Source("a", "x.rtf"))
