"""docpipe describe"""

from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from docpipe.cli.app import app
from docpipe.cli.common import HOME, AsOf, Home, console, examples

if TYPE_CHECKING:
    from docpipe.sql import Connection


@app.command(epilog=examples("docpipe describe", "docpipe describe documents", "docpipe describe timeline"))
def describe(
    table: Annotated[str | None, typer.Argument(help="A table or view; without one, all are listed.")] = None,
    warehouse: Home = HOME,
    as_of: AsOf = None,
) -> None:
    """What a table or view holds: a sentence on it, and each column's type, meaning, Chinese term and clause."""
    from docpipe.sql import connect

    with connect(warehouse, as_of) as connection:
        if table is None:
            list_tables(connection)
        else:
            describe_table(connection, table)


def list_tables(connection: "Connection") -> None:
    """All tables and views, a line each."""
    found = connection.tables()
    width = max(map(len, found))
    for name, comment in found.items():
        console.print(f"[bold]{name:{width}}[/]  {escape(comment)}", soft_wrap=True)


def describe_table(connection: "Connection", table: str) -> None:
    """The table, its columns and a query to start from. Raises LookupError for one that is not there."""
    from docpipe.sql import example_query

    tables = connection.tables()
    if table not in tables:
        raise LookupError(f"no table or view {table!r}; there are {', '.join(tables)}")
    columns, types = connection.columns()[table], connection.types(table)
    count = connection.sql(f"SELECT count(*) FROM {table}").fetchall()[0][0]
    console.print(f"[bold]{table}[/]  {escape(tables[table])}", soft_wrap=True)
    console.print(f"[dim]{count:,} rows in snapshot {connection.snapshot}[/]")
    name_width, type_width = max(map(len, columns)), max(map(len, types.values()))
    for name, comment in columns.items():
        console.print(
            f"  [bold]{name:{name_width}}[/]  [dim]{types[name]:{type_width}}[/]  {escape(comment)}", soft_wrap=True
        )
    query = example_query(table)
    if query is not None:
        console.print(f"\n{escape(query)}", soft_wrap=True)
