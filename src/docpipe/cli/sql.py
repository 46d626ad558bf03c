"""docpipe sql"""

import sys
from pathlib import Path
from typing import Annotated

import typer

from docpipe.cli.app import app
from docpipe.cli.common import HOME, AsOf, Home, console, examples

SHOWN_ROWS = 200


@app.command(
    epilog=examples(
        "docpipe sql",
        "docpipe sql 'FROM notices LIMIT 5'",
        "docpipe sql 'FROM outcomes' --format csv",
        "docpipe sql 'FROM outcomes' --as-of 1",
        "docpipe sql --file query.sql --format parquet --output result.parquet",
    )
)
def sql(
    query: Annotated[str | None, typer.Argument(help="SQL; without one: a shell on a terminal, else a list.")] = None,
    warehouse: Home = HOME,
    as_of: AsOf = None,
    format: Annotated[str, typer.Option(help="table, csv, json (one object per line) or parquet.")] = "table",
    file: Annotated[Path | None, typer.Option("--file", "-f", help="Read the SQL from a file; - is the input.")] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write the result to a file.")] = None,
) -> None:
    """Ask the warehouse in SQL (DuckDB). Reads only: nothing that you type can change it."""
    from docpipe.cli.rows import show_rows
    from docpipe.sql import connect
    from docpipe.sql.write import FORMATS, write

    if format not in ("table", *FORMATS):
        raise typer.BadParameter(f"one of table, {', '.join(FORMATS)}", param_hint="--format")
    with connect(warehouse, as_of) as connection:
        if file is not None:
            query = sys.stdin.read() if str(file) == "-" else file.read_text("utf-8")
        if query is None and sys.stdin.isatty() and sys.stdout.isatty():
            from docpipe.cli.shell import Shell

            Shell(connection).run()
            return
        if query is None:
            for name, comment in connection.tables().items():
                console.print(f"[bold]{name}[/]  {comment}", soft_wrap=True)
            return
        result = connection.sql(query)
        if format == "table":
            rows = result.fetchmany(SHOWN_ROWS + 1)
            show_rows(console, result.columns, rows[:SHOWN_ROWS])
            if len(rows) > SHOWN_ROWS:
                console.print(f"… more than {SHOWN_ROWS} rows; --format csv gives them all")
        elif output is not None:
            with output.open("wb") as out:
                write(result, format, out)
        else:
            write(result, format, sys.stdout.buffer)
