"""The laws of a document, as properties."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docpipe.document import BODY_ROLES, Block, Document, Field, LawBroken, Problem, clean_text
from docpipe.label import lines_of
from docpipe.reading import Cell, Piece, Reading
from docpipe.source import Source
from docpipe.span import Span
from docpipe.vocabulary import body_roles

SOURCE = Source("test", "x.txt")
texts = st.text(st.characters(codec="utf-8") | st.sampled_from("\n\r \u3000\u2028第一条，。"), max_size=200)


def reading_of(text: str) -> Reading:
    pieces = (Piece(Span(0, len(text))),) if text else ()
    return Reading(text, pieces)


def document_of(text: str, **more: object) -> Document:
    reading = reading_of(text)
    blocks = tuple(Block(line.span, "original", "paragraph") for line in lines_of(reading))
    return Document(SOURCE, reading, blocks, **more)  # type: ignore[arg-type]


@given(texts)
def test_lines_tile_any_text_that_holds_more_than_white_space(text: str) -> None:
    lines = lines_of(reading_of(text))
    if not text.strip():
        assert lines == []
        return
    assert "".join(line.span.of(text) for line in lines) == text
    for line in lines:
        assert line.text and line.content.of(text) == line.text == line.span.of(text).strip()


@given(texts.filter(lambda text: bool(text.strip())), st.data())
def test_a_gap_an_overlap_or_a_missing_end_is_refused(text: str, data: st.DataObject) -> None:
    good = document_of(text)
    at = data.draw(st.integers(0, len(good.blocks) - 1))
    block = good.blocks[at]
    without = good.blocks[:at] + good.blocks[at + 1 :]
    doubled = (*good.blocks[: at + 1], block, *good.blocks[at + 1 :])
    shorter = (
        *good.blocks[:at],
        block._replace(span=Span(block.span.start, block.span.end - 1)),
        *good.blocks[at + 1 :],
    )
    for wrong in (without, doubled, shorter):
        with pytest.raises(LawBroken):
            Document(SOURCE, good.reading, wrong)


def test_a_field_that_does_not_quote_its_span_is_refused() -> None:
    quoted = Field("title", "通知", "通知", Span(2, 4))
    assert document_of("关于通知", fields=(quoted,)).value("title") == "通知"
    with pytest.raises(LawBroken, match="does not quote"):
        document_of("关于通知", fields=(quoted._replace(span=Span(1, 3)),))


@pytest.mark.parametrize("change", [{"supplier": "meta:title"}, {"span": None}])
def test_a_field_has_a_span_or_a_supplier_and_not_both(change: dict[str, object]) -> None:
    quoted = Field("title", "通知", "通知", Span(2, 4))
    with pytest.raises(LawBroken, match="span or a supplier"):
        document_of("关于通知", fields=(quoted._replace(**change),))  # type: ignore[arg-type]


def test_body_joins_the_cells_of_a_row_by_tabs() -> None:
    text = "表\n甲\n乙\n丙\n丁\n"
    cells = [Cell(0, 0, 0), Cell(0, 0, 1), Cell(0, 1, 0), Cell(0, 1, 1)]
    pieces = (Piece(Span(0, 1)), *(Piece(Span(2 + 2 * at, 3 + 2 * at), cell=cell) for at, cell in enumerate(cells)))
    reading = Reading(text, pieces)
    blocks = tuple(Block(line.span, "original", "table_cell") for line in lines_of(reading))
    assert clean_text(Document(SOURCE, reading, blocks), "original") == "表\n甲\t乙\n丙\t丁"


def test_running_text_means_the_same_in_python_and_in_the_vocabulary() -> None:
    assert body_roles() == BODY_ROLES


def test_a_judgement_keeps_what_is_known_of_the_text() -> None:
    found = document_of("关于水渠的通知\n水渠应当每年检修。")
    body = found.body
    problem = Problem("short_body", "too short", "error")
    judged = found.judged((problem,), "held")
    assert (judged.problems, judged.status, judged.blocks) == ((problem,), "held", found.blocks)
    assert (found.problems, found.status) == ((), "accepted")
    assert judged.body is body
    assert judged.holding((found,)).children == (found,)
    assert judged.children == ()
