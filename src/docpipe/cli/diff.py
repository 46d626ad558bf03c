"""docpipe diff"""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from docpipe.cli.app import app
from docpipe.cli.common import HOME, RAW, Home, Raw, console, examples

if TYPE_CHECKING:
    from docpipe.report.difference import Difference, Example


@app.command(epilog=examples("docpipe diff", "docpipe diff --collection notices", "docpipe diff 3", "docpipe diff 3 5"))
def diff(
    old: Annotated[int | None, typer.Argument(help="Number of the older snapshot.")] = None,
    new: Annotated[int | None, typer.Argument(help="Number of the newer one; by default the newest.")] = None,
    collection: Annotated[list[str] | None, typer.Option(help="Only this collection; may be said twice.")] = None,
    raw: Raw = RAW,
    warehouse: Home = HOME,
    limit: Annotated[int, typer.Option(min=0, help="So many examples of each kind of change.")] = 3,
) -> None:
    """What changed between two snapshots; without numbers, what a run would change with the profiles as they are now.

    Nothing is published: the collection is worked on aside. So a marker or a label in collection.toml can be tried:
    change the file, look at the fields and blocks that are gained, lost and changed, and keep it or not.
    """
    if old is None:
        show(against_now(raw, warehouse, collection, limit), "would differ")
        return
    from docpipe.report.ask import largest_collections
    from docpipe.report.difference import difference
    from docpipe.sql import connect

    with connect(warehouse, new, earlier=old) as connection:
        wanted = collection or largest_collections(connection)
        show(difference(connection, wanted, limit, seconds=None), "differ")


def against_now(raw: Path, warehouse: Path, collections: list[str] | None, limit: int) -> "Difference":
    """What is published against what the files and profiles would give now, worked out aside."""
    from docpipe.collection import check_collections
    from docpipe.report.difference import difference
    from docpipe.run import run
    from docpipe.sql import connect
    from docpipe.sql.folder import snapshot_folder

    wanted = check_collections(raw, collections)
    with TemporaryDirectory(prefix="docpipe-diff-") as aside:
        run(raw, aside, wanted)
        with connect(aside, earlier=snapshot_folder(warehouse)) as connection:
            return difference(connection, wanted, limit, seconds=None)


def show(found: "Difference", differ: str) -> None:
    """Counts of what differs, each kind with examples."""
    fields, blocks = (sum(item.times for item in altered) for altered in (found.fields, found.blocks))
    console.print(
        f"{found.came.documents} documents more, {found.went.documents} gone; {fields} fields and {blocks} blocks {differ}"
    )
    for noun, altered in (("field", found.fields), ("block", found.blocks)):
        for item in altered:
            said = f"\n{noun} {escape(item.name)}: {item.times} {item.kind}, in {item.documents} documents"
            console.print(said, soft_wrap=True)
            for example in item.examples:
                console.print(escape(f"    {example.path}: {_said(example)}"), soft_wrap=True)


def _said(example: "Example") -> str:
    if example.before == example.after:
        return _short(example.before)
    return f"{_short(example.before)} → {_short(example.after)}"


def _short(text: str | None) -> str:
    shown = "—" if text is None else " ".join(text.split())
    return shown if len(shown) <= 80 else f"{shown[:80]}…"
