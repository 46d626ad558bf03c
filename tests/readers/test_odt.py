"""OpenDocument: numbers of lists, tables, notes, tracked changes."""

import io
import zipfile

import pytest

from docpipe.readers import Unreadable, read
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
