"""Rows of a source by what came of it: a document, a refusal, a part of another's document, the same bytes again."""

import time
from typing import Any

from docpipe.document import Document, Problem, Sidecar
from docpipe.rows import Rows, problem_rows, rows_of, source_row
from docpipe.source import Source
from docpipe.tables.stamp import RunStamp
from docpipe.walk import Refusal


def result_rows(result: Document | Refusal | Sidecar, stamp: RunStamp, started: float, **told: Any) -> Rows:
    """Rows of a source by what came of it; `started` is when work on it began."""
    rows = rows_of(result, stamp) if isinstance(result, Document) else {}
    told["seconds"] = time.perf_counter() - started
    if isinstance(result, Refusal):
        return refused_rows(result, stamp, **told)
    if isinstance(result, Sidecar):
        joined, reason = (result.original.source_id, *result.span), f"its text is part of {result.original.path}"
        return {"sources": [source_row(result.source, "joined", stamp, reason=reason, joined=joined, **told)]}
    row = source_row(result.source, result.status, stamp, reason=_why_held(result), **told)
    return rows | {"sources": [row]}


def _why_held(document: Document) -> str | None:
    said = [problem.message for problem in document.problems if problem.severity == "error"]
    return "; ".join(dict.fromkeys(said)) if document.status == "held" else None


def refused_rows(refusal: Refusal, stamp: RunStamp, **told: Any) -> Rows:
    """Rows of a source that gave no document: its outcome, and the same as a problem."""
    source = refusal.source
    row = source_row(source, "unreadable", stamp, code=refusal.code, reason=refusal.reason, **told)
    problem = Problem(refusal.code, refusal.reason, "error")
    return {"sources": [row], "problems": problem_rows(source.source_id, None, [problem])}


def duplicate_rows(source: Source, stamp: RunStamp, owner: str, **told: Any) -> Rows:
    """Rows of a source whose bytes are those of the source with the id `owner`."""
    reason = "the same bytes as another file"
    return {"sources": [source_row(source, "duplicate", stamp, reason=reason, duplicate_of=owner, **told)]}
