"""What a run leaves on Prefect's page: outcomes, held documents, problems, the quality report, an event."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import quote

from prefect import get_run_logger
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.events import emit_event

from docpipe.engine.run import RunSummary
from flows.quality import leave_report, plain

# Browsers follow no link from a page of a server to a file of the machine: an address at which raw/ is served.
RAW_URL = "DOCPIPE_RAW_URL"
REASONS = 50
HINT = "`docpipe show raw/<file>` shows one; `docpipe quarantine list` shows all."


def told(summary: RunSummary) -> dict[str, Any]:
    """The summary as plain data."""
    return {
        "run_id": summary.run_id,
        "snapshot": summary.snapshot,
        "sources": summary.sources,
        "unchanged": summary.unchanged,
        "deleted": summary.deleted,
        "resumed": summary.resumed,
        "broken": list(summary.broken),
        **dict(summary.statuses),
    }


def sentence(summary: RunSummary) -> str:
    """The run in one line."""
    counts = ", ".join(f"{count} {status}" for status, count in sorted(summary.statuses.items())) or "nothing to do"
    return f"{counts}; {summary.unchanged} unchanged; snapshot {summary.snapshot}"


def leave(summary: RunSummary, raw: str, warehouse: str) -> None:
    """The artifacts and the event of a run; one line in its log, however many documents there were."""
    rows = [{"outcome": status, "sources": count} for status, count in sorted(summary.statuses.items())]
    create_table_artifact(
        key="docpipe-outcomes", table=rows or [{"outcome": "unchanged", "sources": summary.unchanged}]
    )
    create_markdown_artifact(key="docpipe-run", markdown=_page(summary))
    if summary.reasons:
        create_markdown_artifact(key="docpipe-held", markdown=held_page(summary, Path(raw)))
    if summary.published:
        leave_report(summary, raw, warehouse)
        _event(summary, raw, warehouse)
    get_run_logger().info(sentence(summary))


def _page(summary: RunSummary) -> str:
    problems = "\n".join(f"| {code} | {count} |" for code, count in summary.problems.most_common())
    broken = "".join(f"* **{said}**\n" for said in summary.broken)
    return f"# Run {summary.run_id}\n\n{sentence(summary)}\n\n{broken}\n| problem | rows |\n|---|---|\n{problems}\n"


def held_page(summary: RunSummary, raw: Path) -> str:
    """Why sources are held or unreadable, with links to a few of each kind; of bounded size, however many there are."""
    rows = [
        f"| {reason} | {count} | {', '.join(link(raw, path) for path in summary.examples.get(reason, []))} |"
        for reason, count in summary.reasons.most_common(REASONS)
    ]
    if len(summary.reasons) > REASONS:
        rows.append(f"| {len(summary.reasons) - REASONS} other reasons | | |")
    return "\n".join(["| reason | sources | for example |", "|---|---|---|", *rows, "", HINT])


def link(raw: Path, example: str) -> str:
    """A link to a file, or to the container that it is in: under the address that stands for raw/, where one is set."""
    file = example if (raw / example).exists() else example.rpartition("!")[0] or example
    base = os.environ.get(RAW_URL)
    address = f"{base.rstrip('/')}/{quote(file)}" if base else (raw / file).resolve().as_uri()
    return f"[{plain(example)}](<{address}>)"


def _event(summary: RunSummary, raw: str, warehouse: str) -> None:
    """Lineage: the warehouse's snapshot came from these collections. Automations can listen for it."""
    here = Path(warehouse).resolve()
    emit_event(
        "docpipe.published",
        resource={"prefect.resource.id": f"docpipe.warehouse.{here}", "prefect.resource.name": str(warehouse)},
        related=[
            {"prefect.resource.id": f"docpipe.raw.{Path(raw).resolve() / name}", "prefect.resource.role": "collection"}
            for name in summary.collections[:100]
        ],
        payload=told(summary),
    )
