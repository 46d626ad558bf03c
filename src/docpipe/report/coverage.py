"""How many documents of a collection have a field."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from docpipe.report.ask import ask
from docpipe.sql import Connection

# Fields whose coverage a person looks at first, in the order of the paper.
FIELDS = (
    "title",
    "doc_number",
    "doc_kind",
    "issuers",
    "signatories",
    "recipients",
    "signed_on",
    "published_on",
    "effective_on",
    "copied_to",
    "attachments",
    "url",
    "translation",
)


class Coverage(NamedTuple):
    """How many accepted documents of a collection have a field. What is attached inside a text counts with it."""

    collection: str
    field: str
    having: int
    of: int

    @property
    def share(self) -> float:
        return self.having / self.of if self.of else 0.0


def coverage(
    connection: Connection, these: Sequence[str], more: Mapping[str, Sequence[str]] | None = None, *, table: str = ""
) -> list[Coverage]:
    """Coverage of the first fields and, per collection, of `more`; `table` may be `earlier.documents`."""
    named = dict.fromkeys((*FIELDS, *(field for fields in (more or {}).values() for field in fields)))
    types = connection.types("documents")
    fields = [field for field in named if field in types]
    counts = ", ".join(f'count(*) FILTER ({_has(field, types[field])}) AS "{field}"' for field in fields)
    rows = ask(
        connection,
        f"SELECT collection, count(*) AS n, {counts} FROM {table or 'documents'} "
        "WHERE status = 'accepted' AND parent_document_id IS NULL AND list_contains($these, collection) "
        "GROUP BY ALL ORDER BY collection",
        these,
        None,
    )
    return [
        Coverage(row["collection"], field, row[field], row["n"])
        for row in rows
        for field in fields
        if field in FIELDS or field in (more or {}).get(row["collection"], ())
    ]


def _has(field: str, kind: str) -> str:
    return f'len("{field}") > 0' if kind.endswith("[]") else f'"{field}" IS NOT NULL'
