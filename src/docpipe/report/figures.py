"""All that a report says about one snapshot."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from docpipe.profile import Expect
from docpipe.report import queries
from docpipe.report.ask import ask, largest_collections
from docpipe.report.coverage import FIELDS, Coverage, coverage
from docpipe.report.difference import Difference, difference
from docpipe.report.signs import BAD, DOUBTFUL, Sign, signs
from docpipe.report.thresholds import Threshold, thresholds
from docpipe.sql import Connection, connect, previous_snapshot

Found = TypeVar("Found")
Rows = list[dict[str, Any]]
COLLECTIONS = 40
SECTIONS = {
    "statuses": queries.STATUSES,
    "reasons": queries.REASONS,
    "invalid": queries.INVALID,
    "problems": queries.PROBLEMS,
    "assumed": queries.ASSUMED,
    "clutter_kinds": queries.CLUTTER_KINDS,
    "clutter_sites": queries.CLUTTER_SITES,
    "unknown_markers": queries.UNKNOWN,
    "encodings": queries.ENCODINGS,
    "precisions": queries.PRECISIONS,
    "translations": queries.TRANSLATIONS,
    "flags": queries.FLAGS,
    "slowest": queries.SLOWEST,
    "pace": queries.PACE,
    "signed": queries.YEARS.format(event="signed"),
    "published": queries.YEARS.format(event="published"),
}


class Cell(NamedTuple):
    """A field in a collection: the share of documents that have it, and the one that was agreed."""

    share: float | None
    having: int
    agreed: Threshold | None

    @property
    def tint(self) -> int:
        """0 to 10, the darker the more."""
        return round((self.share or 0.0) * 10)


class Line(NamedTuple):
    """The fields of one collection."""

    collection: str
    documents: int
    cells: tuple[Cell, ...]


class Figures(NamedTuple):
    """What the page shows. `sections` holds the rows of each query; None where it took too long."""

    snapshot: int
    created_at: datetime
    run: dict[str, Any] | None
    runs: Rows
    collections: list[str]
    named_collections: bool
    signs: list[Sign]
    thresholds: list[Threshold]
    fields: tuple[str, ...]
    lines: list[Line]
    against: int | None
    difference: Difference | None
    sections: dict[str, Rows | None]

    @property
    def verdict(self) -> str:
        """bad: something that was agreed is not so; doubtful: a person should look; good: nothing speaks against it."""
        kinds = {sign.kind for sign in self.signs}
        return BAD if BAD in kinds else DOUBTFUL if DOUBTFUL in kinds else "good"


def figures_of(
    warehouse: str | Path,
    expects: Mapping[str, Expect],
    against: int | None = None,
    *,
    as_of: int | str | None = None,
    collections: Sequence[str] | None = None,
) -> Figures:
    """The figures of a snapshot, compared with the one before it or with `against`."""
    earlier = against if against is not None else previous_snapshot(warehouse, as_of)
    with connect(warehouse, as_of, earlier=earlier) as connection:
        these = largest_collections(connection, collections)
        named = collections is not None and len(these) < len(largest_collections(connection))
        return _figures(connection, these, expects, earlier, named=named)


def _figures(
    connection: Connection, these: list[str], expects: Mapping[str, Expect], earlier: int | None, *, named: bool
) -> Figures:
    slow: list[str] = []
    sections = {name: _timely(slow, name, _asked(connection, query, these)) for name, query in SECTIONS.items()}
    agreed = thresholds(connection, {name: expects[name] for name in these if name in expects})
    more = {name: tuple(expect.coverage) for name, expect in expects.items()}
    now = coverage(connection, these, more)
    before = coverage(connection, these, table="earlier.documents") if earlier is not None else []
    changed = None
    if earlier is not None:
        changed = _timely(slow, "what changed", lambda: difference(connection, these))
    [(created_at,)] = connection.sql("SELECT created_at FROM snapshot").fetchall()
    runs = connection.sql(queries.RUNS).dicts()
    fields = tuple(dict.fromkeys((*FIELDS, *(item.field for item in now))))
    return Figures(
        snapshot=connection.snapshot,
        created_at=created_at,
        run=runs[0] if runs else None,
        runs=runs,
        collections=these,
        named_collections=named,
        signs=signs(agreed, now, before, changed, slow),
        thresholds=agreed,
        fields=fields,
        lines=_lines(these, fields, now, agreed),
        against=earlier,
        difference=changed,
        sections=sections,
    )


def _asked(connection: Connection, query: str, these: Sequence[str]) -> Callable[[], Rows]:
    return lambda: ask(connection, query, these)


def _timely(slow: list[str], name: str, work: Callable[[], Found]) -> Found | None:
    """What the work gives; where it takes too long, None, and its name is noted."""
    try:
        return work()
    except TimeoutError:
        slow.append(name.replace("_", " "))
        return None


def _lines(
    these: Sequence[str], fields: Sequence[str], now: Sequence[Coverage], agreed: Sequence[Threshold]
) -> list[Line]:
    found = {(item.collection, item.field): item for item in now}
    wanted = {(item.collection, item.field): item for item in agreed}
    lines = []
    for name in [name for name in these if (name, FIELDS[0]) in found][:COLLECTIONS]:
        cells = []
        for field in fields:
            item = found.get((name, field))
            cells.append(Cell(item and item.share, item.having if item else 0, wanted.get((name, field))))
        lines.append(Line(name, found[name, FIELDS[0]].of, tuple(cells)))
    return lines
