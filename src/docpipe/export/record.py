"""One document of the warehouse as a plain record, with its values under the names of a standard."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from docpipe.vocabulary import vocabulary

# Columns of `documents` that hold the text itself or serve the machine; mappings speak of the others.
TEXTS = ("body", "translation")
BATCH = 500


def records(connection: Any, where: str = "status = 'accepted'") -> Iterator[dict[str, Any]]:
    """Rows of `documents` in order of their ids, as dictionaries; a batch at a time, so that memory stays flat."""
    return rows_of(connection, f"select * from documents where {where} order by document_id")


def rows_of(connection: Any, query: str) -> Iterator[dict[str, Any]]:
    """Rows of a query on a warehouse (`docpipe.sql.connect`), a batch at a time."""
    result = connection.sql(query)
    names = result.columns
    while rows := result.fetchmany(BATCH):
        for row in rows:
            yield dict(zip(names, row, strict=True))
    result.close()


def plain(value: Any) -> Any:
    """A value as JSON has it: dates and times in ISO 8601."""
    return value.isoformat() if isinstance(value, dt.date | dt.datetime) else value


def texts(value: Any) -> list[str]:
    """A value as a list of texts; nothing for NULL."""
    if value is None:
        return []
    many = value if isinstance(value, list | tuple) else [value]
    return [str(plain(item)) for item in many if item is not None]


def mapped(record: dict[str, Any], standard: str) -> Iterator[tuple[str, str]]:
    """(term, value) for every field that `schemas/vocabulary.toml` maps to the standard (dc, schema, akn, ftm)."""
    for name, entry in vocabulary()["field"].items():
        term = entry.get(standard)
        for value in texts(record.get(name)) if term else []:
            yield str(term), value
