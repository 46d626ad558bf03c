"""docpipe show"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from docpipe.cli.app import app
from docpipe.cli.common import console, examples

if TYPE_CHECKING:
    from docpipe.document import Document


@app.command(
    epilog=examples(
        "docpipe show raw/notices/01-notice.txt",
        "docpipe show raw/notices/01-notice.txt --translation",
        "docpipe show raw/website/heating.html --out heating.html",
        "docpipe show raw/mixed/bundle.zip --member 2015/停水通告.txt",
        "docpipe show page.html --profile raw/harbour/collection.toml",
        "curl -s https://example.org/notice.html | docpipe show -",
    )
)
def show(
    file: Annotated[Path, typer.Argument(help="A file of any format that docpipe reads; - for standard input.")],
    profile: Annotated[
        str | None, typer.Option(help="Built-in name or TOML file; by default the collection's.")
    ] = None,
    member: Annotated[str | None, typer.Option(help="Which part of an archive or mailbox, by its name in it.")] = None,
    body: Annotated[bool, typer.Option("--body", help="Only the clean text of the original.")] = False,
    translation: Annotated[bool, typer.Option("--translation", help="Only the clean text of the translation.")] = False,
    parallel: Annotated[bool, typer.Option("--parallel", help="Original and translation side by side.")] = False,
    out: Annotated[
        Path | None,
        typer.Option("--out", help="Write a web page (.html); with --parallel side by side, or as Markdown (.md)."),
    ] = None,
    fields: Annotated[bool, typer.Option("--fields", help="Only the fields.")] = False,
    image: Annotated[
        Path | None, typer.Option("--image", help="Write a picture of a page with coloured boxes.")
    ] = None,
    page: Annotated[int, typer.Option("--page", min=1, help="The page for --image.")] = 1,
) -> None:
    """Show what docpipe sees in one file: part, role and rule in the gutter, text beside it."""
    from docpipe.cli.gutter import show_document, show_fields
    from docpipe.walk import digest

    given = sys.stdin.buffer.read() if str(file) == "-" else file
    document = digest(given, member=member, profile=profile)
    if body or translation:
        typer.echo((document.body if body else document.translation) or "")
    elif fields:
        show_fields(console, document)
    elif parallel:
        _parallel(document, out)
    elif image is not None:
        _image(file, document, image, page)
    elif out is not None:
        _page(document, out)
    else:
        show_document(console, document)


def _parallel(document: "Document", out: Path | None) -> None:
    from docpipe.align.parallel import parallel

    found = parallel(document)
    if out is not None:
        from docpipe.export.side_by_side import as_markdown, as_page

        page = as_markdown if out.suffix.lower() in {".md", ".markdown"} else as_page
        out.write_text(page(document, found), "utf-8")
        console.print(f"wrote {out}: {len(found.rows)} pairs")
        return
    from rich.table import Table

    told = document.value("translation_language", "translation")
    table = Table(document.language or "original", told or "translation")
    for column in table.columns:
        column.ratio, column.overflow = 1, "fold"
    for at, row in enumerate(found.rows):
        if row.begins and at:
            table.add_section()
        flags = "".join(f"\n[yellow]⚠ {escape(flag)}[/]" for flag in row.flags)
        style = "bold" if row.heading else None
        table.add_row(escape(" ".join(row.source.split())), escape(" ".join(row.target.split())) + flags, style=style)
    console.print(table)
    for note in (*(problem.message for problem in found.problems), *found.notes):
        console.print(f"[yellow]{escape(note)}[/]", soft_wrap=True)


def _page(document: "Document", out: Path) -> None:
    if out.suffix.lower() not in {".html", ".htm"}:
        raise typer.BadParameter(f"{out.name}: the page of a document is .html; .md goes with --parallel")
    from docpipe.export.labelled import labelled_page

    out.write_text(labelled_page(document), "utf-8")
    console.print(f"wrote {out}: {len(document.blocks)} blocks, {len(document.fields)} fields")


def _image(file: Path, document: "Document", image: Path, page: int) -> None:
    from docpipe.render import page_image

    image.write_bytes(page_image(file.read_bytes(), document, page))
    console.print(f"wrote {image}")
