"""One document as a web page: what each line is taken for beside it, and every value where it stands in the text."""

import base64
import hashlib
import itertools
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, PackageLoader
from markupsafe import Markup

from docpipe.document import Block, Document, Field, Link, Problem
from docpipe.span import Span
from docpipe.visible import visible
from docpipe.vocabulary import vocabulary

SURE = 0.9  # what was decided with less is worth a look, and shows it


class Stretch(NamedTuple):
    """Characters that the same fields quote: their places in the list of fields, empty for what nobody quotes."""

    text: str
    fields: tuple[int, ...]
    # The fields that begin here: the list of fields points to this place.
    begin: tuple[int, ...]


class Line(NamedTuple):
    """A block with its text in stretches."""

    block: Block
    stretches: list[Stretch]
    problems: list[Problem]
    meaning: str
    zh: str


class Shown(NamedTuple):
    """A document as the page shows it; `name` tells the documents of one page apart."""

    name: str
    document: Document
    lines: list[Line]
    fields: list[tuple[int, Field]]
    links: dict[str, list[Link]]


def labelled_page(document: Document) -> str:
    """A page that needs no network and no script: the whole text, its attachments below it."""
    style = Path(__file__).with_name("labelled.css").read_text("utf-8")
    return (
        _environment()
        .get_template("labelled.html")
        .render(
            title=document.value("title") or Path(document.source.path).name,
            shown=list(_shown(document)),
            style=Markup(style),
            style_digest=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
            sure=SURE,
        )
    )


def _shown(document: Document, name: str = "d") -> Iterator[Shown]:
    links: dict[str, list[Link]] = {}
    for link in document.links:
        links.setdefault(link.kind, []).append(link)
    starts = [block.span.start for block in document.blocks]
    quoting = _by_block(starts, [item.span for item in document.fields])
    problems = _by_block(starts, [item.span and item.span._replace(end=item.span.start) for item in document.problems])
    lines = [_line(document, *given) for given in zip(document.blocks, quoting, problems, strict=True)]
    yield Shown(name, document, lines, list(enumerate(document.fields)), links)
    for number, child in enumerate(document.children, 1):
        yield from _shown(child, f"{name}-{number}")


def _by_block(starts: list[int], spans: Sequence[Span | None]) -> list[list[int]]:
    """For each block, which begin at `starts`, the places of the spans that lie in it, or begin there."""
    found: list[list[int]] = [[] for _ in starts]
    for at, span in enumerate(spans):
        if span is not None:
            block = bisect_right(starts, span.start) - 1
            while 0 <= block < len(starts) and starts[block] < max(span.end, span.start + 1):
                found[block].append(at)
                block += 1
    return found


def _line(document: Document, block: Block, fields: list[int], problems: list[int]) -> Line:
    entry = vocabulary()["role"].get(block.role, {})
    shown = list(_stretches(document, block, fields))
    return Line(block, shown, [document.problems[at] for at in problems], entry.get("meaning", ""), entry.get("zh", ""))


def _stretches(document: Document, block: Block, fields: list[int]) -> Iterator[Stretch]:
    """The text of a block, without the white space around it, cut wherever a field begins or ends."""
    text, (start, end) = document.text, block.span
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    quoting = [(at, span) for at in fields if (span := document.fields[at].span) and span.start < end]
    cuts = {start, end}.union(edge for _, span in quoting for edge in span if start < edge < end)
    edges = sorted(cuts)
    for left, right in itertools.pairwise(edges):
        inside = tuple(at for at, span in quoting if span.start <= left and right <= span.end)
        yield Stretch(text[left:right], inside, tuple(at for at, span in quoting if max(span.start, start) == left))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("docpipe.export", "."), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["visible"] = lambda value: visible(str(value))
    environment.filters["web"] = _web
    return environment


def _web(href: str | None) -> str | None:
    """An address that may be followed from a page: of the web only, never a script."""
    return href if href and href.lower().startswith(("http://", "https://")) else None
