"""The document that the project began with comes out entirely right: every line, field, link and bead."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from docpipe.document import Document
from docpipe.walk import digest

# The expected file names groups of lines; here is what a block of each group says of itself.
GROUPS: dict[str, tuple[str, set[str]]] = {
    "page_title": ("clutter", {"page_title"}),
    "masthead": ("original", {"masthead"}),
    "doc_number": ("original", {"doc_number"}),
    "title": ("original", {"title"}),
    "recipients": ("original", {"recipients"}),
    "body": ("original", {"paragraph", "heading"}),
    "headings": ("original", {"heading"}),
    "signatory": ("original", {"signatory"}),
    "date": ("original", {"date"}),
    "reported_to": ("original", {"reported_to"}),
    "copied_to": ("original", {"copied_to"}),
    "clutter_markers": ("clutter", {"marker"}),
    "related_book": ("clutter", {"related_book"}),
    "adjacent_document": ("clutter", {"adjacent_document"}),
    "related_link": ("clutter", {"related_link"}),
    "translation_marker": ("clutter", {"translation_marker"}),
    "clutter_tail": ("clutter", {"clutter_tail", "language_switch"}),
    "translation_artefact": ("translation", {"translation_artefact"}),
}


@cache
def _seed(folder: Path) -> tuple[Document, dict[str, Any]]:
    source = next(folder.glob("*.txt"))
    return digest(source, profile="default"), json.loads((folder / "expected.json").read_text("utf-8"))


@pytest.fixture
def document(shared: Path) -> Document:
    return _seed(shared / "seed")[0]


@pytest.fixture
def expected(shared: Path) -> dict[str, Any]:
    return _seed(shared / "seed")[1]


def _by_line(document: Document) -> dict[int, Any]:
    """Line number (from 0) of the file to the block whose text begins there."""
    found = {}
    for block in document.blocks:
        raw = block.span.of(document.text)
        start = block.span.start + len(raw) - len(raw.lstrip())
        found[document.text.count("\n", 0, start)] = block
    return found


@pytest.mark.corpus
def test_every_line_has_its_part_and_role(document: Document, expected: dict[str, Any]) -> None:
    blocks = _by_line(document)
    wrong = [
        (group, line, blocks[line].part, blocks[line].role)
        for group, (part, roles) in GROUPS.items()
        for line in expected["lines"][group]
        if blocks[line].part != part or blocks[line].role not in roles
    ]
    artefacts = set(expected["lines"]["translation_artefact"])
    wrong += [
        ("translation", line, blocks[line].part, blocks[line].role)
        for line in expected["lines"]["translation"]
        if blocks[line].part != "translation" or blocks[line].role == "translation_artefact"
    ]
    wrong += [
        ("no artefact", line, block.part, block.role)
        for line, block in blocks.items()
        if block.role == "translation_artefact" and line not in artefacts
    ]
    assert wrong == []


@pytest.mark.corpus
def test_every_field(document: Document, expected: dict[str, Any]) -> None:
    wrong = {}
    for name, value in expected["fields"].items():
        if name.endswith("_verbatim"):
            item = next((item for item in document.fields if item.name == name.removesuffix("_verbatim")), None)
            got: Any = item and item.verbatim
        elif name == "language":
            got = document.language
        elif isinstance(value, list):
            got = document.values(name)
        elif isinstance(value, int):
            got = document.value(name) and int(document.value(name) or 0)
        else:
            got = document.value(name)
        if got != value:
            wrong[name] = got
    assert wrong == {}


@pytest.mark.corpus
def test_every_link_and_no_other(document: Document, expected: dict[str, Any]) -> None:
    found: dict[str, list[str]] = {}
    for link in document.links:
        found.setdefault(link.kind, []).append(link.text)
    assert found == expected["links"]


@pytest.mark.corpus
def test_the_translation_and_its_own_fields(document: Document, expected: dict[str, Any]) -> None:
    wanted = expected["translation"]
    assert document.value("translation_language", "translation") == wanted["language"]
    assert document.value("translation_method", "translation") == wanted["method"]
    assert document.value("title", "translation") == wanted["title"]
    assert document.value("doc_number_verbatim", "translation") == wanted["doc_number_verbatim"]
    assert document.value("signatory", "translation") == wanted["signatory"]
    assert document.value("signed_on", "translation") == wanted["signed_on"]
    blocks = _by_line(document)
    lines = [document.text_of(blocks[line]) for line in wanted["paragraph_lines"]]
    assert document.translation == "\n".join(lines)


@pytest.mark.corpus
def test_body_and_translation_hold_no_clutter(document: Document, expected: dict[str, Any]) -> None:
    for text in expected["never_in_body"]:
        assert text not in (document.body or "")
        assert text not in (document.translation or "")


@pytest.mark.corpus
def test_paragraphs_stand_beside_their_translation(document: Document, expected: dict[str, Any]) -> None:
    from docpipe.align import align_document

    lines = {block: line for line, block in _by_line(document).items()}
    found = {
        (
            tuple(lines[document.blocks[at]] for at in bead.source_seqs),
            tuple(lines[document.blocks[at]] for at in bead.target_seqs),
        )
        for bead in align_document(document)
        if bead.level == "paragraph"
    }
    wanted = {
        tuple(tuple(side) if isinstance(side, list) else (side,) for side in pair)
        for pair in expected["translation"]["aligned"]
    }
    assert wanted - found == set()


@pytest.mark.corpus
def test_no_character_stands_outside_a_block(document: Document) -> None:
    assert "".join(block.span.of(document.text) for block in document.blocks) == document.text
    assert document.status == "accepted"
