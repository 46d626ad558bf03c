"""What a person sees of a run: a progress bar, then a closing table. Imported when a run begins, not before."""

from pathlib import Path
from typing import Any

from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn
from rich.table import Table

from docpipe.cli.common import console, errors
from docpipe.engine.plan import Plan
from docpipe.engine.preview import Preview
from docpipe.engine.run import Progress as Told
from docpipe.engine.run import RunSummary

COLOURS = {
    "accepted": "green",
    "held": "yellow",
    "unreadable": "red",
    "duplicate": "cyan",
    "container": "blue",
    "joined": "magenta",
}
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


def show(summary: RunSummary, warehouse: Path) -> None:
    """The closing table."""
    if "planned" in summary.statuses:
        console.print(
            f"{summary.sources} sources: {summary.unchanged} unchanged, {summary.statuses['planned']} to work on "
            f"({summary.bytes / 1e6:.1f} MB); nothing was written"
        )
        return
    if summary.preview is not None:
        show_preview(summary.preview)
    else:
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
    if summary.resumed:
        table.add_row(str(summary.resumed), "of these, taken over from the run that was stopped")
    table.add_row(str(summary.fields), "fields found")
    for code, count in summary.problems.most_common(SHOWN):
        table.add_row(str(count), f"problem {code}")
    console.print(table)
    rate = summary.statuses.total() / summary.seconds if summary.seconds else 0
    speed = f", {rate:.0f} documents/s, {summary.bytes / 1e6:.1f} MB" if summary.statuses else ""
    what = "published" if summary.published else "nothing had changed; it is still"
    if summary.preview is not None:
        what = "nothing was published; it is still"
    for said in summary.broken:
        console.print(f"[red]expected otherwise:[/] {escape(said)}", soft_wrap=True)
    console.print(f"{summary.seconds:.1f} s{speed}; {what} snapshot {summary.snapshot} of {warehouse}")
    if summary.statuses["held"] or summary.statuses["unreadable"]:
        console.print("why some are held or unreadable: docpipe quarantine list")


def show_preview(found: Preview) -> None:
    """What a run would change: documents, then values, the most frequent columns first."""
    for path in found.new[:SHOWN]:
        console.print(f"[green]new[/]      {escape(path)}", soft_wrap=True)
    for path in found.gone[:SHOWN]:
        console.print(f"[red]gone[/]     {escape(path)}", soft_wrap=True)
    for change in found.changes[: 3 * SHOWN]:
        console.print(
            f"[yellow]changed[/]  {escape(change.path)}  {change.column}: "
            f"[red]{escape(change.before or '—')}[/] → [green]{escape(change.after or '—')}[/]",
            soft_wrap=True,
        )
    counts = ", ".join(f"{found.counts[name]} {name}" for name in ("new", "changed", "gone", "same"))
    console.print(f"documents: {counts}")
    if found.columns:
        console.print("values: " + ", ".join(f"{count} {name}" for name, count in found.columns.most_common()))
