"""A query of the report, over some collections and within a time."""

from collections.abc import Sequence
from typing import Any

from docpipe.sql import Connection

# A report is made after every run: one that waits for a scan of a huge table is worse than one that lacks it.
SECONDS = 30.0


def ask(
    connection: Connection, query: str, these: Sequence[str], seconds: float | None = SECONDS
) -> list[dict[str, Any]]:
    """The rows of a query that names the collections `$these`. Raises TimeoutError."""
    return connection.sql(query, {"these": list(these)}, seconds=seconds).dicts()


def largest_collections(connection: Connection, wanted: Sequence[str] | None = None) -> list[str]:
    """The collections of the warehouse, or those of them that are wanted; the ones with the most sources first."""
    query = "SELECT collection FROM sources GROUP BY collection ORDER BY count(*) DESC, collection"
    there = [row[0] for row in connection.sql(query).fetchall()]
    return there if wanted is None else [name for name in there if name in wanted]
