"""What Word shows and its file does not say plainly: numbers of lists, tracked changes, text boxes, merged cells."""

import io
import zipfile

import pytest

from docpipe.readers import Unreadable, read
from docpipe.readers.docx_numbering import counted, formatted
from docpipe.reading import Reading
from docpipe.source import Source

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>'


def packed(body: str, **parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        main = f'<Relationship Id="r1" Type="{REL}/officeDocument" Target="word/document.xml"/>'
        archive.writestr("_rels/.rels", RELS % main)
        own = (
            "".join(f'<Relationship Id="{name}" Type="{REL}/{name}" Target="/word/{name}.xml"/>' for name in parts)
            + f'<Relationship Id="web" Type="{REL}/hyperlink" Target="https://example.org/a" TargetMode="External"/>'
        )
        archive.writestr("word/_rels/document.xml.rels", RELS % own)
        archive.writestr(
            "word/document.xml", f'<w:document {W} {MC} xmlns:r="{REL}"><w:body>{body}</w:body></w:document>'
        )
        for name, xml in parts.items():
            archive.writestr(f"word/{name}.xml", xml)
    return out.getvalue()


def shown(content: bytes) -> Reading:
    return read(content, Source("a", "x.docx"))


def p(text: str, said: str = "") -> str:
    return f"<w:p><w:pPr>{said}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def listed(level: int, number: int = 1) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


NUMBERING = f"""<w:numbering {W}><w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"""


def test_numbers_of_lists_are_shown() -> None:
    body = p("总则", listed(0)) + p("范围", listed(1)) + p("对象", listed(1)) + p("第一项", listed(2))
    body += p("附则", listed(0)) + p("施行", listed(1)) + p("无号")
    reading = shown(packed(body, numbering=NUMBERING))
    assert reading.text.splitlines() == [
        "一、总则", "（一）范围", "（二）对象", "1. 第一项", "二、附则", "（一）施行", "无号",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "kind", "expected"),
    [
        (10, "chineseCounting", "十"), (11, "chineseCounting", "十一"), (20, "chineseCounting", "二十"),
        (105, "chineseCounting", "一百零五"), (110, "chineseCounting", "一百一十"), (3, "ideographTraditional", "丙"),
        (3, "decimalEnclosedCircleChinese", "③"), (28, "lowerLetter", "bb"), (14, "upperRoman", "XIV"),
        (12, "chineseLegalSimplified", "壹拾贰"), (7, "somethingNew", "7"),
    ],
)  # fmt: skip
def test_formats_of_numbers(number: int, kind: str, expected: str) -> None:
    assert formatted(number, kind) == expected


def test_counting_is_never_ambiguous() -> None:
    assert len({counted(number) for number in range(1, 10_000)}) == 9_999


def test_tracked_changes_links_and_text_boxes() -> None:
    body = (
        "<w:p><w:r><w:t>定于</w:t></w:r><w:del><w:r><w:delText>三月</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>四月</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>暗</w:t></w:r>"
        '<w:hyperlink r:id="web"><w:r><w:t>见网站</w:t></w:r></w:hyperlink></w:p>'
        "<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>"
        + p("框内")
        + "</w:txbxContent></w:drawing>"
        "</mc:Choice><mc:Fallback><w:pict><w:txbxContent>" + p("框内") + "</w:txbxContent></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p><w:sdt><w:sdtContent>" + p("控件") + "</w:sdtContent></w:sdt>"
    )
    notes = f'<w:footnotes {W}><w:footnote w:type="separator">{p("x")}</w:footnote><w:footnote>{p("注")}</w:footnote></w:footnotes>'
    reading = shown(packed(body, footnotes=notes, header=f"<w:hdr {W}>{p('眉')}</w:hdr>"))
    assert reading.text.splitlines() == ["定于四月见网站", "框内", "控件", "注", "眉"]
    assert [piece.style for piece in reading.pieces[-2:]] == ["footnote", "header"]
    assert [piece.href for piece in reading.pieces if piece.href] == ["https://example.org/a"]
    assert [fault.code for fault in reading.faults] == ["tracked_changes", "hidden_text"]


def test_merged_cells() -> None:
    def cell(text: str, said: str = "") -> str:
        return f"<w:tc><w:tcPr>{said}</w:tcPr>{p(text)}</w:tc>"

    first = cell("甲", '<w:vMerge w:val="restart"/>') + cell("乙", '<w:gridSpan w:val="2"/>')
    second = cell("", "<w:vMerge/>") + cell("丙") + cell("丁")
    reading = shown(packed(f"<w:tbl><w:tr>{first}</w:tr><w:tr>{second}</w:tr></w:tbl>"))
    assert [tuple(piece.cell or ()) for piece in reading.pieces] == [
        (0, 0, 0, 2, 1), (0, 0, 1, 1, 2), (0, 1, 1, 1, 1), (0, 1, 2, 1, 1),
    ]  # fmt: skip


def test_entities_and_bombs_are_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    with pytest.raises(Unreadable, match="corrupt"):
        shown(out.getvalue())
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (65 << 20))
    with pytest.raises(Unreadable, match="too_large"):
        shown(out.getvalue())
