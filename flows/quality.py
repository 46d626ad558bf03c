"""The quality report of a run: a page in the warehouse, and its verdict on Prefect's page."""

import re
from pathlib import Path

from prefect import get_run_logger
from prefect.artifacts import create_link_artifact, create_markdown_artifact

from docpipe.engine.expectations import expected
from docpipe.engine.run import RunSummary
from docpipe.report import Figures, figures_of, page_of, write_page

# The page on the run's collections is kept for every run, as long as there are not too many.
REPORT, REPORTS, KEPT = "report.html", "reports", 100
VERDICTS = {"good": "✅ nothing speaks against it", "doubtful": "⚠️ look at this", "bad": "❌ not what was agreed"}
MARKUP = re.compile(r"([\\`*_{}\[\]()<>#+!|~-])")


def leave_report(summary: RunSummary, raw: str, warehouse: str) -> Path:
    """The page on the collections of the run stands in `reports/`, and as `report.html`, linked on Prefect's page."""
    home = Path(warehouse)
    found = figures_of(home, expected(Path(raw), summary.collections), collections=summary.collections)
    page = page_of(found, home)
    file = write_page(page, home / REPORTS / f"{summary.run_id}.html")
    write_page(page, home / REPORT)
    for old in sorted(file.parent.glob("*.html"))[:-KEPT]:
        old.unlink(missing_ok=True)
    create_link_artifact(key="docpipe-report", link=file.resolve().as_uri(), link_text="quality report")
    create_markdown_artifact(key="docpipe-quality", markdown=verdict(found))
    for sign in found.signs:
        get_run_logger().warning(sign.said)
    return file


def verdict(found: Figures) -> str:
    """The verdict, what speaks against the run, and every threshold in green or red, as Markdown."""
    lines = [f"# Snapshot {found.snapshot}: {VERDICTS[found.verdict]}", ""]
    lines += [f"* {'❌' if sign.kind == 'bad' else '⚠️'} {plain(sign.said)}" for sign in found.signs]
    if found.thresholds:
        lines += ["", "| collection | share | found | agreed | |", "|---|---|---:|---:|---|"]
    for item in found.thresholds:
        what, than = (f"with {plain(item.field)}", "≥") if item.field else ("held", "≤")
        mark = "✅" if item.met else "❌"
        lines.append(f"| {plain(item.collection)} | {what} | {item.share:.1%} | {than} {item.wanted:.1%} | {mark} |")
    return "\n".join(lines) + "\n"


def plain(text: str) -> str:
    """Text that Markdown shows as it is."""
    return MARKUP.sub(r"\\\1", " ".join(text.split()))
