"""Headings of sections that are no part of the document and that no profile knows: perhaps worth a marker."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from docpipe.document import CLUTTER, Block, Document, Problem
from docpipe.span import Span

CODE = "unknown_marker"
# A heading is a few words without figures, bars and the end of a sentence; two characters at least.
HEADING = re.compile(r"[^\W\d_](?:[^\d|\u2502\uff5c/>\u203a\u00bb\t.\u3002!\uff01?\uff1f;\uff1b,\uff0c]*[^\W\d_])")
IDEOGRAPH = re.compile(r"[\u3400-\u9fff]")
CHARS, LETTERS, WORDS = 14, 40, 6
DECORATION = " \t\r\n\u3000\xa0:\uff1a【】[]〔〕()（）<>《》>»›▶►■◆●★☆*·•—-–_=＝~～.。…"
# What stands below it: so many lines at least, in links or, in a text, of the length of a title and longer than it.
LISTED, TITLE_CHARS, LONGEST, LONGER = 2, 10, 110, 4
SENTENCE_ENDS = ("。", "；", "！", ".", ";", "!")
# Kinds of clutter that have no sections, or whose headings say nothing of documents.
CLOSED = frozenset({"breadcrumb", "copyright", "source_line", "page_title", "login", "metadata", "comments"})
HEADED = re.compile(r">(?:h[1-6]|dt)\b[^>]*$")
MOST = 8


def unknown_markers(document: Document) -> Iterator[Problem]:
    """A note for each short lone line of clutter that heads a list and that no profile knows, a few of a document.

    The message is the line without the marks around it, so that it can be counted over a collection.
    """
    seen = set[str]()
    for block in _headings(document):
        text = document.text_of(block)
        said = text.strip(DECORATION)
        if said not in seen:
            seen.add(said)
            start = document.text.index(text, block.span.start)
            yield Problem(CODE, said, "info", Span(start, start + len(text)))
            if len(seen) == MOST:
                return


def _headings(document: Document) -> Iterator[Block]:
    """Blocks that look like the heading of what stands below them."""
    blocks = document.blocks
    known = [not _is_open(block) for block in blocks]
    linked = sorted(piece.span.start for piece in document.reading.pieces if piece.href is not None)
    for at in range(len(blocks) - LISTED):
        block = blocks[at]
        if any(known[at : at + 1 + LISTED]) or block.span.end - block.span.start > 2 * LETTERS:
            continue
        said, below = document.text_of(block).strip(DECORATION), blocks[at + 1 : at + 1 + LISTED]
        if _is_heading(said) and (
            _heads_links(block, below, linked) if linked else _heads_titles(document, said, below)
        ):
            yield block


def _is_open(block: Block) -> bool:
    """Whether a block is clutter for what the model or the site says of it, and not for the words of a profile."""
    return block.part == CLUTTER and block.role not in CLOSED and block.rule.startswith(("model:", "template"))


def _is_heading(said: str) -> bool:
    if not 2 <= len(said) <= LETTERS or not HEADING.fullmatch(said):
        return False
    return len(said) <= CHARS if IDEOGRAPH.search(said) else len(said.split()) <= WORDS


def _heads_links(block: Block, below: tuple[Block, ...], linked: list[int]) -> bool:
    """Whether all below are links and the line is none, or is marked up as a heading."""
    lone = not _has(linked, block) or (block.path is not None and HEADED.search(block.path) is not None)
    return lone and all(_has(linked, other) for other in below)


def _has(starts: list[int], block: Block) -> bool:
    at = bisect_left(starts, block.span.start)
    return at < len(starts) and starts[at] < block.span.end


def _heads_titles(document: Document, said: str, below: tuple[Block, ...]) -> bool:
    """Whether all below could be titles: longer than the heading, no sentences."""
    texts = [document.text_of(block) for block in below]
    return all(
        max(TITLE_CHARS, len(said) + LONGER) <= len(text) <= LONGEST and not text.endswith(SENTENCE_ENDS)
        for text in texts
    )
