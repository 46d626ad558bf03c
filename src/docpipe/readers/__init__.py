"""Bytes of a source to what a person would see of it: one file per format, one line per media type."""

from docpipe.reading import Piece, Reading
from docpipe.source import Source
from docpipe.span import Span


class Unreadable(Exception):
    """No text can be had from a source: `code` for machines, `reason` for people."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(f"{code}: {reason}")
        self.code = code
        self.reason = reason


def read(content: bytes, source: Source) -> Reading:
    """Provisional: UTF-8 text, or html through its reader."""
    if not content:
        raise Unreadable("empty", "the file holds nothing")
    if b"<html" in content[:2000].lower():
        from docpipe.readers.html import read_html

        return read_html(content, source)
    text = content.decode("utf-8")
    return Reading(text, (Piece(Span(0, len(text))),), encoding="utf-8")
