"""Rows as Arrow tables; the Arrow schema comes from the row models."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa
from pydantic import TypeAdapter, ValidationError

from docpipe.sql.folder import TABLES_VERSION
from docpipe.tables import TABLES
from docpipe.tables.column import Row
from docpipe.tables.kind import kind_of
from docpipe.tables.registry import extra_of
from docpipe.warehouse.bulk import columns_of

STORED: dict[str, pa.DataType] = {
    "string": pa.string(),
    "binary": pa.binary(),
    "bool": pa.bool_(),
    "date": pa.date32(),
    "timestamp": pa.timestamp("us"),
    "int16": pa.int16(),
    "int32": pa.int32(),
    "int64": pa.int64(),
    "float32": pa.float32(),
    "float64": pa.float64(),
}


class RowsRefused(ValueError):
    """Rows that do not fit the model of their table; a fault of the program that made them."""


def _field(row: type[Row], name: str) -> pa.Field:
    kind, extra = kind_of(row, name), extra_of(row, name)
    stored = pa.list_(STORED[kind.stored]) if kind.many else STORED[kind.stored]
    said = {"description": str(row.model_fields[name].description)}
    said |= {key: str(extra[key]) for key in ("zh", "clause") if key in extra}
    return pa.field(name, stored, nullable=kind.nullable, metadata=said)


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
