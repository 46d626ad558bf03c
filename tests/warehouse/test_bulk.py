"""Columns are accepted at once only where the row model accepts each row."""

from datetime import UTC, date, datetime
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

import pytest
from pydantic import ValidationError

from docpipe.tables import TABLES
from docpipe.warehouse.arrow import RowsRefused, arrow_table
from docpipe.warehouse.bulk import columns_of

ODD: tuple[Any, ...] = (
    None, "", "x", 1, -1, True, 0.5, b"x", [], ["x"], [1], [None], ("x",), date(2020, 1, 1),
    datetime(2020, 1, 1), datetime(2020, 1, 1, tzinfo=UTC), {"a": 1}, 1 << 70,
)  # fmt: skip


def _sample(annotation: Any) -> Any:
    """A value that a column of this type can have."""
    if get_origin(annotation) is Literal:
        return get_args(annotation)[0]
    if get_origin(annotation) is list:
        return [_sample(get_args(annotation)[0])]
    if get_origin(annotation) in {UnionType, Union}:
        return _sample(get_args(annotation)[0])
    day = datetime(2020, 1, 1)
    return {str: "x", int: 1, float: 0.5, bool: True, bytes: b"x", date: day.date(), datetime: day}[annotation]


def _rows(table: str) -> list[dict[str, Any]]:
    fields = TABLES[table].row.model_fields
    return [{name: _sample(field.annotation) for name, field in fields.items()} for _ in range(3)]


@pytest.mark.parametrize("table", TABLES)
def test_good_rows_are_seen_to_be_good(table: str) -> None:
    columns = columns_of(TABLES[table].row, _rows(table))
    assert columns is not None and [len(column) for column in columns] == [3] * len(columns)
    assert len(arrow_table(table, _rows(table))) == 3


@pytest.mark.parametrize("table", TABLES)
def test_what_the_model_refuses_is_never_accepted_at_once(table: str) -> None:
    row = TABLES[table].row
    for name in row.model_fields:
        for value in ODD:
            rows = _rows(table)
            rows[1][name] = value
            try:
                row.model_validate(rows[1])
            except ValidationError:
                assert columns_of(row, rows) is None, (name, value)
                with pytest.raises(RowsRefused):
                    arrow_table(table, rows)


def test_columns_that_lack_or_that_nobody_knows() -> None:
    rows = _rows("links")
    del rows[2]["label"]  # may be left out
    assert arrow_table("links", rows)["label"].to_pylist() == ["x", "x", None]
    rows[2]["lable"] = "x"
    with pytest.raises(RowsRefused, match="lable"):
        arrow_table("links", rows)
    del rows[2]["lable"], rows[2]["kind"]
    with pytest.raises(RowsRefused, match="kind"):
        arrow_table("links", rows)


def test_numbers_and_characters_that_cannot_be_stored_are_refused() -> None:
    for name, value in (("start", 1 << 40), ("text", "\ud800")):
        rows = _rows("links")
        rows[1][name] = value
        with pytest.raises(RowsRefused):
            arrow_table("links", rows)
