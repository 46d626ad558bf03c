"""docpipe export"""

from pathlib import Path
from typing import Annotated

import typer

from docpipe.cli.app import app
from docpipe.cli.common import HOME, AsOf, Home, console, errors, examples


@app.command(
    epilog=examples("docpipe export jsonl out.jsonl", "docpipe export akn folder/", "docpipe export delta lake/")
)
def export(
    format: Annotated[
        str, typer.Argument(help="jsonl, csv, markdown, akn, ftm, dublin-core, tmx, delta; a wrong one lists them all.")
    ],
    out: Annotated[Path, typer.Argument(help="File, or folder where every document (delta: table) gets its own.")],
    warehouse: Home = HOME,
    as_of: AsOf = None,
) -> None:
    """Write accepted documents in a format that others read."""
    from docpipe.export import TABLES_OF
    from docpipe.export import export as write
    from docpipe.sql import connect

    with connect(warehouse, as_of) as connection, errors.status("exporting"):
        count = write(connection, format, out)
    console.print(f"{count} {'tables' if format in TABLES_OF else 'documents'} written to {out}")
