"""Texts that were decoded wrongly before they came here: UTF-8 read as a code page of one byte a character."""

from collections.abc import Iterator
from itertools import islice

from docpipe.document import Document, Problem
from docpipe.profile import Profile

# Code pages that people's programs fall back to.
PAGES = ("cp1252", "latin-1", "mac_cyrillic", "cp1251", "cp1250", "mac_roman", "gb18030")
SAMPLE, LEAST = 300, 30
SHARE = 0.7


def garbled(document: Document, _: Profile) -> Iterator[Problem]:
    """One problem where undoing a wrong decoding gives Chinese."""
    sample = "".join(islice((char for char in document.body or "" if not char.isascii()), SAMPLE))
    if len(sample) < LEAST or _han(sample) > 0.5 * len(sample):
        return
    for page in PAGES:
        undone = _undone(document.body or "", page)
        if undone is not None:
            message = f"the text was UTF-8, read as {page}: it would begin {undone[:20]!r}"
            yield Problem("garbled", message, "error")
            return


def _undone(body: str, page: str) -> str | None:
    """The beginning of a text as it was before it was decoded by that code page; None where that gives no Chinese."""
    start = body[: 4 * SAMPLE]
    raw = b"".join(_bytes(char, page) for char in start)
    text = raw.decode("utf-8", "ignore").strip()
    # every ideograph was three characters; a text that has merely a few accents gives next to nothing
    outside = sum(not char.isascii() for char in start)
    return text if outside >= LEAST and 3 * _han(text) >= SHARE * outside else None


def _bytes(char: str, page: str) -> bytes:
    try:
        return char.encode(page)
    except UnicodeEncodeError:
        return bytes((ord(char),)) if ord(char) < 256 else b""  # bytes that the code page leaves open pass through


def _han(text: str) -> int:
    return sum("\u4e00" <= char <= "\u9fff" for char in text)
