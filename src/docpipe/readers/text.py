"""Plain text: shown whole and exactly, one piece."""

from docpipe.readers.encoding import decode
from docpipe.readers.unreadable import Unreadable
from docpipe.reading import Fault, Piece, Reading
from docpipe.source import Source
from docpipe.span import Span


def read_text(content: bytes, source: Source) -> Reading:
    """The text of the bytes; encoding it again gives the bytes, or a fault says why not. Raises Unreadable."""
    decoded = decode(content)
    if not decoded.text.strip():
        raise Unreadable("empty", "the file holds white space only")
    faults = decoded.faults
    if "\0" in decoded.text:
        at = decoded.text.index("\0")
        count = decoded.text.count("\0")
        faults = (*faults, Fault("control_characters", f"{count} NUL characters in the text", span=Span(at, at + 1)))
    whole = Piece(Span(0, len(decoded.text)))
    return Reading(decoded.text, (whole,), encoding=decoded.encoding, faults=faults)
