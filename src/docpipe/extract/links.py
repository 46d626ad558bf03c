"""Pointers to something else: link targets of a page, and the titles that a text dump lists under a marker."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import urljoin, urlsplit

from docpipe.document import CLUTTER, ORIGINAL, Block, Link
from docpipe.reading import Piece, Reading
from docpipe.span import Span

# Roles whose lines are pointers even where no target is known: the lists of a text dump.
LISTED = frozenset({"related_link", "related_book", "adjacent_document", "recommended", "permalink"})
KINDS = LISTED | {"navigation", "share_print"}
ALIAS = {"breadcrumb": "navigation", "search": "navigation", "login": "navigation", "language_switch": "navigation"}
FILE = re.compile(r"\.(?:pdf|docx?|wps|xlsx?|ofd|zip|rar|pptx?|txt|et)(?:$|[?#])", re.IGNORECASE)
NO_TARGET = re.compile(r"\s*(?:javascript|about|data|vbscript):|\s*#?\s*$", re.IGNORECASE)
LABELLED = re.compile(r"^\s*(?P<label>[^:\uff1a]{2,8}[:\uff1a])\s*(?P<text>\S.*)$", re.DOTALL)


# 上一篇：… says itself what it is; what a marker announces is signed by it.
MARKERS = frozenset({"marker", "translation_marker"})
SELF_LABELLED, UNDER_MARKER = frozenset({"adjacent_document", "permalink"}), "marker:"


def base_of(reading: Reading) -> str | None:
    """The address that relative links are relative to, where the page or its container says so."""
    known = (reading.supplied(name) for name in ("base", "container:url", "link:canonical", "meta:og:url", "url"))
    return next((url for url in known if url and "://" in url), None)


# Readers whose documents are pages: what is written in a word processor comes from no site.
OF_SITES = frozenset({"html", "text", "mhtml", "warc"})


def site_of(reading: Reading, collection: str) -> str | None:
    """The host that a page was saved from, its collection where it does not say; None for what is no page."""
    if reading.reader not in OF_SITES:
        return None
    try:
        host = urlsplit(base_of(reading) or "").hostname
    except ValueError:
        host = None
    return (host or collection).removeprefix("www.")


@lru_cache(maxsize=20_000)  # the pages of a site share their menus
def _target(href: str, base: str | None) -> str | None:
    if NO_TARGET.match(href):
        return None
    try:
        return urljoin(base, href.strip()) if base else href.strip()
    except ValueError:  # a broken IPv6 host, for instance; the verbatim target says more than nothing
        return href.strip()


def _kind(block: Block, href: str | None) -> str:
    if block.part == ORIGINAL and href is not None and FILE.search(href):
        return "attachment"
    if block.part != CLUTTER:
        return "body"
    role = ALIAS.get(block.role, block.role)
    return role if role in KINDS else "other"


def _anchors(pieces: Sequence[Piece], text: str) -> list[tuple[str, Span, str]]:
    """Target, span and text of each link; runs of one link that stand side by side (`<a>x<b>y</b></a>`) are one."""
    runs = [(piece.href or "", piece.span) for piece in pieces]
    for at in range(len(runs) - 1, 0, -1):
        (target, span), (before, first) = runs[at], runs[at - 1]
        if first.end == span.start and before == target:
            runs[at - 1 : at + 1] = [(target, Span(first.start, span.end))]
    return [(target, span, shown) for target, span in runs if (shown := text[span[0] : span[1]].strip())]


def _of_block(
    block: Block, label: str | None, reading: Reading, pieces: Sequence[Piece], base: str | None
) -> list[Link]:
    text = reading.text
    own = LABELLED.match(block.span.of(text).strip()) if block.role in SELF_LABELLED else None
    if own is not None:
        label = own["label"].strip()
    linked = [(_target(written, base), span, shown) for written, span, shown in _anchors(pieces, text)]
    if linked or block.role not in LISTED:
        return [Link(_kind(block, href), label, shown, href, span) for href, span, shown in linked]
    raw = block.span.of(text)
    start = block.span.start + len(raw) - len(raw.lstrip())
    if own is not None:
        start += own.start("text")
    shown = (own["text"] if own is not None else raw).strip()
    href = shown if re.match(r"https?://\S+$", shown) else None
    return [Link(block.role, label, shown, href, Span(start, start + len(shown)))]


def links_of(reading: Reading, blocks: tuple[Block, ...]) -> tuple[Link, ...]:
    """All links in order of the text; `label` is the marker above them as printed (相关链接)."""
    base, found = base_of(reading), list[Link]()
    pieces, at = [piece for piece in reading.pieces if piece.href is not None], 0
    starts = [piece.span.start for piece in pieces]
    label: str | None = None
    for block in blocks:
        first, at = at, bisect_left(starts, block.span.end, at)
        if block.role in MARKERS:
            label = block.span.of(reading.text).strip()
        elif block.part != CLUTTER:
            label = None
        if at > first or block.role in LISTED:  # most blocks are neither
            named = label if block.role in LISTED and block.rule.startswith(UNDER_MARKER) else None
            found.extend(_of_block(block, named, reading, pieces[first:at], base))
            if at > first and pieces[at - 1].span.end > block.span.end:
                at -= 1
    return tuple(found)
