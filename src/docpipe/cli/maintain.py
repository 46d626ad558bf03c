"""docpipe maintain"""

from typing import Annotated

import typer

from docpipe.cli.app import app
from docpipe.cli.common import HOME, Home, console, examples


@app.command(epilog=examples("docpipe maintain", "docpipe maintain --everything --keep 3 --hours 0"))
def maintain(
    warehouse: Home = HOME,
    everything: Annotated[
        bool, typer.Option("--everything", help="Lay out all files anew, not only many small ones.")
    ] = False,
    keep: Annotated[int, typer.Option(min=1, help="So many of the newest snapshots are kept.")] = 7,
    hours: Annotated[float, typer.Option(min=0, help="Snapshots that were current within so many hours, too.")] = 1.0,
) -> None:
    """Merge small files, drop old snapshots, renew the views (after the warehouse was moved).

    A run does the same after it has published, but for --everything. Readers are not disturbed.
    """
    from docpipe.warehouse import Warehouse

    home = Warehouse(warehouse)
    before = home.snapshot()
    with home.lock("docpipe maintain"):
        home.recover()
        compacted = home.compact(everything=everything)
        expired = home.expire(keep, hours * 3600)
    if compacted is not None:
        old, new = len(before.manifest.names()), len(compacted.manifest.names())
        console.print(f"{old} files became {new}, in snapshot {compacted.number}")
    else:
        console.print("no small files to merge")
    console.print(f"{len(expired)} old snapshots dropped; {', '.join(map(str, home.snapshots()))} kept")
