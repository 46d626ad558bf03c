"""One line of a reading, and what has been said of it so far."""

from typing import NamedTuple

from docpipe.reading import Cell, Piece, Reading
from docpipe.span import Span


class Line(NamedTuple):
    """A line that is not blank, with the layout of the pieces that stand in it.

    `span` reaches to the start of the next line, so that lines tile the text; `content` is the span of `text`, which
    is stripped of the white space around it. `tag`, `path`, `style`, `cell` and `page` are those of the first piece
    that holds more than white space; `link_chars` counts characters of `text` that stand in links.
    """

    span: Span
    content: Span
    text: str
    pieces: tuple[Piece, ...] = ()
    tag: str | None = None
    path: str | None = None
    style: str | None = None
    cell: Cell | None = None
    page: int | None = None
    link_chars: int = 0


class Label(NamedTuple):
    """What is said of one line; becomes a block. `rule` names who said it; `path` is an address (第三章/第十二条)."""

    part: str
    role: str
    level: int | None = None
    language: str | None = None
    rule: str = "default"
    confidence: float = 1.0
    path: str | None = None


def _line(span: Span, text: str, pieces: tuple[Piece, ...]) -> Line:
    raw = span.of(text)
    kept = raw.strip()
    start = span.start + len(raw) - len(raw.lstrip())
    content = Span(start, start + len(kept))
    first = next((piece for piece in pieces if not piece.span.of(text).isspace()), None)
    if first is None:
        return Line(span, content, kept, pieces)
    linked = sum(
        max(min(piece.span.end, content.end) - max(piece.span.start, content.start), 0)
        for piece in pieces
        if piece.href is not None
    )
    return Line(span, content, kept, pieces, first.tag, first.path, first.style, first.cell, first.page, linked)


def lines_of(reading: Reading) -> list[Line]:
    """The lines of a reading in order. Their spans tile the text; none for a text of white space only."""
    text, pieces = reading.text, reading.pieces
    if len(pieces) == 1:
        return [_line(span, text, pieces) for span in reading.lines()]
    found: list[Line] = []
    at, count = 0, len(pieces)
    for span in reading.lines():
        first = at
        while at < count and pieces[at].span.start < span.end:
            at += 1
        found.append(_line(span, text, pieces[first:at]))
        if at > first and pieces[at - 1].span.end > span.end:
            at -= 1  # a piece that reaches into the next line stands in both
    return found
