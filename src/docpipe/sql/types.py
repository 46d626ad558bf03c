"""The DuckDB type of a column, from its row model."""

import types
from datetime import date, datetime
from typing import Any, Literal, Union, get_args, get_origin

from docpipe.tables.column import Row
from docpipe.tables.registry import extra_of

PLAIN = {
    str: "VARCHAR",
    bytes: "BLOB",
    int: "BIGINT",
    float: "DOUBLE",
    bool: "BOOLEAN",
    date: "DATE",
    datetime: "TIMESTAMP",
}
STORED = {
    "int16": "SMALLINT",
    "int32": "INTEGER",
    "int64": "BIGINT",
    "uint64": "UBIGINT",
    "float32": "FLOAT",
    "float64": "DOUBLE",
}


def duckdb_type(row: type[Row], column: str) -> str:
    """VARCHAR, INTEGER[] …"""
    stored = extra_of(row, column).get("arrow")
    if stored is not None:
        return f"{STORED[stored[5:-1]]}[]" if stored.startswith("list<") else STORED[stored]
    return _of(row.model_fields[column].annotation)


def _of(annotation: Any) -> str:
    origin = get_origin(annotation)
    if origin in {types.UnionType, Union}:
        return _of(next(item for item in get_args(annotation) if item is not type(None)))
    if origin is Literal:
        return "VARCHAR"
    return f"{_of(get_args(annotation)[0])}[]" if origin is list else PLAIN[annotation]
