"""docpipe sql"""

import sys
from pathlib import Path
from typing import Annotated

import typer

from docpipe.cli.app import app
from docpipe.cli.common import HOME, AsOf, Home, console

SHOWN_ROWS, SHOWN_CHARS = 200, 120


@app.command(
    epilog="Examples:  docpipe sql 'FROM notices LIMIT 5'   |   docpipe sql 'FROM outcomes' --format csv   |   "
    "docpipe sql --file query.sql --format parquet --output result.parquet"
)
def sql(
    query: Annotated[str | None, typer.Argument(help="SQL; without one, the tables and views are listed.")] = None,
    warehouse: Home = HOME,
    as_of: AsOf = None,
    format: Annotated[str, typer.Option(help="table, csv, json (one object per line) or parquet.")] = "table",
    file: Annotated[Path | None, typer.Option("--file", "-f", help="Read the SQL from a file.")] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write the result to a file.")] = None,
) -> None:
    """Ask the warehouse in SQL (DuckDB). Reads only: nothing that you type can change it."""
    from docpipe.sql import connect
    from docpipe.sql.write import FORMATS, write

    if format not in ("table", *FORMATS):
        raise typer.BadParameter(f"one of table, {', '.join(FORMATS)}", param_hint="--format")
    with connect(warehouse, as_of) as connection:
        if file is not None:
            query = file.read_text("utf-8")
        if query is None:
            for name, comment in connection.tables().items():
                console.print(f"[bold]{name}[/]  {comment}", soft_wrap=True)
            return
        result = connection.sql(query)
        if format == "table":
            _table(result.columns, result.fetchmany(SHOWN_ROWS + 1))
        elif output is not None:
            with output.open("wb") as out:
                write(result, format, out)
        else:
            write(result, format, sys.stdout.buffer)


def _table(columns: list[str], rows: list[tuple[object, ...]]) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows[:SHOWN_ROWS]:
        table.add_row(*(Text(_shown(value), style="" if value is not None else "dim") for value in row))
    console.print(table)
    if len(rows) > SHOWN_ROWS:
        console.print(f"… more than {SHOWN_ROWS} rows; --format csv gives them all")


def _shown(value: object) -> str:
    if value is None:
        return "NULL"
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return text if len(text) <= SHOWN_CHARS else text[: SHOWN_CHARS - 1] + "…"
