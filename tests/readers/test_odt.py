"""OpenDocument: numbers of lists, tables, notes, tracked changes."""

import io
import zipfile

import pytest

from docpipe.readers import Unreadable, is_container, media_type_of, read
from docpipe.readers.registry import formats
from docpipe.reading import Reading
from docpipe.source import Source

NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "table", "style", "manifest", "draw")
)


def packed(body: str, extra: str = "", **parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml",
            f"<office:document-content {NAMES}>{extra}<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        )
        for name, xml in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", xml)
    return out.getvalue()


def test_what_is_shown() -> None:
    styles = (
        '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="一, 二, 三, ..." '
        'style:num-suffix="、"/></text:list-style>'
    )
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>旧文</text:p></text:deletion></text:changed-region></text:tracked-changes>"
        '<text:h text:outline-level="1">总则</text:h><text:list text:style-name="L"><text:list-item><text:p>甲项</text:p></text:list-item>'
        "<text:list-item><text:p>乙项<text:note><text:note-body><text:p>注</text:p></text:note-body></text:note>完</text:p></text:list-item></text:list>"
        '<table:table><table:table-header-rows><table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>船</text:p></table:table-cell>'
        "<table:covered-table-cell/><table:table-cell><text:p>数</text:p></table:table-cell></table:table-row></table:table-header-rows></table:table>"
        "<text:p><text:span>一行<text:line-break/>两</text:span><text:s text:c='2'/>行<draw:frame><draw:text-box><text:p>框</text:p></draw:text-box></draw:frame></text:p>"
    )
    master = (
        f"<office:document-styles {NAMES}><style:header><text:p>眉</text:p></style:header></office:document-styles>"
    )
    reading = read(packed(body, styles, styles=master), Source("a", "x.odt"))
    assert reading.text.splitlines() == [
        "总则",
        "一、甲项",
        "二、乙项完",
        "船",
        "数",
        "一行",
        "两  行",
        "框",
        "注",
        "眉",
    ]
    assert [tuple(piece.cell) for piece in reading.pieces if piece.cell] == [(0, 0, 0, 1, 2), (0, 0, 2, 1, 1)]
    assert [fault.code for fault in reading.faults] == ["tracked_changes"] and reading.pieces[0].tag == "h1"


def test_encrypted() -> None:
    manifest = f"<manifest:manifest {NAMES}><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>"
    with pytest.raises(Unreadable, match="encrypted"):
        read(packed("", **{"META-INF__manifest": manifest}), Source("a", "x.odt"))


def opened(kind: str, body: str) -> Reading:
    out = io.BytesIO()
    names = f'{NAMES} xmlns:drawing="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:presentation="urn:oasis:names:tc:opendocument:xmlns:presentation:1.0"'
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr(
            "content.xml",
            f"<office:document-content {names}><office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>",
        )
    found = read(out.getvalue(), Source("a", "x"))
    assert found.media_type == f"application/vnd.oasis.opendocument.{kind.removesuffix('-template')}"
    return found


def test_a_workbook() -> None:
    """What stands in cells beside and below each other is kept once in the file, and is read in each of them."""
    body = (
        "<table:content-validations><table:content-validation><table:help-message><text:p>提示</text:p></table:help-message>"
        "</table:content-validation></table:content-validations>"
        '<table:table table:name="船舶"><table:table-row><table:table-cell><text:p>船名</text:p></table:table-cell>'
        '<table:table-cell table:number-columns-repeated="2"><text:p>合格</text:p></table:table-cell>'
        '<table:table-cell table:number-columns-repeated="16381"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="2"><table:table-cell/><table:table-cell><text:p>5</text:p></table:table-cell></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048570"><table:table-cell/></table:table-row>'
        "<table:table-row><table:table-cell><text:p>末</text:p></table:table-cell></table:table-row></table:table>"
    )
    reading = opened("spreadsheet", body)
    assert reading.text.splitlines() == ["船舶", "船名", "合格", "合格", "5", "5", "末"]
    places = [(piece.cell.row, piece.cell.column) for piece in reading.pieces if piece.cell]
    assert places == [(0, 0), (0, 1), (0, 2), (1, 1), (2, 1), (1048573, 0)]
    assert reading.faults == ()


def test_slides() -> None:
    body = "".join(
        f'<drawing:page><drawing:frame presentation:class="title"><drawing:text-box><text:p>{title}</text:p></drawing:text-box></drawing:frame>'
        f"<drawing:frame><drawing:text-box><text:p>正文</text:p></drawing:text-box></drawing:frame>"
        f"<presentation:notes><drawing:frame><drawing:text-box><text:p>讲稿</text:p></drawing:text-box></drawing:frame></presentation:notes></drawing:page>"
        for title in ("停航", "复航")
    )
    reading = opened("presentation", body)
    assert reading.text.splitlines() == ["停航", "正文", "讲稿", "复航", "正文", "讲稿"]
    assert [piece.page for piece in reading.pieces] == [1, 1, 1, 2, 2, 2]
    assert [piece.style for piece in reading.pieces[:3]] == ["Title", None, "notes"]
    assert reading.pieces[0].tag == "h2"


def test_copies_without_end_are_left_out_and_said() -> None:
    cell = '<table:table-cell table:number-columns-repeated="16384"><text:p>满</text:p></table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    reading = opened("spreadsheet", f"<table:table>{row}</table:table>")
    assert len(reading.pieces) == 500_000 and [fault.code for fault in reading.faults] == ["cells_left_out"]


@pytest.mark.parametrize(
    ("part", "word"),
    [
        ("xl/workbook.bin", ".xlsx"),
        ("visio/document.xml", "PDF"),
        ("FixedDocSeq.fdseq", "PDF"),
        ("Index/Document.iwa", ".docx"),
    ],
)
def test_documents_that_are_archives_but_are_not_read(part: str, word: str) -> None:
    """They are one row that says what to do, not a row for each of their parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(part, "<a/>")
    media = media_type_of(out.getvalue(), "x")
    assert not is_container(media) and media in {item.media_type for item in formats() if not item.available}
    with pytest.raises(Unreadable, match=word) as refused:
        read(out.getvalue(), Source("a", "x"))
    assert refused.value.code == "unsupported"
