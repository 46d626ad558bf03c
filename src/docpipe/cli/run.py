"""docpipe run"""

from importlib.metadata import entry_points
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn
from rich.table import Table

from docpipe.cli.app import app
from docpipe.cli.common import EXIT_FAILED, EXIT_SOME_HELD, HOME, RAW, Home, Raw, console, err, errors
from docpipe.plan import Plan
from docpipe.run import Progress as Told
from docpipe.run import RunSummary
from docpipe.run import run as run_here

COLOURS = {"accepted": "green", "held": "yellow", "unreadable": "red", "duplicate": "cyan", "container": "blue"}
SHOWN = 12


class Bar(Told):
    """A progress bar on standard error: documents per second, time left, counts by outcome."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self.task = progress.add_task("starting", total=None, counts="")
        self.counts: dict[str, int] = {}

    def step(self, name: str) -> None:
        self.progress.update(self.task, description=name)

    def planned(self, plan: Plan) -> None:
        self.progress.update(self.task, total=max(plan.work, 1), completed=0 if plan.work else 1)

    def finished(self, statuses: Any) -> None:
        for status in statuses:
            self.counts[status] = self.counts.get(status, 0) + 1
        shown = "  ".join(f"[{COLOURS[name]}]{count} {name}[/]" for name, count in sorted(self.counts.items()))
        self.progress.update(self.task, advance=len(statuses), counts=shown)


def bar_of() -> Progress:
    """The progress bar of a run; silent where standard error is no terminal."""
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[counts]}"),
        _Speed(),
        TimeRemainingColumn(),
        console=errors,
        transient=True,
        disable=not errors.is_terminal,
    )


class _Speed(TextColumn):
    def __init__(self) -> None:
        super().__init__("")

    def render(self, task: Any) -> Any:
        from rich.text import Text

        return Text(f"{task.speed:.0f} docs/s" if task.speed else "")


@app.command(
    epilog="Examples:  docpipe run   |   docpipe run notices --jobs 2   |   docpipe run --engine local --dry-run"
)
def run(
    collections: Annotated[
        list[str] | None, typer.Argument(help="Collections to look at; all where none is named.")
    ] = None,
    raw: Raw = RAW,
    warehouse: Home = HOME,
    engine: Annotated[str, typer.Option(help="prefect (a flow) or local (the same without Prefect).")] = "prefect",
    jobs: Annotated[int | None, typer.Option(min=0, help="Worker processes; 0: none, no isolation.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Work on everything again, changed or not.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")] = False,
) -> None:
    """Bring the warehouse up to date with raw/: only what changed is worked on.

    Exit code: 0 all accepted, 3 completed and some are held or unreadable, 1 failed (nothing changed), 5 another run
    is writing.
    """
    with bar_of() as progress:
        summary = start(
            engine, raw, warehouse, collections or None, Bar(progress), jobs=jobs, force=force, dry_run=dry_run
        )
    show(summary, warehouse, dry_run)
    if summary.statuses["held"] or summary.statuses["unreadable"]:
        raise typer.Exit(EXIT_SOME_HELD)


def start(
    engine: str, raw: Path, warehouse: Path, collections: list[str] | None, progress: Told, **options: Any
) -> RunSummary:
    """A run by the engine of that name; engines are entry points, so that this package never imports Prefect."""
    if engine == "local" or options.get("dry_run"):
        return run_here(raw, warehouse, collections, progress=progress, **options)
    options.pop("dry_run", None)
    found = {point.name: point for point in entry_points(group="docpipe.engines")}
    if engine not in found:
        err(f"no engine {engine!r}; there are: {', '.join(sorted({'local', *found}))}")
        raise typer.Exit(EXIT_FAILED)
    check(raw, collections)
    progress.step("starting Prefect")
    result: RunSummary = found[engine].load()(str(raw), str(warehouse), collections, progress, **options)
    return result


def check(raw: Path, collections: list[str] | None) -> None:
    """What the user got wrong is said before anything is started."""
    from docpipe.collection import check_collections
    from docpipe.plan import setting_of

    for name in check_collections(raw, collections):
        setting_of(raw, name)


def show(summary: RunSummary, warehouse: Path, dry_run: bool = False) -> None:
    """The closing table."""
    if dry_run:
        console.print(
            f"{summary.sources} sources: {summary.unchanged} unchanged, {summary.statuses['planned']} to work on "
            f"({summary.bytes / 1e6:.1f} MB); nothing was written"
        )
        return
    console.print(f"run {summary.run_id}")
    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_column(justify="right")
    table.add_column()
    for name, colour in COLOURS.items():
        if summary.statuses[name]:
            table.add_row(f"[{colour}]{summary.statuses[name]}[/]", name)
    table.add_row(str(summary.unchanged), "unchanged")
    if summary.deleted:
        table.add_row(str(summary.deleted), "deleted")
    table.add_row(str(summary.fields), "fields found")
    for code, count in summary.problems.most_common(SHOWN):
        table.add_row(str(count), f"problem {code}")
    console.print(table)
    rate = summary.statuses.total() / summary.seconds if summary.seconds else 0
    speed = f", {rate:.0f} documents/s, {summary.bytes / 1e6:.1f} MB" if summary.statuses else ""
    what = "published" if summary.published else "nothing had changed; it is still"
    console.print(f"{summary.seconds:.1f} s{speed}; {what} snapshot {summary.snapshot} of {warehouse}")
    if summary.statuses["held"] or summary.statuses["unreadable"]:
        console.print("why some are held or unreadable: docpipe quarantine list")
