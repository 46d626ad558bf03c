"""One line of a reading, and what has been said of it so far."""

from collections.abc import Iterator
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


class _Stretch(NamedTuple):
    """A line that is not blank: where it begins, where its text begins, and the text."""

    start: int
    begins: int
    text: str


def _stretches(text: str) -> Iterator[_Stretch]:
    position, first = 0, True
    for raw in text.splitlines(keepends=True):
        kept = raw.strip()
        if kept:
            begins = position if raw[0] == kept[0] else position + len(raw) - len(raw.lstrip())
            yield _Stretch(0 if first else position, begins, kept)
            first = False
        position += len(raw)


def lines_of(reading: Reading) -> list[Line]:
    """The lines of a reading in order. Their spans tile the text; none for a text of white space only."""
    text, pieces = reading.text, reading.pieces
    found = list(_stretches(text))
    if not found:
        return []
    ends = [stretch.start for stretch in found[1:]]
    ends.append(len(text))
    if len(pieces) == 1:
        return [_line(stretch, end, pieces, text) for stretch, end in zip(found, ends, strict=True)]
    lines: list[Line] = []
    at, count = 0, len(pieces)
    for stretch, end in zip(found, ends, strict=True):
        first = at
        while at < count and pieces[at][0][0] < end:
            at += 1
        lines.append(_line(stretch, end, pieces[first:at], text))
        if at > first and pieces[at - 1][0][1] > end:
            at -= 1  # a piece that reaches into the next line stands in both
    return lines


def _line(stretch: _Stretch, end: int, pieces: tuple[Piece, ...], text: str) -> Line:
    start, begins, kept = stretch
    ends = begins + len(kept)
    first: Piece | None = None
    linked = 0
    for piece in pieces:
        span = piece[0]
        if first is None and not text[span[0] : span[1]].isspace():
            first = piece
        if piece[3] is not None:
            linked += max(min(span[1], ends) - max(span[0], begins), 0)
    if first is None:
        return Line(Span(start, end), Span(begins, ends), kept, pieces)
    _, tag, path, _, cell, page, _, style, _ = first
    return Line(Span(start, end), Span(begins, ends), kept, pieces, tag, path, style, cell, page, linked)
