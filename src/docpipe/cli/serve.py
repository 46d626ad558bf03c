"""docpipe serve"""

from importlib.metadata import entry_points
from typing import Annotated

import typer

from docpipe.cli.app import app
from docpipe.cli.common import EXIT_FAILED, HOME, RAW, Home, Raw, err, examples


@app.command(epilog=examples("docpipe serve", 'docpipe serve notices --cron "30 1 * * *" --port 4300'))
def serve(
    collections: Annotated[list[str] | None, typer.Argument(help="Collections; all where none is named.")] = None,
    raw: Raw = RAW,
    warehouse: Home = HOME,
    cron: Annotated[str, typer.Option(help="When the nightly run begins (UTC).")] = "0 2 * * *",
    port: Annotated[int, typer.Option(help="Where Prefect's page is shown, on this machine only.")] = 4200,
) -> None:
    """Run every night: Prefect's server, the schedules and their worker, in one process to put under systemd.

    Nightly `digitize`, two hours later `connect`, on Sundays `maintain`; one run at a time. Nothing leaves the machine.
    """
    found = {point.name: point for point in entry_points(group="docpipe.services")}
    if "serve" not in found:
        err("the part that knows Prefect is not installed: pip install docpipe again")
        raise typer.Exit(EXIT_FAILED)
    found["serve"].load()(str(raw), str(warehouse), collections or None, cron, port)
