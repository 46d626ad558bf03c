"""What is another between two snapshots, field by field and block by block."""

from collections.abc import Sequence
from typing import NamedTuple

from docpipe.report.ask import SECONDS
from docpipe.sql import Connection

EXAMPLES = 3
# The connection has the older snapshot as `earlier`. What both hold alike was made by the same run: no need to look.
MADE = """
WITH made AS (
    SELECT n.document_id, n.source_path AS path, n.text_sha256 = o.text_sha256 AS same_text
    FROM documents n JOIN earlier.documents o USING (document_id)
    WHERE n.run_id <> o.run_id AND list_contains($these, n.collection)
)"""
SAID = """
    SELECT document_id, name, string_agg(value, '、' ORDER BY seq) AS said
    FROM {0}fields SEMI JOIN made USING (document_id) WHERE part <> 'translation' GROUP BY ALL
    UNION ALL
    FROM (SELECT document_id, unnest(['status', 'body', 'translation']) AS name, unnest([status,
              format('{{:,}} characters ({{}})', nullif(body_chars, 0), left(md5(body), 8)),
              format('{{:,}} characters ({{}})', nullif(translation_chars, 0), left(md5(translation), 8))]) AS said
          FROM {0}documents SEMI JOIN made USING (document_id))
    WHERE said IS NOT NULL"""
# Places are comparable only where the text is the same.
LABELLED = """
    SELECT document_id, start, "end", part || ' ' || role AS said, text
    FROM {0}blocks SEMI JOIN (FROM made WHERE same_text) USING (document_id)"""
COUNTED = """
SELECT CASE WHEN before IS NULL THEN 'gained' WHEN after IS NULL THEN 'lost' ELSE 'changed' END AS kind, name,
       count(*) AS times, count(DISTINCT document_id) AS documents,
       min_by({path: path, before: left(before, 400), after: left(after, 400)}, (path, start), $most) AS examples
FROM altered GROUP BY ALL ORDER BY documents DESC, times DESC, kind, name"""
FIELDS = f"""{MADE}, was AS ({SAID.format("earlier.")}), now AS ({SAID.format("")}), altered AS (
    SELECT document_id, path, name, was.said AS before, now.said AS after, 0 AS start
    FROM now FULL JOIN was USING (document_id, name) JOIN made USING (document_id)
    WHERE now.said IS DISTINCT FROM was.said
){COUNTED}"""
BLOCKS = f"""{MADE}, was AS ({LABELLED.format("earlier.")}), now AS ({LABELLED.format("")}), altered AS (
    SELECT document_id, path, start, coalesce(was.said, '—') || ' → ' || coalesce(now.said, '—') AS name,
           was.text AS before, now.text AS after
    FROM now FULL JOIN was USING (document_id, start, "end") JOIN made USING (document_id)
    WHERE now.said IS DISTINCT FROM was.said
){COUNTED}"""
MOVED = """
SELECT count(*) AS documents, min(source_path, $most) AS examples
FROM {there} ANTI JOIN {missing} USING (document_id) WHERE list_contains($these, collection)"""


class Example(NamedTuple):
    """A document in which something differs: what it said, and what it says."""

    path: str
    before: str | None
    after: str | None


class Altered(NamedTuple):
    """Values that were gained, lost or changed; `name` is a field, or what blocks were and are."""

    kind: str
    name: str
    times: int
    documents: int
    examples: tuple[Example, ...]


class Moved(NamedTuple):
    """Documents that came or went: how many, and the paths of the first."""

    documents: int
    examples: tuple[str, ...]


class Difference(NamedTuple):
    """Documents that came and went, and all that differs in the others."""

    came: Moved
    went: Moved
    fields: tuple[Altered, ...]
    blocks: tuple[Altered, ...]


def difference(
    connection: Connection, these: Sequence[str], most: int = EXAMPLES, seconds: float | None = SECONDS
) -> Difference:
    """What the connection's snapshot says otherwise than its `earlier` one, over these collections.

    There are at most so many examples of each kind. Raises TimeoutError.
    """
    return Difference(
        _moved(connection, these, "documents", "earlier.documents", most),
        _moved(connection, these, "earlier.documents", "documents", most),
        _altered(connection, FIELDS, these, most, seconds),
        _altered(connection, BLOCKS, these, most, seconds),
    )


def _moved(connection: Connection, these: Sequence[str], there: str, missing: str, most: int) -> Moved:
    query = MOVED.format(there=there, missing=missing)
    [(documents, examples)] = connection.sql(query, {"these": list(these), "most": max(most, 1) * 4}).fetchall()
    return Moved(documents, tuple(examples or ()))


def _altered(
    connection: Connection, query: str, these: Sequence[str], most: int, seconds: float | None
) -> tuple[Altered, ...]:
    rows = connection.sql(query, {"these": list(these), "most": max(most, 1)}, seconds=seconds).dicts()
    return tuple(
        Altered(
            row["kind"],
            row["name"],
            row["times"],
            row["documents"],
            tuple(Example(**example) for example in row["examples"][:most]),
        )
        for row in rows
    )
