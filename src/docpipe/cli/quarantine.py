"""docpipe quarantine"""

from typing import Annotated

import typer
from rich.markup import escape

from docpipe.cli.app import app
from docpipe.cli.common import EXIT_SOME_HELD, HOME, RAW, Home, Raw, console, examples

group = typer.Typer(
    help="Documents that are held and files that could not be read.",
    epilog=examples("docpipe quarantine list", "docpipe quarantine replay --collection notices"),
    no_args_is_help=True,
)
app.add_typer(group, name="quarantine")

FAILED = """
SELECT source_id, collection, path, member, container_id, status, coalesce(code, 'held') AS code, reason
FROM sources
WHERE status IN ('held', 'unreadable') AND deleted_run_id IS NULL
  AND (? IS NULL OR collection = ?) AND (? IS NULL OR code = ? OR EXISTS (
      FROM problems p WHERE p.source_id = sources.source_id AND p.severity = 'error' AND p.code = ?))
ORDER BY collection, path, member
"""
Collection = Annotated[str | None, typer.Option(help="Only of this collection.")]
Code = Annotated[str | None, typer.Option(help="Only with this reason, e.g. missing_field.")]


@group.command("list", epilog=examples("docpipe quarantine list", "docpipe quarantine list --code missing_field"))
def list_(warehouse: Home = HOME, collection: Collection = None, code: Code = None) -> None:
    """What is held or unreadable, each with its reason."""
    rows = _failed(warehouse, collection, code)
    for row in rows:
        colour = "yellow" if row["status"] == "held" else "red"
        name = f"{row['collection']}/{row['path']}" + (f"!{row['member']}" if row["member"] else "")
        console.print(
            f"[{colour}]{row['status']:10}[/] {escape(str(name))}  [dim]{row['code']}: {escape(str(row['reason']))}[/]",
            soft_wrap=True,
        )
    console.print(f"{len(rows)} held or unreadable" if rows else "nothing is held or unreadable")


@group.command(epilog=examples("docpipe quarantine replay", "docpipe quarantine replay --code timeout"))
def replay(
    raw: Raw = RAW,
    warehouse: Home = HOME,
    collection: Collection = None,
    code: Code = None,
    engine: Annotated[str, typer.Option(help="prefect or local.")] = "local",
) -> None:
    """Work on what is held or unreadable again, after a profile or a reader was mended."""
    from docpipe.cli.progress import Bar, bar_of, show
    from docpipe.cli.run import start
    from docpipe.engine.choice import Choice

    rows = _failed(warehouse, collection, code)
    again = frozenset(str(row["container_id"] or row["source_id"]) for row in rows)
    if not again:
        console.print("nothing is held or unreadable")
        return
    wanted = sorted({str(row["collection"]) for row in rows})
    with bar_of() as progress:
        summary = start(engine, raw, warehouse, wanted, Bar(progress), choice=Choice(again=again))
    show(summary, warehouse)
    if summary.statuses["held"] or summary.statuses["unreadable"]:
        raise typer.Exit(EXIT_SOME_HELD)


def _failed(warehouse: Home, collection: str | None, code: str | None) -> list[dict[str, object]]:
    from docpipe.sql import connect

    with connect(warehouse) as connection:
        there = [
            str(name) for (name,) in connection.sql("SELECT DISTINCT collection FROM sources ORDER BY 1").fetchall()
        ]
        if collection is not None and collection not in there:
            raise LookupError(f"no collection {collection} in {warehouse}; there are: {', '.join(there) or 'none'}")
        return connection.sql(FAILED, [collection, collection, code, code, code]).dicts()
