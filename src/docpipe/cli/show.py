"""docpipe show"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from docpipe.cli.app import app
from docpipe.cli.common import console

if TYPE_CHECKING:
    from docpipe.document import Document

COLOURS = {"original": "green", "translation": "blue", "clutter": "bright_black"}


@app.command(epilog="Examples:  docpipe show raw/notices/a.html   |   docpipe show page.txt --body")
def show(
    file: Annotated[Path, typer.Argument(help="A file of any format that docpipe reads; - for standard input.")],
    profile: Annotated[
        str | None, typer.Option(help="Built-in name or TOML file; by default the collection's.")
    ] = None,
    body: Annotated[bool, typer.Option("--body", help="Only the clean text of the original.")] = False,
    translation: Annotated[bool, typer.Option("--translation", help="Only the clean text of the translation.")] = False,
    parallel: Annotated[bool, typer.Option("--parallel", help="Original and translation side by side.")] = False,
    fields: Annotated[bool, typer.Option("--fields", help="Only the fields.")] = False,
    image: Annotated[
        Path | None, typer.Option("--image", help="Write a picture of a page with coloured boxes.")
    ] = None,
    page: Annotated[int, typer.Option("--page", min=1, help="The page for --image.")] = 1,
) -> None:
    """Show what docpipe sees in one file: part, role and rule in the gutter, text beside it."""
    from docpipe.walk import digest

    given = sys.stdin.buffer.read() if str(file) == "-" else file
    document = digest(given, profile=profile)
    if body or translation:
        typer.echo((document.body if body else document.translation) or "")
    elif fields:
        _fields(document)
    elif parallel:
        _parallel(document)
    elif image is not None:
        _image(file, document, image, page)
    else:
        _gutter(document)
        _fields(document)
        _rest(document)


def _gutter(document: "Document") -> None:
    width = max((len(block.role) for block in document.blocks), default=4)
    for seq, block in enumerate(document.blocks):
        level = str(block.level or "")
        head = f"{seq:4} {block.part[:5]:5} {block.role:{width}} {level:1}"
        shown = document.text_of(block)
        colour = COLOURS[block.part]
        rule = f"{block.rule} {block.confidence:.2f}"
        console.print(f"[{colour}]{head}[/] {escape(shown)} [dim]{escape(rule)}[/]", soft_wrap=True)


def _fields(document: "Document") -> None:
    for item in document.fields:
        where = f"{item.span.start}–{item.span.end}" if item.span else str(item.supplier)
        part = "" if item.part == "original" else f" ({item.part})"
        said = "" if item.verbatim == item.value else f"  ← {item.verbatim!r}"
        console.print(
            f"[bold]{item.name}[/]{part} = {escape(item.value)}[dim]{escape(said)}  {where} {escape(item.rule)}[/]",
            soft_wrap=True,
        )


def _rest(document: "Document") -> None:
    kinds: dict[str, int] = {}
    for link in document.links:
        kinds[link.kind] = kinds.get(link.kind, 0) + 1
    if kinds:
        console.print("links: " + ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items())))
    for problem in document.problems:
        console.print(f"[yellow]{problem.severity}[/] {problem.code}: {escape(problem.message)}", soft_wrap=True)
    console.print(f"status: {document.status}; profile: {document.profile}; language: {document.language}")


def _parallel(document: "Document") -> None:
    from rich.table import Table

    from docpipe.align import align_document

    table = Table("original", "translation", show_lines=True)
    blocks = document.blocks
    for bead in align_document(document):
        if bead.level == "paragraph":
            sides = (bead.source_seqs or (), bead.target_seqs or ())
            table.add_row(*(escape("\n".join(document.text_of(blocks[at]) for at in side)) for side in sides))
    console.print(table)


def _image(file: Path, document: "Document", image: Path, page: int) -> None:
    from docpipe.render import page_image

    image.write_bytes(page_image(file.read_bytes(), document, page))
    console.print(f"wrote {image}")
