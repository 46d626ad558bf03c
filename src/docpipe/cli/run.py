"""docpipe run"""

from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from docpipe.cli.app import app
from docpipe.cli.common import EXIT_EXPECTED, EXIT_FAILED, EXIT_SOME_HELD, HOME, RAW, Home, Raw, err, examples

if TYPE_CHECKING:
    from docpipe.engine.run import Progress as Told
    from docpipe.engine.run import RunSummary


@app.command(
    epilog=examples(
        "docpipe run",
        "docpipe run notices --jobs 2",
        "docpipe run --file raw/notices/a.txt --dry-run",
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
    runner: Annotated[
        str, typer.Option(help="Who works on the batches: threads (this machine), or dask (a cluster).")
    ] = "threads",
    address: Annotated[str | None, typer.Option(help="Of the Dask scheduler: tcp://host:8786.")] = None,
    file: Annotated[
        list[Path] | None, typer.Option("--file", help="Only this file under raw/; everything else stays as it is.")
    ] = None,
    profile: Annotated[
        str | None, typer.Option(help="Use this profile: a TOML file, or the hash of one that was used before.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Work on everything again, changed or not.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Do it, show what would change, publish nothing.")] = False,
    plan: Annotated[bool, typer.Option("--plan", help="Only count what there is to do.")] = False,
) -> None:
    """Bring the warehouse up to date with raw/: only what changed is worked on.

    Exit code 0: all accepted; 3: completed, some are held or unreadable; 1: failed, nothing was changed; 2: the command was typed wrongly; 4: what was made breaks a law and was not published; 5: another run is writing; 6: published, but a collection is not as its `[expect]` says. Stop it whenever you like: the next run goes on from there.
    """
    from docpipe.cli.progress import Bar, bar_of, show
    from docpipe.engine.choice import Choice

    names, only = chosen(raw, collections or None, file or [])
    choice = Choice(only=only, force=force, profile=profile)
    more = {"address": address} if runner == "dask" else {}
    engine = "dask" if runner == "dask" else engine
    with bar_of() as progress:
        bar = Bar(progress)
        summary = start(
            engine, raw, warehouse, names, bar, jobs=jobs, choice=choice, dry_run=dry_run, plan_only=plan, **more
        )
    show(summary, warehouse)
    if summary.broken:
        raise typer.Exit(EXIT_EXPECTED)
    if summary.statuses["held"] or summary.statuses["unreadable"]:
        raise typer.Exit(EXIT_SOME_HELD)


def chosen(
    raw: Path, collections: list[str] | None, files: list[Path]
) -> tuple[list[str] | None, frozenset[str] | None]:
    """The collections to look at, and the ids of the files to look at in them; None for all."""
    if not files:
        return collections, None
    from docpipe.collection import collection_of
    from docpipe.source import Source

    places = [collection_of(raw, file) for file in files]
    ids = frozenset(Source(collection, path).source_id for collection, path in places)
    return sorted({collection for collection, _ in places} | set(collections or ())), ids


def start(
    engine: str,
    raw: Path,
    warehouse: Path,
    collections: list[str] | None,
    progress: "Told",
    *,
    dry_run: bool = False,
    plan_only: bool = False,
    **options: Any,
) -> "RunSummary":
    """A run by the engine of that name; engines are entry points, so that this package never imports Prefect.

    What publishes nothing needs no engine.
    """
    from docpipe.engine.alert import alert
    from docpipe.engine.run import run as run_here

    if dry_run or plan_only:
        options.pop("address", None)
        return run_here(raw, warehouse, collections, progress=progress, dry_run=dry_run, plan_only=plan_only, **options)
    if engine == "local":
        from docpipe.engine.expectations import broken_expectations

        summary = run_here(raw, warehouse, collections, progress=progress, **options)
        summary.broken = broken_expectations(raw, warehouse, summary.collections)
        if summary.broken:
            alert(f"docpipe: {warehouse} is not as expected", "\n".join(summary.broken))
        return summary
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
    from docpipe.engine.plan import setting_of

    for name in check_collections(raw, collections):
        setting_of(raw, name)
