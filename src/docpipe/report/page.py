"""The report as one HTML page that needs no network and no script."""

import base64
import hashlib
import os
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader
from markupsafe import Markup

from docpipe.profile import Expect
from docpipe.report import svg
from docpipe.report.figures import Figures, figures_of
from docpipe.report.trends import trends
from docpipe.visible import visible

CELL_CHARS = 240


def render_report(
    warehouse: str | Path,
    expects: Mapping[str, Expect] | None = None,
    against: int | None = None,
    *,
    as_of: int | str | None = None,
    collections: Sequence[str] | None = None,
) -> str:
    """The page about a snapshot, by default the newest, and about all collections or some.

    `expects` holds the thresholds of collections; `against` is the snapshot to compare with, by default the one before.
    """
    found = figures_of(warehouse, expects or {}, against, as_of=as_of, collections=collections)
    return page_of(found, warehouse)


def page_of(found: Figures, warehouse: str | Path) -> str:
    """The page that shows these figures."""
    style = _style()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return (
        _environment()
        .get_template("page.html")
        .render(
            found._asdict(),
            verdict=found.verdict,
            trends=trends(warehouse, found.snapshot, found.collections),
            made=datetime.now(UTC),
            style=Markup(style),
            style_digest=digest,
            limited=found.named_collections,
        )
    )


@cache
def _style() -> str:
    return Path(__file__).with_name("style.css").read_text("utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("docpipe.report", "."), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    filters: dict[str, Callable[..., Any]] = {
        "percent": lambda share: "—" if share is None else f"{share:.1%}",
        "thousands": lambda number: f"{number or 0:,}",
        "seconds": lambda seconds: "—" if seconds is None else f"{seconds:,.2f} s",
        "size": size,
        "moment": lambda moment: "—" if moment is None else f"{moment:%Y-%m-%d %H:%M} UTC",
        "said": said,
        "years": every_year,
    }
    environment.filters.update(filters)
    environment.globals |= {"columns": svg.columns, "line": svg.line, "stacked": svg.stacked, "bar": svg.bar}
    return environment


def said(text: Any, most: int = CELL_CHARS) -> str:
    """Text of a document as it may stand in a cell: not too long, and with nothing in it that cannot be seen."""
    shown = visible(" ".join(str(text).split()))
    return shown if len(shown) <= most else shown[: most - 1] + "…"


def every_year(rows: Sequence[Mapping[str, Any]]) -> list[tuple[int, int]]:
    """Years with their documents, those without any between the first and the last included."""
    counts = {row["year"]: row["documents"] for row in rows}
    return [(year, counts.get(year, 0)) for year in range(min(counts), max(counts) + 1)]


def size(number: int | None) -> str:
    """Bytes as a person reads them."""
    value = float(number or 0)
    for unit in ("bytes", "kB", "MB", "GB"):
        if value < 1000:
            return f"{value:,.0f} {unit}" if unit == "bytes" else f"{value:,.1f} {unit}"
        value /= 1000
    return f"{value:,.1f} TB"


def write_page(page: str, out: str | Path) -> Path:
    """The page stands in the file `out`, whole or not at all."""
    target = Path(out)
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.with_name(f".{target.name}.{os.getpid()}")
    aside.write_text(page, "utf-8", errors="replace")
    aside.replace(target)
    return target


def write_report(
    warehouse: str | Path, out: str | Path, expects: Mapping[str, Expect] | None = None, against: int | None = None
) -> Path:
    """Writes the page to `out`, whole or not at all, and gives its path."""
    return write_page(render_report(warehouse, expects, against), out)
