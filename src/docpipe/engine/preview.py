"""What a run would change: documents that come and go, values that would be others."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from docpipe.tables import TABLES
from docpipe.warehouse import Stage, Warehouse, staged_rows

# So many of each kind are kept to be shown; all are counted.
KEPT = 200
CHARS = 80


class Change(NamedTuple):
    """A value of one document, before and after; the body only by its beginning."""

    path: str
    column: str
    before: str | None
    after: str | None


@dataclass
class Preview:
    """Counts of everything, and the first so many of each."""

    counts: Counter[str] = field(default_factory=Counter)
    columns: Counter[str] = field(default_factory=Counter)
    new: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    def note(self, kind: str, path: str) -> None:
        """A document is new, gone, changed or the same."""
        self.counts[kind] += 1
        kept = {"new": self.new, "gone": self.gone}.get(kind)
        if kept is not None and len(kept) < KEPT:
            kept.append(path)


def preview(home: Warehouse, stages: Sequence[Stage], gone: Iterable[str]) -> Preview:
    """What would be different if these stages were published and the sources in `gone` were marked as deleted."""
    found, ran = Preview(), set(TABLES["documents"].marked("run_column"))
    for stage in stages:
        ids = [row["source_id"] for row in staged_rows(stage, "sources")]
        before = {row["document_id"]: row for row in home.rows("documents", "source_id", ids)}
        for row in staged_rows(stage, "documents"):
            old = before.pop(row["document_id"], None)
            if old is None:
                found.note("new", _path(row))
            else:
                _compare(found, old, row, ran)
        for row in before.values():
            found.note("gone", _path(row))
    for row in home.rows("documents", "source_id", gone):
        found.note("gone", _path(row))
    return found


def _compare(found: Preview, old: Mapping[str, Any], new: Mapping[str, Any], ran: set[str]) -> None:
    different = [name for name in new if name not in ran and old.get(name) != new[name]]
    found.note("changed" if different else "same", _path(new))
    for name in different:
        found.columns[name] += 1
        if len(found.changes) < KEPT and name != "profile":  # of every document the same
            found.changes.append(Change(_path(new), name, _short(old.get(name)), _short(new[name])))


def _path(row: Mapping[str, Any]) -> str:
    member = f"!{row['member']}" if row["member"] else ""
    return f"{row['collection']}/{row['source_path']}{member}"


def _short(value: Any) -> str | None:
    if value is None or value == []:
        return None
    text = "、".join(map(str, value)) if isinstance(value, list) else str(value)
    text = " ".join(text.split())
    return text if len(text) <= CHARS else text[: CHARS - 1] + "…"
