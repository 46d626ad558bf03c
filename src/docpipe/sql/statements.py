"""Which SQL statements only read."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

import duckdb

READING = {"SELECT", "EXPLAIN"}
EXPLAINED = re.compile(r"^\s*EXPLAIN\s+(?:ANALYZE\s+|\([^)]*\)\s*)*", re.IGNORECASE)
COMMENT = re.compile(r"--[^\n]*|/\*.*?\*/", re.DOTALL)
# A SELECT writes only where its WITH holds one of these, spelled out: DuckDB 2 runs `WITH x AS (COPY … TO …)`.
WRITING = re.compile(r"\b(?:COPY|INSERT|UPDATE|DELETE|MERGE)\b", re.IGNORECASE)
WRITERS = re.compile(r"COPY|INSERT|UPDATE|DELETE|MERGE_INTO|CREATE|ATTACH|LOAD", re.IGNORECASE)


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
        if kind == "MULTI":
            raise Refused("PIVOT is refused unless it names its columns: PIVOT … ON column IN (a, b, c) USING …")
        if kind not in READING:
            raise Refused(f"{kind} is refused: this connection only reads the warehouse (SELECT, DESCRIBE, EXPLAIN)")
        if kind == "EXPLAIN":
            _explained(statement.query)
    return [statement.query for statement in statements]


def _explained(query: str) -> None:
    """EXPLAIN ANALYZE runs what it explains, so that must be a reading statement, too.

    What looks like a comment may stand in a string and hide words: no word that writes may be there at all.
    """
    rest = EXPLAINED.sub("", COMMENT.sub(" ", query), count=1)
    if WRITING.search(query) or EXPLAINED.match(rest) or not rest.strip():
        raise Refused("EXPLAIN of this is refused: a word in it (COPY, INSERT, UPDATE, DELETE, MERGE) could write")
    reading(rest)


def refuse_hidden_writes(
    cursor: duckdb.DuckDBPyConnection, statement: str, params: Sequence[Any] | dict[str, Any] | None = None
) -> None:
    """A reading statement whose plan copies, inserts or deletes is refused; only plans of suspects are looked at."""
    if not WRITING.search(statement):
        return
    plans = cursor.execute(f"EXPLAIN (FORMAT json) {statement}", params).fetchall()
    writers = {name for _, plan in plans for name in _operators(json.loads(plan)) if WRITERS.search(name)}
    if writers:
        raise Refused(f"{', '.join(sorted(writers))} inside a query is refused: this connection only reads")


def _operators(plan: Any) -> Iterator[str]:
    """Names of all steps of a plan."""
    if isinstance(plan, list):
        for step in plan:
            yield from _operators(step)
    elif isinstance(plan, dict):
        yield str(plan.get("name", ""))
        yield from _operators(plan.get("children"))
