"""docpipe schemas"""

from typing import Annotated

import typer

from docpipe.cli.app import app
from docpipe.cli.common import EXIT_FAILED, console, examples


@app.command(epilog=examples("docpipe schemas", "docpipe schemas documents", "docpipe schemas --check"))
def schemas(
    table: Annotated[str | None, typer.Argument(help="A table; without one, all are listed.")] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Whether the generated files in schemas/ are up to date.")
    ] = False,
    write: Annotated[bool, typer.Option("--write", help="Generate them again.")] = False,
) -> None:
    """The tables and every column's meaning; or generate their JSON Schemas."""
    from docpipe.tables import TABLES, generate
    from docpipe.vocabulary import schemas_dir

    if check or write:
        names = generate.write(schemas_dir()) if write else generate.stale(schemas_dir())
        for name in names:
            console.print(f"{'wrote' if write else 'stale:'} {name}")
        if names and check:
            raise typer.Exit(EXIT_FAILED)
        return
    if table is None:
        for name, known in TABLES.items():
            console.print(f"[bold]{name}[/]  {known.comment}", soft_wrap=True)
        return
    if table not in TABLES:
        raise typer.BadParameter(f"no table {table}; there are {', '.join(TABLES)}")
    for column, description in TABLES[table].columns.items():
        console.print(f"[bold]{column}[/]  {description}", soft_wrap=True, markup=True)
