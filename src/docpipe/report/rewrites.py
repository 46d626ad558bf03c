"""The documents that differ most between two snapshots, and what became another in their text."""

from collections.abc import Sequence
from typing import NamedTuple

from docpipe.report.difference import LABELLED, MADE, SAID
from docpipe.report.excerpt import Rewritten, rewritten
from docpipe.sql import Connection

# More of a text than this is not compared line by line.
LONGEST = 200_000
TEXTS = f"""{MADE}
SELECT path, left(coalesce(o.body, ''), {LONGEST}) AS before, left(coalesce(n.body, ''), {LONGEST}) AS after
FROM documents n JOIN earlier.documents o USING (document_id) JOIN made USING (document_id)
WHERE n.body IS DISTINCT FROM o.body
ORDER BY abs(n.body_chars - o.body_chars) DESC, path LIMIT $most"""
ALTERED = """
    SELECT document_id, '{noun} ' || CASE WHEN {old}.said IS NULL THEN 'gained' WHEN {new}.said IS NULL THEN 'lost'
           ELSE 'changed' END AS what
    FROM {new} FULL JOIN {old} USING ({key}) WHERE {new}.said IS DISTINCT FROM {old}.said"""
TALLIED = f"""{MADE}, said_then AS ({SAID.format("earlier.")}), said_now AS ({SAID.format("")}),
labelled_then AS ({LABELLED.format("earlier.")}), labelled_now AS ({LABELLED.format("")}),
altered AS ({ALTERED.format(noun="fields", old="said_then", new="said_now", key="document_id, name")}
    UNION ALL
    {ALTERED.format(noun="blocks", old="labelled_then", new="labelled_now", key='document_id, start, "end"')}
), counted AS (SELECT document_id, what, count(*) AS times FROM altered GROUP BY ALL)
SELECT path, string_agg(times || ' ' || what, ', ' ORDER BY times DESC, what) AS said
FROM counted JOIN made USING (document_id) GROUP BY document_id, path ORDER BY sum(times) DESC, path LIMIT $most"""


class Rewrite(NamedTuple):
    """A document whose text became another, and how."""

    path: str
    body: Rewritten


class Tally(NamedTuple):
    """A document that differs, and how many fields and blocks it gains, loses and changes."""

    path: str
    said: str


def rewrites(connection: Connection, these: Sequence[str], most: int, seconds: float | None) -> tuple[Rewrite, ...]:
    """The texts of these collections that differ most from the connection's `earlier` snapshot. Raises TimeoutError."""
    rows = connection.sql(TEXTS, {"these": list(these), "most": most}, seconds=seconds).dicts()
    return tuple(Rewrite(row["path"], rewritten(row["before"], row["after"])) for row in rows)


def tallies(connection: Connection, these: Sequence[str], most: int, seconds: float | None) -> tuple[Tally, ...]:
    """The documents of these collections in which most fields and blocks differ. Raises TimeoutError."""
    rows = connection.sql(TALLIED, {"these": list(these), "most": most}, seconds=seconds).dicts()
    return tuple(Tally(row["path"], row["said"]) for row in rows)
