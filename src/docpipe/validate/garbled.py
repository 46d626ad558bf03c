"""Texts that were decoded wrongly before they came here: UTF-8 read as a code page of one byte a character."""

import re
from collections.abc import Iterator
from itertools import islice

from docpipe.document import Problem
from docpipe.profile import Profile
from docpipe.validate.page import Page

# Code pages that people's programs fall back to.
PAGES = ("cp1252", "latin-1", "mac_cyrillic", "cp1251", "cp1250", "mac_roman", "gb18030")
SAMPLE, LEAST = 300, 30
SHARE = 0.7
HAN, FOREIGN = re.compile(r"[\u4e00-\u9fff]+"), re.compile(r"[^\x00-\x7f]+")


def garbled(page: Page, _: Profile) -> Iterator[Problem]:
    """One problem where undoing a wrong decoding gives Chinese."""
    body = page.document.body or ""
    sample = _foreign(body)
    if len(sample) < LEAST or _han(sample) > 0.5 * len(sample):
        return
    for code_page in PAGES:
        undone = _undone(body[: 4 * SAMPLE], code_page)
        if undone is not None:
            message = f"the text was UTF-8, read as {code_page}: it would begin {undone[:20]!r}"
            yield Problem("garbled", message, "error")
            return


def _foreign(text: str) -> str:
    """The first characters that are no ASCII."""
    if text.isascii():
        return ""
    found = "".join(FOREIGN.findall(text[: 4 * SAMPLE]))
    if len(found) < SAMPLE:  # a text of few such characters, or a short one
        found = "".join(hit[0] for hit in islice(FOREIGN.finditer(text), SAMPLE))
    return found[:SAMPLE]


def _undone(start: str, page: str) -> str | None:
    """The beginning of a text as it was before it was decoded by that code page; None where that gives no Chinese."""
    written = {char: _bytes(char, page) for char in set(start)}
    text = b"".join([written[char] for char in start]).decode("utf-8", "ignore").strip()
    # every ideograph was three characters; a text that has merely a few accents gives next to nothing
    outside = sum(map(len, FOREIGN.findall(start)))
    return text if outside >= LEAST and 3 * _han(text) >= SHARE * outside else None


def _bytes(char: str, page: str) -> bytes:
    try:
        return char.encode(page)
    except UnicodeEncodeError:
        return bytes((ord(char),)) if ord(char) < 256 else b""  # bytes that the code page leaves open pass through


def _han(text: str) -> int:
    return sum(map(len, HAN.findall(text)))
