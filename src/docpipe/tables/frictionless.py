"""A table as Frictionless Table Schema tells it."""

from typing import Any

from docpipe.tables.kind import kind_of
from docpipe.tables.references import reference_of
from docpipe.tables.registry import Table, extra_of

TYPES = {
    "string": "string",
    "binary": "string",
    "bool": "boolean",
    "date": "date",
    "timestamp": "datetime",
    "int16": "integer",
    "int32": "integer",
    "int64": "integer",
    "float32": "number",
    "float64": "number",
}


def frictionless_schema(table: Table) -> dict[str, Any]:
    """Fields with what they mean, the primary key, and the tables that other columns refer to."""
    references = {column: named for column in table.columns if (named := reference_of(table.name, column))}
    keys = [
        {"fields": [column], "reference": {"resource": "" if to == table.name else to, "fields": [key]}}
        for column, (to, key) in references.items()
    ]
    said: dict[str, Any] = {"fields": [_field(table, column) for column in table.columns]}
    return said | {"primaryKey": list(table.key)} | ({"foreignKeys": keys} if keys else {})


def _field(table: Table, column: str) -> dict[str, Any]:
    kind, extra = kind_of(table.row, column), extra_of(table.row, column)
    limits: dict[str, Any] = {} if kind.nullable else {"required": True}
    if kind.words:
        limits["enum"] = list(kind.words)
    said = {"name": column, "type": "array" if kind.many else TYPES[kind.stored], "description": table.columns[column]}
    if "zh" in extra:
        said["title"] = extra["zh"]
    return said | ({"constraints": limits} if limits else {})
