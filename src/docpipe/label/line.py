"""One line of a reading, and what has been said of it so far."""

from typing import NamedTuple

from docpipe.reading import Cell, Piece, Reading
from docpipe.span import Span

# Makes a tuple of a named kind in half the time: there is one for each line of all pages, and more.
NEW = tuple.__new__
NOTHING = Piece(Span(0, 0))


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


def lines_of(reading: Reading) -> list[Line]:
    """The lines of a reading in order. Their spans tile the text; none for a text of white space only."""
    text, pieces = reading.text, reading.pieces
    starts, contents, texts = _stretches(text)
    if not texts:
        return []
    ends = [*starts[1:], len(text)]
    begins = [piece[0][0] for piece in pieces]
    begins.append(len(text))
    lines: list[Line] = []
    at = 0
    for start, end, content, kept in zip(starts, ends, contents, texts, strict=True):
        first = at
        while begins[at] < end:
            at += 1
        mine = pieces[first:at]
        shown = mine[0] if at - first == 1 else _shown(mine, text)
        linked = _linked(mine, content)
        line = (NEW(Span, (start, end)), content, kept, mine, *shown[1:3], shown[7], *shown[4:6], linked)
        lines.append(NEW(Line, line))
        if at > first and pieces[at - 1][0][1] > end:
            at -= 1  # a piece that reaches into the next line stands in both
    return lines


def _stretches(text: str) -> tuple[list[int], list[Span], list[str]]:
    """Of the lines that are not blank: where they begin, the spans of their text, and the text."""
    starts, contents, texts = [], [], []
    position = 0
    for raw in text.splitlines(keepends=True):
        kept = raw.strip()
        if kept:
            begins = position if raw[0] == kept[0] else position + len(raw) - len(raw.lstrip())
            starts.append(position)
            contents.append(NEW(Span, (begins, begins + len(kept))))
            texts.append(kept)
        position += len(raw)
    if starts:
        starts[0] = 0
    return starts, contents, texts


def _shown(pieces: tuple[Piece, ...], text: str) -> Piece:
    """The first piece that holds more than white space."""
    for piece in pieces:
        start, end = piece[0]
        if not text[start:end].isspace():
            return piece
    return NOTHING


def _linked(pieces: tuple[Piece, ...], content: Span) -> int:
    """How many characters of a line stand in links."""
    chars = 0
    for piece in pieces:
        if piece[3] is not None:
            (start, end), (begins, ends) = piece[0], content
            chars += max((end if end < ends else ends) - (start if start > begins else begins), 0)
    return chars
