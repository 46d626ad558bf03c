"""docpipe run"""

from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from docpipe.cli.app import app
from docpipe.cli.common import EXIT_FAILED, EXIT_SOME_HELD, HOME, RAW, Home, Raw, err, examples

if TYPE_CHECKING:
    from docpipe.run import Progress as Told
    from docpipe.run import RunSummary


@app.command(
    epilog=examples(
        "docpipe run",
        "docpipe run notices --jobs 2",
        "docpipe run --engine local --dry-run",
        "docpipe run --raw /data/papers --warehouse /data/warehouse",
    )
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

    Exit code 0: all accepted; 3: completed, some are held or unreadable; 1: failed, nothing was changed; 2: the command was typed wrongly; 4: what was made breaks a law and was not published; 5: another run is writing.
    """
    from docpipe.cli.progress import Bar, bar_of, show

    with bar_of() as progress:
        summary = start(
            engine, raw, warehouse, collections or None, Bar(progress), jobs=jobs, force=force, dry_run=dry_run
        )
    show(summary, warehouse, dry_run)
    if summary.statuses["held"] or summary.statuses["unreadable"]:
        raise typer.Exit(EXIT_SOME_HELD)


def start(
    engine: str, raw: Path, warehouse: Path, collections: list[str] | None, progress: "Told", **options: Any
) -> "RunSummary":
    """A run by the engine of that name; engines are entry points, so that this package never imports Prefect."""
    from docpipe.run import run as run_here

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
