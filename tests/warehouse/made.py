"""Warehouses for tests, made of a few synthetic documents without reading any file."""

from datetime import datetime
from pathlib import Path
from typing import Any

from docpipe.document import Block, Document, Field
from docpipe.reading import Reading
from docpipe.rows import Rows, gather, rows_of, source_row
from docpipe.source import Source, sha256_of
from docpipe.span import Span
from docpipe.tables.stamp import RunStamp
from docpipe.warehouse import Snapshot, Stage, Warehouse, write_stage

STAMPED = "20260101T000000-{version:06x}"


def document(number: int, version: int) -> Document:
    """A document whose text names its number and its version."""
    text = f"第{number}份\n第{version}版\n"
    end = len(text) - 1
    source = Source("c", f"{number}.txt", None, sha256_of(text.encode()), len(text.encode()), "text/plain")
    blocks = (
        Block(Span(0, text.index("\n") + 1), "original", "title"),
        Block(Span(text.index("\n") + 1, len(text)), "original", "paragraph"),
    )
    start = text.index("第", 1)
    fields = (Field("title", text[start:end], text[start:end], Span(start, end)),)
    return Document(source, Reading(text, ()), blocks, fields)


def staged(warehouse: Warehouse, version: int, numbers: range) -> list[Stage]:
    """Stages with these documents in that version."""
    stamp = RunStamp(STAMPED.format(version=version), datetime(2026, 1, 1))
    rows: Rows = {}
    for number in numbers:
        made = document(number, version)
        gather(rows, rows_of(made, stamp))
        gather(rows, {"sources": [source_row(made.source, "accepted", stamp)]})
    return [write_stage(warehouse.staging(stamp.run_id), "batch", rows)]


def run_row(version: int, sources: int) -> dict[str, Any]:
    """A row of `runs`."""
    counts = dict.fromkeys(("unchanged", "held", "unreadable", "duplicate", "deleted", "bytes"), 0)
    return {
        "run_id": STAMPED.format(version=version),
        "started_at": datetime(2026, 1, 1),
        "finished_at": None,
        "docpipe_version": "0.1.0",
        "sources": sources,
        "accepted": sources,
        **counts,
    }


def published(path: Path, version: int, numbers: range) -> Snapshot:
    """The warehouse tells of these documents in that version."""
    warehouse = Warehouse(path)
    return warehouse.publish(staged(warehouse, version, numbers), run_row(version, len(numbers)))
