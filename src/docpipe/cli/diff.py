"""docpipe diff"""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from docpipe.cli.app import app
from docpipe.cli.common import HOME, RAW, Home, Raw, console, examples

if TYPE_CHECKING:
    from docpipe.report.difference import Altered, Difference


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
        show(against_now(raw, warehouse, collection), limit)
        return
    from docpipe.report import figures
    from docpipe.sql import connect

    with connect(warehouse, old) as before, connect(warehouse, new) as after:
        arrived, gone, altered = figures.changes(before, after)
        console.print(f"{len(arrived)} documents came, {len(gone)} went, {len(altered)} values differ")
        for change in altered:
            console.print(escape(" ".join(str(item) for item in change)), soft_wrap=True)


def against_now(raw: Path, warehouse: Path, collections: list[str] | None) -> "Difference":
    """What is published against what the files and profiles would give now, worked out aside."""
    from docpipe.collection import check_collections
    from docpipe.report.difference import difference
    from docpipe.run import run
    from docpipe.sql import connect

    wanted = check_collections(raw, collections)
    with connect(warehouse) as before, TemporaryDirectory(prefix="docpipe-diff-") as aside:
        run(raw, aside, wanted)
        with connect(aside) as after:
            return difference(before, after, wanted)


def show(found: "Difference", limit: int) -> None:
    """Counts of what differs, each kind with examples."""
    from docpipe.report.difference import counted

    console.print(
        f"{len(found.came)} documents would come, {len(found.went)} go; "
        f"{len(found.fields)} fields and {len(found.blocks)} blocks would differ"
    )
    for noun, altered in (("document", found.statuses), ("field", found.fields), ("block", found.blocks)):
        for kind, name, values, documents in counted(altered):
            console.print(f"\n{noun} {escape(name)}: {values} {kind}, in {documents} documents", soft_wrap=True)
            for item in [item for item in altered if (item.kind, item.name) == (kind, name)][:limit]:
                console.print(escape(f"    {item.path}: {_said(item)}"), soft_wrap=True)


def _said(item: "Altered") -> str:
    if item.before == item.after:
        return _short(item.before)
    return f"{_short(item.before)} → {_short(item.after)}"


def _short(text: str | None) -> str:
    return "—" if text is None else text if len(text) <= 80 else f"{text[:80]}…"
