"""A reading that grows paragraph by paragraph."""

from docpipe.reading import Box, Cell, Fault, Piece, Reading
from docpipe.span import Span


class Paragraphs:
    """Text and pieces of a document whose format knows its paragraphs; each stands on a line of its own."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.pieces: list[Piece] = []
        self.faults: list[Fault] = []
        self.length = 0

    def add(
        self,
        text: str,
        *,
        tag: str | None = None,
        style: str | None = None,
        cell: Cell | None = None,
        page: int | None = None,
        box: Box | None = None,
        href: str | None = None,
        confidence: float | None = None,
        end: str = "\n",
    ) -> None:
        """A paragraph more; nothing for an empty one."""
        if not text.strip():
            return
        span = Span(self.length, self.length + len(text))
        self.pieces.append(Piece(span, tag, None, href, cell, page, box, style, confidence))
        self.parts.append(text + end)
        self.length += len(text) + len(end)

    def reading(self, reader: str, media_type: str, meta: tuple[tuple[str, str], ...] = ()) -> Reading:
        """What has been added."""
        return Reading("".join(self.parts), tuple(self.pieces), meta, reader, None, media_type, tuple(self.faults))
