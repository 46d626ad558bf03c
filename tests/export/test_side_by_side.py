"""A document beside its translation as a page, as Markdown and as a translation memory."""

from pathlib import Path
from xml.etree import ElementTree as ET

from docpipe import digest
from docpipe.align.parallel import parallel
from docpipe.export.side_by_side import as_markdown, as_page
from docpipe.export.tmx import tmx

ZH = [
    "关于整理<旧档案>的通知",
    "各区档案馆：",
    "请于3月4日前完成旧档案的整理。整理结果应当书面报告市档案局。",
    "逾期未完成的，予以通报。",
]
EN = [
    "Notice on Sorting <Old Archives>",
    "Archives of all districts:",
    "Please complete the sorting of the old archives before March 4. The results of the sorting shall be reported to the municipal archives bureau in writing.",
    "Those who fail to complete it in time | will be named.",
]


def _document():
    return digest("\n".join([*ZH, "英文机翻", *EN]).encode(), "x.txt")


def test_rows_are_sentences_in_paragraphs() -> None:
    rows = parallel(_document()).rows
    assert [(row.source, row.begins) for row in rows] == [
        (ZH[0], True), (ZH[1], True), ("请于3月4日前完成旧档案的整理。", True), ("整理结果应当书面报告市档案局。", False), (ZH[3], True),
    ]  # fmt: skip
    assert rows[3].target == "The results of the sorting shall be reported to the municipal archives bureau in writing."


def test_page_and_markdown_show_markup_as_text() -> None:
    document = _document()
    page, table = as_page(document, parallel(document)), as_markdown(document, parallel(document))
    assert "关于整理&lt;旧档案&gt;的通知</td>" in page
    assert page.count("<tr") == 6
    assert "will be named" in table
    assert "in time \\| will" in table
    assert "<Old" not in table


def test_a_memory_has_a_unit_for_each_pair() -> None:
    row = {
        "document_id": "0123", "heading": "一、范围", "score": 4.2, "flags": ["stray"], "language": "zh-Hans",
        "translation_language": "en", "source_text": "旧<档>\n案\x01", "target_text": "old & new",
    }  # fmt: skip
    root = ET.fromstring(tmx([row], "0.1"))
    (unit,) = root.iter("tu")
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    assert [(side.get(lang), side.findtext("seg")) for side in unit.iter("tuv")] == [
        ("zh-Hans", "旧<档> 案\ufffd"),
        ("en", "old & new"),
    ]
    assert {prop.get("type"): prop.text for prop in unit.iter("prop")} == {
        "x-document_id": "0123", "x-heading": "一、范围", "x-score": "4.20", "x-flag": "stray",
    }  # fmt: skip


def test_a_translation_memory_of_a_warehouse(tmp_path: Path) -> None:
    from docpipe.engine.run import run
    from docpipe.export import export
    from docpipe.sql import connect

    raw = tmp_path / "raw" / "notices"
    raw.mkdir(parents=True)
    (raw / "a.txt").write_text("\n".join([*ZH, "英文机翻", *EN]), "utf-8")
    run(raw=tmp_path / "raw", warehouse=tmp_path / "warehouse")
    with connect(tmp_path / "warehouse") as connection:
        assert export(connection, "tmx", tmp_path / "memory.tmx") == 1
    root = ET.parse(tmp_path / "memory.tmx").getroot()
    assert len(list(root.iter("tu"))) == 5
