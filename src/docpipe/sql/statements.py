"""Which SQL statements only read."""

import re

import duckdb

READING = {"SELECT", "EXPLAIN"}
EXPLAINED = re.compile(r"^\s*EXPLAIN\s+(?:ANALYZE\s+|\([^)]*\)\s*)*", re.IGNORECASE)
COMMENT = re.compile(r"--[^\n]*|/\*.*?\*/", re.DOTALL)


class Refused(PermissionError):
    """A statement that would do more than read the warehouse."""


def kind_of(statement: duckdb.Statement) -> str:
    """SELECT, COPY, ATTACH … as DuckDB's parser says."""
    return str(statement.type).rsplit(".", 1)[-1]


def reading(query: str) -> list[str]:
    """The statements of a query, all of which only read. Raises Refused for any other, duckdb.Error for no SQL."""
    statements = duckdb.extract_statements(query)
    for statement in statements:
        kind = kind_of(statement)
        if kind not in READING:
            raise Refused(f"{kind} is refused: this connection only reads the warehouse (SELECT, DESCRIBE, EXPLAIN)")
        if kind == "EXPLAIN":
            _explained(statement.query)
    return [statement.query for statement in statements]


def _explained(query: str) -> None:
    """EXPLAIN ANALYZE runs what it explains, so that must be a reading statement, too."""
    rest = EXPLAINED.sub("", COMMENT.sub(" ", query), count=1)
    if EXPLAINED.match(rest) or not rest.strip():
        raise Refused("EXPLAIN of this is refused")
    reading(rest)
