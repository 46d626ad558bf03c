"""The report as one HTML page that needs no network."""

import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment, PackageLoader
from markupsafe import Markup

from docpipe import sql
from docpipe.profile import Expect
from docpipe.report import figures, svg

EXAMPLES = 12


class Broken(NamedTuple):
    """A threshold of a collection's contract that this state of the warehouse does not meet."""

    collection: str
    what: str
    found: float
    wanted: float


def broken(connection: Any, expects: Mapping[str, Expect]) -> list[Broken]:
    """All thresholds of `[expect]` that are not met."""
    wanted = {name: expect.coverage for name, expect in expects.items()}
    found = [
        Broken(item.collection, f"coverage of {item.field}", item.share, item.wanted)
        for item in figures.coverage(connection, wanted)
        if item.verdict == "missed" and item.wanted is not None
    ]
    held = "select collection, avg((status = 'held')::int) as share from documents group by all order by all"
    for row in figures.rows(connection, held):
        limit = expects[row["collection"]].max_held if row["collection"] in expects else None
        if limit is not None and row["share"] > limit:
            found.append(Broken(row["collection"], "share of held documents", row["share"], limit))
    return found


def render_report(
    warehouse: str | Path, expects: Mapping[str, Expect] | None = None, against: int | None = None
) -> str:
    """The page about the current snapshot; `against` is the snapshot to compare with, by default the one before."""
    expects = expects or {}
    connection = sql.connect(warehouse)
    try:
        return _environment().get_template("page.html").render(**_figures(connection, warehouse, expects, against))
    finally:
        connection.close()


def _figures(
    connection: Any, warehouse: str | Path, expects: Mapping[str, Expect], against: int | None
) -> dict[str, Any]:
    ask = figures.rows
    runs = ask(connection, figures.RUNS)
    decided = ask(connection, figures.DECIDED)
    total = sum(row["chars"] for row in decided) or 1
    return {
        "runs": runs,
        "made": datetime.now().astimezone().isoformat(timespec="minutes"),
        "by_status": ask(connection, figures.BY_STATUS),
        "coverage": figures.coverage(connection, {name: expect.coverage for name, expect in expects.items()}),
        "broken": broken(connection, expects),
        "decided": decided,
        "assumed": sum(row["chars"] for row in decided if row["by_default"]) / total,
        "clutter": ask(connection, figures.CLUTTER),
        "unknown": ask(connection, figures.UNKNOWN),
        "encodings": ask(connection, figures.ENCODINGS),
        "years": Markup(svg.columns([(str(row["year"]), row["documents"]) for row in ask(connection, figures.YEARS)])),
        "problems": ask(connection, figures.PROBLEMS),
        "held": ask(connection, figures.HELD),
        "unreadable": ask(connection, figures.UNREADABLE),
        "translations": ask(connection, figures.TRANSLATIONS),
        "changed": _changes(connection, warehouse, against),
    }


def _changes(connection: Any, warehouse: str | Path, against: int | None) -> dict[str, Any] | None:
    earlier = against if against is not None else sql.previous_snapshot(warehouse)
    if earlier is None:
        return None
    old = sql.connect(warehouse, as_of=earlier)
    try:
        arrived, gone, altered = figures.changes(old, connection)
    finally:
        old.close()
    counts: dict[tuple[str, str], int] = {}
    for change in altered:
        counts[change.field, change.kind] = counts.get((change.field, change.kind), 0) + 1
    return {
        "against": earlier,
        "arrived": arrived,
        "gone": gone,
        "counts": sorted(counts.items()),
        "examples": altered[:EXAMPLES],
    }


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("docpipe.report", "."), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["bar"] = lambda share, verdict="": Markup(svg.bar(share, verdict))
    environment.filters["percent"] = lambda share: f"{share:.1%}"
    environment.filters["thousands"] = lambda number: f"{number or 0:,}"
    return environment


def write_report(
    warehouse: str | Path, out: str | Path, expects: Mapping[str, Expect] | None = None, against: int | None = None
) -> Path:
    """Writes the page to `out`, whole or not at all, and gives its path."""
    target = Path(out)
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.with_name(f".{target.name}.{os.getpid()}")
    aside.write_text(render_report(warehouse, expects, against), "utf-8")
    aside.replace(target)
    return target
