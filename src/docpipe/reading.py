"""What a reader saw in one source."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from docpipe.span import Span


class Cell(NamedTuple):
    """A place in a table: which table of the document, row and column (all from 0), and how many it spans."""

    table: int
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1


class Box(NamedTuple):
    """A rectangle on a page, in points from its top left corner."""

    left: float
    top: float
    right: float
    bottom: float


class Piece(NamedTuple):
    """A span of the text with what the layout says of it; `None` where the format says nothing.

    `tag` is the nearest block element (p, h1, li, td ...), `path` its css path from the root, `href` the link target
    as written, `style` a paragraph or run style (for instance `Title`, `bold`), `confidence` the OCR's own, 0..1.
    """

    span: Span
    tag: str | None = None
    path: str | None = None
    href: str | None = None
    cell: Cell | None = None
    page: int | None = None
    box: Box | None = None
    style: str | None = None
    confidence: float | None = None


class Fault(NamedTuple):
    """Something a reader has to say about the source; becomes a `Problem` of the document."""

    code: str
    message: str
    severity: str = "warning"
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """The text of a source, shown whole, and where each stretch of it stood.

    Pieces are in order of the text and do not overlap. Every character that is no white space lies in a piece. A line
    break in `text` separates what a person sees as separate lines. `meta` holds (supplier, value) pairs of what the
    format says beside its text (`title`, `meta:ArticleTitle`, `html:lang`, `base`, `docx:author` ...), in order.
    """

    text: str
    pieces: tuple[Piece, ...]
    meta: tuple[tuple[str, str], ...] = ()
    reader: str = "text"
    encoding: str | None = None
    media_type: str = "text/plain"
    faults: tuple[Fault, ...] = ()

    def supplied(self, name: str) -> str | None:
        """The first value that supplier `name` gave, or None."""
        return next((value for key, value in self.meta if key == name), None)

    def lines(self) -> Iterator[Span]:
        """Spans of the lines that hold more than white space; each reaches to the start of the next one.

        Together they tile the text (a leading blank stretch belongs to the first line); none at all for a text of
        white space only.
        """
        start = None
        position = 0
        for line in self.text.splitlines(keepends=True):
            if line.strip():
                if start is not None:
                    yield Span(start, position)
                    start = position
                else:
                    start = 0
            position += len(line)
        if start is not None:
            yield Span(start, position)
