"""Rows kept by columns are the rows that they would be as dicts."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docpipe.tables import TABLES
from docpipe.tables.columns import Columns
from docpipe.warehouse.arrow import RowsRefused, arrow_table
from docpipe.warehouse.bulk import columns_of

BLOCK: dict[str, Any] = dict.fromkeys(TABLES["blocks"].row.model_fields) | {
    "document_id": "0" * 16,
    "seq": 0,
    "start": 0,
    "end": 4,
    "part": "original",
    "role": "paragraph",
    "text": "水渠完工",
    "rule": "default",
    "confidence": 1.0,
}


def kept(rows: list[dict[str, Any]]) -> Columns:
    return Columns({name: [row[name] for row in rows] for name in BLOCK})


@given(st.lists(st.integers(0, 9), max_size=6), st.lists(st.integers(0, 9), max_size=6))
def test_they_read_and_grow_as_a_list_of_dicts_does(one: list[int], two: list[int]) -> None:
    first, second = ([BLOCK | {"seq": seq} for seq in seqs] for seqs in (one, two))
    rows = kept(first)
    rows.extend(kept(second))
    assert list(rows) == first + second
    assert len(rows) == len(first + second)
    assert [rows[at] for at in range(len(rows))] == first + second
    assert list(rows[1:3]) == (first + second)[1:3]


def test_an_empty_start_takes_the_columns_of_what_comes_and_leaves_them_alone() -> None:
    rows, more = Columns(), kept([BLOCK])
    rows.extend(more)
    rows.extend(more)
    assert (len(rows), len(more)) == (2, 1)


def test_they_become_the_same_table() -> None:
    rows = [BLOCK | {"seq": seq} for seq in (2, 0, 1)]
    assert columns_of(TABLES["blocks"].row, kept(rows)) == columns_of(TABLES["blocks"].row, rows)
    assert arrow_table("blocks", kept(rows)).equals(arrow_table("blocks", rows))


@pytest.mark.parametrize("odd", [{"seq": "0"}, {"part": "margin"}, {"text": None}, {"colour": 1}])
def test_what_does_not_fit_is_refused(odd: dict[str, Any]) -> None:
    rows = Columns({name: [value] for name, value in (BLOCK | odd).items()})
    assert columns_of(TABLES["blocks"].row, rows) is None
    with pytest.raises(RowsRefused):
        arrow_table("blocks", rows)


def test_columns_of_different_lengths_are_no_rows() -> None:
    uneven = Columns({name: [BLOCK[name]] for name in BLOCK})
    uneven.columns["rule"].append("default")
    assert columns_of(TABLES["blocks"].row, uneven) is None
