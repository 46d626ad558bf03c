"""docpipe report"""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from docpipe.cli.app import app
from docpipe.cli.common import EXIT_EXPECTED, HOME, RAW, AsOf, Home, Raw, console, examples

MARKS = {"bad": "[red]✗[/]", "doubtful": "[yellow]![/]"}


@app.command(
    epilog=examples(
        "docpipe report",
        "docpipe report --collection notices --out notices.html",
        "docpipe report --as-of 5 --against 1",
        "docpipe report --check || echo 'do not trust it'",
    )
)
def report(
    out: Annotated[Path, typer.Option("--out", "-o", help="The page to write.")] = Path("report.html"),
    collection: Annotated[list[str] | None, typer.Option(help="Only this collection; may be said twice.")] = None,
    raw: Raw = RAW,
    warehouse: Home = HOME,
    as_of: AsOf = None,
    against: Annotated[int | None, typer.Option(help="Compare with this snapshot; by default the one before.")] = None,
    check: Annotated[
        bool, typer.Option("--check", help="End with exit code 6 where a collection is not as its \\[expect] says.")
    ] = False,
) -> None:
    """Write a page on the quality of the warehouse: outcomes, coverage, problems, what changed, thresholds."""
    from docpipe.collection import check_collections
    from docpipe.engine.expectations import expected
    from docpipe.report import figures_of, page_of, write_page

    agreed = expected(raw, check_collections(raw, None)) if raw.is_dir() else {}
    found = figures_of(warehouse, agreed, against, as_of=as_of, collections=collection)
    if collection and not found.collections:
        raise LookupError(f"snapshot {found.snapshot} has no collection {', '.join(collection)}")
    console.print(f"wrote {write_page(page_of(found, warehouse), out)}", soft_wrap=True)
    for sign in found.signs:
        console.print(f"{MARKS[sign.kind]} {escape(sign.said)}", soft_wrap=True)
    if check and found.verdict == "bad":
        raise typer.Exit(EXIT_EXPECTED)
