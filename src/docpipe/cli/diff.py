"""docpipe diff"""

from typing import Annotated

import typer
from rich.markup import escape

from docpipe.cli.app import app
from docpipe.cli.common import HOME, Home, console, examples


@app.command(epilog=examples("docpipe diff 3", "docpipe diff 3 5"))
def diff(
    old: Annotated[int, typer.Argument(help="Number of the older snapshot.")],
    new: Annotated[int | None, typer.Argument(help="Number of the newer one; by default the newest.")] = None,
    warehouse: Home = HOME,
) -> None:
    """What changed between two snapshots: documents that came and went, and every value that is another."""
    from docpipe.report import figures
    from docpipe.sql import connect

    with connect(warehouse, old) as before, connect(warehouse, new) as after:
        arrived, gone, altered = figures.changes(before, after)
        console.print(f"{len(arrived)} documents came, {len(gone)} went, {len(altered)} values differ")
        for change in altered:
            console.print(escape(" ".join(str(item) for item in change)), soft_wrap=True)
