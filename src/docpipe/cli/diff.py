"""docpipe diff"""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from docpipe.cli.app import app
from docpipe.cli.common import HOME, RAW, Home, Raw, console, examples

LINES = 8

if TYPE_CHECKING:
    from docpipe.report.difference import Difference, Example
    from docpipe.report.rewrites import Rewrite
    from docpipe.sql import Connection


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
        against_now(raw, warehouse, collection, limit)
        return
    from docpipe.report.ask import largest_collections
    from docpipe.sql import connect

    with connect(warehouse, new, earlier=old) as connection:
        compare(connection, collection or largest_collections(connection), limit, "differ")


def against_now(raw: Path, warehouse: Path, collections: list[str] | None, limit: int) -> None:
    """What is published against what the files and profiles would give now, worked out aside."""
    from docpipe.collection import check_collections
    from docpipe.engine.run import run
    from docpipe.sql import connect
    from docpipe.sql.folder import snapshot_folder

    wanted = check_collections(raw, collections)
    with TemporaryDirectory(prefix="docpipe-diff-") as aside:
        run(raw, aside, wanted)
        with connect(aside, earlier=snapshot_folder(warehouse)) as connection:
            compare(connection, wanted, limit, "would differ")


def compare(connection: "Connection", collections: list[str], limit: int, differ: str) -> None:
    """What a connection's snapshot says otherwise than its `earlier` one: values, texts, documents."""
    from docpipe.report.difference import difference
    from docpipe.report.rewrites import rewrites, tallies

    show(difference(connection, collections, limit, seconds=None), differ)
    show_texts(rewrites(connection, collections, limit, seconds=None))
    found = tallies(connection, collections, limit, seconds=None)
    if len(found) > 1:
        say("\ndocuments that differ most")
        for item in found:
            say(f"    {item.path}: {item.said}")


def show_texts(found: "tuple[Rewrite, ...]") -> None:
    """How much of some texts went and came, and the first lines that did."""
    if found:
        say("\ntexts that differ most")
    for path, body in found:
        say(f"    {path}: {body.lost} characters less, {body.gained} more")
        for line in body.lines[:LINES]:
            say(f"        {line}")
        if len(body.lines) > LINES:
            say(f"        … {len(body.lines) - LINES} more lines")


def say(text: str) -> None:
    """One line of whatever width, as it is."""
    console.print(escape(text), soft_wrap=True)


def show(found: "Difference", differ: str) -> None:
    """Counts of what differs, each kind with examples."""
    fields, blocks = (sum(item.times for item in altered) for altered in (found.fields, found.blocks))
    console.print(
        f"{found.came.documents} documents more, {found.went.documents} gone; {fields} fields and {blocks} blocks {differ}"
    )
    for noun, altered in (("field", found.fields), ("block", found.blocks)):
        for item in altered:
            say(f"\n{noun} {item.name}: {item.times} {item.kind}, in {item.documents} documents")
            for example in item.examples:
                say(f"    {example.path}: {_said(example)}")


def _said(example: "Example") -> str:
    if example.before == example.after:
        return _short(example.before)
    return f"{_short(example.before)} → {_short(example.after)}"


def _short(text: str | None) -> str:
    shown = "—" if text is None else " ".join(text.split())
    return shown if len(shown) <= 80 else f"{shown[:80]}…"
