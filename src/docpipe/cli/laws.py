"""docpipe laws"""

import typer
from rich.markup import escape

from docpipe.cli.app import app
from docpipe.cli.common import EXIT_LAW_BROKEN, HOME, AsOf, Home, console, examples


@app.command("laws", epilog=examples("docpipe laws", "docpipe laws --warehouse /data/warehouse"))
def laws_(warehouse: Home = HOME, as_of: AsOf = None) -> None:
    """Check the laws over the whole warehouse: nothing lost, every field quoted. Exit code 4 where one is broken."""
    from docpipe.sql import check_laws, laws

    broken = {breach.law: breach for breach in check_laws(warehouse, as_of)}
    for law in laws():
        breach = broken.get(law.name)
        mark = "[green]kept  [/]" if breach is None else "[red]broken[/]"
        console.print(f"{mark} {law.name}  [dim]{escape(law.says)}[/]", soft_wrap=True)
        if breach is not None:
            console.print(escape(f"       {breach}"), soft_wrap=True)
    if broken:
        raise typer.Exit(EXIT_LAW_BROKEN)
