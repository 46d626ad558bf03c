"""Workbooks, slides, and files whose rows are documents."""

import io
import json
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docpipe.readers import Unreadable, container_members, media_type_of, read
from docpipe.readers.containers import Member
from docpipe.readers.table_files import number_as_shown
from docpipe.reading import Reading
from docpipe.source import Source

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>'


def packed(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def workbook() -> bytes:
    rows = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><t>备注</t></is></c></row>'
        '<row r="3"><c r="A3" t="s"><v>1</v></c><c r="B3"><v>0.1</v></c><c r="C3" s="1"><v>45356</v></c><c r="D3" t="b"><v>1</v></c></row>'
    )
    return packed(
        {
            "xl/workbook.xml": f'<workbook {MAIN}><sheets><sheet name="船舶" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": RELS
            % '<Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>',
            "xl/sharedStrings.xml": f"<sst {MAIN}><si><t>船名</t></si><si><r><t>长</t></r><r><t>江</t></r><rPh><t>x</t></rPh></si></sst>",
            "xl/styles.xml": f'<styleSheet {MAIN}><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
            "xl/worksheets/sheet1.xml": f'<worksheet {MAIN}><sheetData>{rows}</sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells></worksheet>',
        }
    )


def test_workbook() -> None:
    reading = read(workbook(), Source("a", "x.xlsx"))
    assert reading.text.splitlines() == ["船舶", "船名", "备注", "长江", "0.1", "2024-03-05", "TRUE"]
    assert [tuple(piece.cell) for piece in reading.pieces if piece.cell][:3] == [
        (0, 0, 0, 1, 2),
        (0, 0, 2, 1, 1),
        (0, 2, 0, 1, 1),
    ]


@pytest.mark.parametrize(
    ("value", "is_date", "shown"),
    [
        ("0.30000000000000004", False, "0.3"),
        ("12", False, "12"),
        ("45356.5", True, "2024-03-05 12:00"),
        ("x", True, "x"),
    ],
)
def test_numbers(value: str, is_date: bool, shown: str) -> None:
    assert number_as_shown(value, is_date) == shown


def slides() -> bytes:
    space = (
        'xmlns:a="urn:a" xmlns:p="urn:p" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    )
    title = '<p:sp><p:nvPr><p:ph type="title"/></p:nvPr><a:p><a:r><a:t>停航</a:t></a:r><a:r><a:t>通告</a:t></a:r></a:p></p:sp>'
    return packed(
        {
            "ppt/presentation.xml": f'<p:presentation {space}><p:sldId r:id="r1"/></p:presentation>',
            "ppt/_rels/presentation.xml.rels": RELS
            % '<Relationship Id="r1" Type="x/slide" Target="slides/slide1.xml"/>',
            "ppt/slides/slide1.xml": f"<p:sld {space}>{title}<p:sp><a:p><a:t>今日</a:t><a:br/><a:t>停航</a:t></a:p></p:sp></p:sld>",
        }
    )


def test_slides() -> None:
    reading = read(slides(), Source("a", "x.pptx"))
    assert reading.text.splitlines() == ["停航通告", "今日", "停航"]
    assert reading.pieces[0].style == "Title" and reading.pieces[0].page == 1


@settings(max_examples=80, deadline=None)
@given(st.sampled_from([workbook(), slides()]), st.integers(0, 100_000), st.binary(max_size=8))
def test_damage_gives_a_reading_or_a_refusal(content: bytes, at: int, damage: bytes) -> None:
    raw = bytearray(content)
    at %= len(raw)
    raw[at : at + len(damage)] = damage
    try:
        assert isinstance(read(bytes(raw), Source("a", "x.xlsx")), Reading)
    except Unreadable as refused:
        assert refused.code and refused.reason


TEXTS = ["今日停航，请各船注意。" * 12, "明日复航，请各船知悉。" * 12]


def members(content: bytes, name: str) -> list[Member]:
    media = media_type_of(content, name)
    return list(container_members(content, Source("a", name, size=len(content), media_type=media)))


def as_csv() -> bytes:
    return (
        "url,title,content\r\n"
        + "".join(f'https://example.org/{at},停航,"{text}"\r\n' for at, text in enumerate(TEXTS))
    ).encode("gbk")


def as_parquet() -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    out = io.BytesIO()
    pq.write_table(
        pa.table({"url": ["https://example.org/0", "https://example.org/1"], "text": TEXTS, "n": [1, None]}), out
    )
    return out.getvalue()


def as_lines() -> bytes:
    rows = [json.dumps({"url": f"https://example.org/{at}", "text": text}) for at, text in enumerate(TEXTS)]
    return "\n".join([*rows, "{broken", "[]"]).encode()


@pytest.mark.parametrize(
    ("content", "name"), [(as_csv(), "a.csv"), (as_parquet(), "a.parquet"), (as_lines(), "a.jsonl")]
)
def test_rows_are_documents(content: bytes, name: str) -> None:
    found = members(content, name)
    assert [item.content.decode() for item in found if item.content] == TEXTS
    assert dict(found[1].source.known)["url"] == "https://example.org/1"
    assert [item.code for item in found if item.content is None] == (["corrupt"] * 2 if name == "a.jsonl" else [])


def test_a_table_of_short_cells_is_one_text() -> None:
    assert media_type_of("名称,内容\n甲,一\n乙,二\n".encode(), "a.csv") == "text/plain"
    assert media_type_of(b'{"a": 1}\n{"a": 2}\n', "a.jsonl") == "text/plain"
