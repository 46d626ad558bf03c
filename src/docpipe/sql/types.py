"""The DuckDB type of a column, from its row model."""

from docpipe.tables.column import Row
from docpipe.tables.kind import kind_of

STORED = {
    "string": "VARCHAR",
    "binary": "BLOB",
    "bool": "BOOLEAN",
    "date": "DATE",
    "timestamp": "TIMESTAMP",
    "int16": "SMALLINT",
    "int32": "INTEGER",
    "int64": "BIGINT",
    "float32": "FLOAT",
    "float64": "DOUBLE",
}


def duckdb_type(row: type[Row], column: str) -> str:
    """VARCHAR, INTEGER[] …"""
    kind = kind_of(row, column)
    return STORED[kind.stored] + ("[]" if kind.many else "")
