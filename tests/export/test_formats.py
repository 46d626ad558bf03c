"""Exports: what each format holds of a document, and that no text becomes markup or a formula."""

import csv
import json
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from docpipe.export.akoma_ntoso import AKN, akoma_ntoso
from docpipe.export.dublin_core import DCTERMS, NOT_XML, dublin_core
from docpipe.export.followthemoney import entity
from docpipe.export.formats import ExportError, _cell, _file_name, blocks_in_turn, export
from docpipe.export.markdown import markdown
from docpipe.sql import connect

RECORD = {
    "document_id": "0123456789abcdef",
    "collection": "c",
    "source_path": "a.txt",
    "member": None,
    "status": "accepted",
    "title": "关于整理<旧档案>的通知",
    "doc_kind": "通知",
    "doc_number": "云水办〔2021〕7号",
    "issuers": ["云水市档案局"],
    "signatories": ["云水市档案局"],
    "signed_on": date(2021, 3, 4),
    "language": "zh-Hans",
    "body": "一、范围\n全部\x01卷宗。\n# 不是标题",
    "translation": None,
    "media_type": "text/plain",
    "encoding": "utf-8",
}
BLOCKS = [
    ("original", "masthead", None, "云水市档案局"),
    ("original", "title", None, "关于整理<旧档案>的通知"),
    ("original", "heading", 1, "一、范围"),
    ("original", "paragraph", None, "全部\x01卷宗。"),
    ("original", "heading", 2, "（一）卷"),
    ("original", "paragraph", None, "各卷。"),
    ("original", "heading", 1, "二、时间"),
    ("original", "signatory", None, "云水市档案局"),
    ("clutter", "navigation", None, "首页"),
]


def test_markdown_shows_markup_as_text() -> None:
    text = markdown(RECORD)
    assert text.startswith('---\ntitle: "关于整理<旧档案>的通知"\n')
    assert "\n\\# 不是标题\n" in text
    assert 'signed_on: "2021-03-04"' in text


def test_dublin_core_maps_through_the_vocabulary() -> None:
    root = ET.fromstring(dublin_core(RECORD))
    found = [(child.tag.removeprefix(f"{{{DCTERMS}}}"), child.text) for child in root]
    assert ("title", RECORD["title"]) in found
    assert ("identifier", "云水办〔2021〕7号") in found
    assert ("created", "2021-03-04") in found
    assert ("language", "zh-Hans") in found


def test_akoma_ntoso_nests_sections_and_leaves_clutter_out() -> None:
    text = akoma_ntoso(RECORD, BLOCKS)
    root = ET.fromstring(text)
    body = root.find(f".//{{{AKN}}}mainBody")
    assert body is not None
    sections = body.findall(f"{{{AKN}}}hcontainer")
    assert [section.findtext(f"{{{AKN}}}heading") for section in sections] == ["一、范围", "二、时间"]
    assert [child.tag.split("}")[1] for child in sections[0]] == ["heading", "intro", "hcontainer"]
    assert [child.tag.split("}")[1] for child in sections[1]] == ["heading", "content"]
    assert "首页" not in text and "\x01" not in text
    assert root.findtext(f".//{{{AKN}}}docTitle") == RECORD["title"]


def test_followthemoney_has_lists_of_texts() -> None:
    made = entity(RECORD)
    assert made["schema"] == "PlainText"
    assert made["properties"]["title"] == [RECORD["title"]]
    assert made["properties"]["language"] == ["zho"]
    assert all(isinstance(value, str) for values in made["properties"].values() for value in values)


@pytest.mark.parametrize("text", ["=1+1", "+a", "-a", "@a"])
def test_a_cell_is_never_a_formula(text: str) -> None:
    assert _cell(text) == f"'{text}"


def test_file_names_hold_nothing_that_a_file_system_minds() -> None:
    assert _file_name(RECORD | {"title": '../a/b:c*?"<>|\n'}, ".md") == "0123456789abcdef_a_b_c.md"
    assert _file_name(RECORD | {"title": None}, ".md") == "0123456789abcdef.md"


def test_an_unknown_format_names_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="there are jsonl, csv, markdown, akn, ftm, dublin-core, tmx, delta"):
        export(None, "docx", tmp_path / "x")


@pytest.mark.parametrize("form", ["jsonl", "csv", "ftm"])
def test_streams_hold_every_accepted_document(form: str, samples: Path, tmp_path: Path) -> None:
    out = tmp_path / f"x.{form}"
    with connect(samples) as connection:
        titles = [title for (title,) in connection.sql("SELECT title FROM notices ORDER BY document_id").fetchall()]
        assert export(connection, form, out) == len(titles)
    if form == "csv":
        with out.open(encoding="utf-8-sig", newline="") as file:
            assert [row["title"] for row in csv.DictReader(file)] == titles
    else:
        made = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
        assert [row["title"] if form == "jsonl" else row["properties"]["title"][0] for row in made] == titles


@pytest.mark.parametrize("form", ["markdown", "akn", "dublin-core"])
def test_folders_hold_a_file_for_every_accepted_document(form: str, samples: Path, tmp_path: Path) -> None:
    with connect(samples) as connection:
        bodies = dict(connection.sql("SELECT document_id, body FROM notices").fetchall())
        assert export(connection, form, tmp_path / "out") == len(bodies)
    files = {path.stem.split("_")[0]: path.read_text("utf-8") for path in (tmp_path / "out").iterdir()}
    assert files.keys() == bodies.keys()
    if form == "akn":  # each has its own blocks, not its neighbour's
        for document_id, text in files.items():
            shown = "".join("".join(ET.fromstring(text).itertext()).split())
            lines = NOT_XML.sub("", bodies[document_id]).splitlines()
            assert [line for line in lines if "".join(line.split()) not in shown] == []


def test_a_document_without_blocks_does_not_take_those_of_the_next() -> None:
    rows = iter([("b", 1), ("b", 2), ("d", 3)])
    blocks = blocks_in_turn(rows)
    assert [blocks(name) for name in "abcde"] == [[], [(1,), (2,)], [], [(3,)], []]
