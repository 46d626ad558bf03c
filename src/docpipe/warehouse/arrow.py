"""Rows as Arrow tables; the Arrow schema comes from the row models."""

import types
from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin

import numpy as np
import pyarrow as pa
from pydantic import TypeAdapter, ValidationError

from docpipe.sql.folder import TABLES_VERSION
from docpipe.tables import TABLES
from docpipe.tables.column import Row
from docpipe.tables.registry import extra_of
from docpipe.warehouse.bulk import columns_of

PLAIN: dict[Any, pa.DataType] = {
    str: pa.string(),
    bytes: pa.binary(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    date: pa.date32(),
    datetime: pa.timestamp("us"),
}
STORED: dict[str, pa.DataType] = {
    "int16": pa.int16(),
    "int32": pa.int32(),
    "int64": pa.int64(),
    "float32": pa.float32(),
    "float64": pa.float64(),
    "list<int32>": pa.list_(pa.int32()),
}


class RowsRefused(ValueError):
    """Rows that do not fit the model of their table; a fault of the program that made them."""


def _bare(annotation: Any) -> tuple[Any, bool]:
    """The type without `| None`, and whether None was allowed."""
    if get_origin(annotation) in {types.UnionType, Union}:
        kept = [item for item in get_args(annotation) if item is not type(None)]
        return kept[0], len(kept) < len(get_args(annotation))
    return annotation, False


def _type_of(annotation: Any) -> pa.DataType:
    if get_origin(annotation) is Literal:
        return pa.string()
    if get_origin(annotation) is list:
        return pa.list_(_type_of(get_args(annotation)[0]))
    return PLAIN[annotation]


def _field(row: type[Row], name: str) -> pa.Field:
    bare, nullable = _bare(row.model_fields[name].annotation)
    extra = extra_of(row, name)
    stored = STORED[extra["arrow"]] if "arrow" in extra else _type_of(bare)
    said = {"description": str(row.model_fields[name].description)}
    said |= {key: str(extra[key]) for key in ("zh", "clause") if key in extra}
    return pa.field(name, stored, nullable=nullable, metadata=said)


@cache
def arrow_schema(table: str) -> pa.Schema:
    """The Arrow schema of a table; each field's metadata holds its description, Chinese term and clause."""
    row = TABLES[table].row
    said = {"docpipe.table": table, "docpipe.tables_version": str(TABLES_VERSION), "description": TABLES[table].comment}
    return pa.schema([_field(row, name) for name in row.model_fields], metadata=said)


@cache
def _adapter(table: str) -> TypeAdapter[Any]:
    return TypeAdapter(list[TABLES[table].row])  # type: ignore[misc, arg-type]


def checked(table: str, rows: Sequence[dict[str, Any]]) -> Sequence[dict[str, Any]]:
    """The rows, all of which fit the model of the table. Raises RowsRefused with the first that does not."""
    try:
        _adapter(table).validate_python(list(rows))
    except ValidationError as wrong:
        first = wrong.errors(include_url=False)[0]
        raise RowsRefused(f"{table} row {first['loc']}: {first['msg']}, got {first.get('input')!r:.200}") from wrong
    return rows


def arrow_table(table: str, rows: Sequence[dict[str, Any]]) -> pa.Table:
    """The rows, checked, as an Arrow table sorted by the table's key."""
    schema = arrow_schema(table)
    columns = columns_of(TABLES[table].row, rows)
    if columns is None:
        checked(table, rows)
        columns = [[row.get(name) for row in rows] for name in schema.names]
    try:
        arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
    except (pa.ArrowException, ValueError, OverflowError) as wrong:
        checked(table, rows)  # says which row it is
        raise RowsRefused(f"{table}: {wrong}") from wrong
    return in_order(table, pa.Table.from_arrays(arrays, schema=schema))


def in_order(table: str, data: pa.Table) -> pa.Table:
    """The rows sorted by the table's key; left as they are where they are sorted already."""
    keys = [(name, "ascending") for name in TABLES[table].key]
    order = pa.compute.sort_indices(data, sort_keys=keys)
    if np.array_equal(order.to_numpy(), np.arange(len(order))):
        return data
    return data.take(order)


def conformed(table: str, data: pa.Table) -> pa.Table:
    """Data of an older file with today's columns: missing ones are NULL, narrower types widened."""
    schema = arrow_schema(table)
    if data.schema.equals(schema):
        return data.replace_schema_metadata(schema.metadata)
    columns = [
        data[field.name].cast(field.type) if field.name in data.column_names else pa.nulls(len(data), field.type)
        for field in schema
    ]
    return pa.Table.from_arrays(columns, schema=schema)
