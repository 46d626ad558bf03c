"""docpipe watch"""

from typing import Annotated

import typer

from docpipe.cli.app import app
from docpipe.cli.common import HOME, RAW, Home, Raw, console, err, examples


@app.command(epilog=examples("docpipe watch", "docpipe watch notices --settle 30 --engine prefect"))
def watch(
    collections: Annotated[list[str] | None, typer.Argument(help="Collections to watch; all if none is named.")] = None,
    raw: Raw = RAW,
    warehouse: Home = HOME,
    engine: Annotated[str, typer.Option(help="local, or prefect (a flow run each time).")] = "local",
    jobs: Annotated[int | None, typer.Option(min=0, help="Worker processes; 0: none, no isolation.")] = None,
    settle: Annotated[float, typer.Option(min=0, help="Seconds for which a file must have been the same.")] = 10.0,
    every: Annotated[float, typer.Option(min=0.1, help="Seconds between two looks at raw/.")] = 2.0,
) -> None:
    """Take documents as they arrive, each once it has come to rest; until Ctrl-C."""
    from docpipe.cli.run import start
    from docpipe.engine.choice import Choice
    from docpipe.engine.run import Progress
    from docpipe.engine.watch import watch as keep_watching
    from docpipe.warehouse import WarehouseBusy

    def take(unsettled: frozenset[str]) -> bool:
        choice = Choice(unsettled=unsettled)
        try:
            summary = start(engine, raw, warehouse, collections or None, Progress(), jobs=jobs, choice=choice)
        except WarehouseBusy as busy:
            err(f"{busy}; tried again at the next look")
            return False
        if summary.published:
            counts = ", ".join(f"{count} {name}" for name, count in sorted(summary.statuses.items()))
            gone = f", {summary.deleted} deleted" if summary.deleted else ""
            console.print(f"snapshot {summary.snapshot}: {counts or 'no documents'}{gone} in {summary.seconds:.1f} s")
        return True

    console.print(f"watching {raw}; files are taken when they have been the same for {settle:g} s")
    keep_watching(raw, collections or None, take, settle, every)
