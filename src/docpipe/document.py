"""A text, the blocks that tile it, and the fields that quote it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from docpipe.reading import Reading
from docpipe.source import Source
from docpipe.span import Span

ORIGINAL, TRANSLATION, CLUTTER = "original", "translation", "clutter"
PARTS = (ORIGINAL, TRANSLATION, CLUTTER)


class Block(NamedTuple):
    """A stretch of the text and what it is. Blocks in order, joined, are the text.

    `role` is a word of `schemas/vocabulary.toml`; `level` the heading level (1 is the highest); `language` a BCP 47
    tag; `rule` names what decided ("default" where nothing did); `confidence` 0..1.
    `path` is the address of a line of the text (第三章/第十二条/第二款/（一）, 一、/（二）/3.) or else its css path;
    `page` counts from 1.
    """

    span: Span
    part: str
    role: str
    level: int | None = None
    language: str | None = None
    rule: str = "default"
    confidence: float = 1.0
    page: int | None = None
    path: str | None = None


class Field(NamedTuple):
    """A value and where it was quoted from: a span of the text, or the supplier that named it.

    `value` is normalised text (dates ISO 8601), `verbatim` the characters as they stand. Exactly one of `span` and
    `supplier` is given. `part` says whether the original or the translation was quoted.
    """

    name: str
    value: str
    verbatim: str
    span: Span | None = None
    supplier: str | None = None
    rule: str = "default"
    confidence: float = 1.0
    part: str = ORIGINAL


class Link(NamedTuple):
    """A pointer to something else: `label` as printed above it (相关链接), `href` absolute where a base is known."""

    kind: str
    label: str | None
    text: str
    href: str | None
    span: Span | None


class Problem(NamedTuple):
    """Something a person may want to look at; data, not an exception. `severity`: info, warning or error."""

    code: str
    message: str
    severity: str = "warning"
    span: Span | None = None


class Sidecar(NamedTuple):
    """A file of its own that holds a translation: the stretch that is its text in that of the original's document."""

    source: Source
    span: Span
    original: Source


class LawBroken(ValueError):
    """A document's blocks do not tile its text, or a field does not quote it."""


@dataclass(frozen=True)
class Document:
    """What is known of one source. Refuses to exist unless its blocks tile its text and its fields quote it.

    No slots, so that body and translation are put together once. `children` are documents of their own that stand in
    the same text (attachments); each has its own reading. `sidecars` are files whose text stands at the end
    of this one.
    """

    source: Source
    reading: Reading
    blocks: tuple[Block, ...]
    fields: tuple[Field, ...] = ()
    links: tuple[Link, ...] = ()
    problems: tuple[Problem, ...] = ()
    status: str = "accepted"
    profile: str = "default"
    # What the template of its site said of its lines (label.template.template_key).
    template_key: str | None = None
    children: tuple["Document", ...] = field(default=(), repr=False)
    sidecars: tuple[Sidecar, ...] = ()

    def __post_init__(self) -> None:
        position = 0
        for block in self.blocks:
            if block.span.start != position or block.span.end <= position:
                raise LawBroken(f"blocks do not tile the text: {block.role} {tuple(block.span)} after {position}")
            if block.part not in PARTS:
                raise LawBroken(f"no such part: {block.part!r}")
            position = block.span.end
        if position != len(self.reading.text):
            raise LawBroken(f"blocks end at {position}, the text at {len(self.reading.text)}")
        starts = {block.span.start for block in self.blocks} if self.sidecars else set()
        for sidecar in self.sidecars:
            if sidecar.span.start not in starts or sidecar.span.end > position:
                raise LawBroken(f"the text of {sidecar.source.path} is not made of blocks: {tuple(sidecar.span)}")
        for item in self.fields:
            if (item.span is None) == (item.supplier is None):
                raise LawBroken(f"field {item.name} needs a span or a supplier, and not both")
            if item.span is not None and item.span.of(self.reading.text) != item.verbatim:
                raise LawBroken(f"field {item.name} does not quote its span: {item.verbatim!r}")

    def judged(self, problems: tuple[Problem, ...], status: str) -> "Document":
        """The document with all that is wrong with it, and whether that holds it; nothing is looked at again."""
        same = copy(self)
        same.__dict__.update(problems=problems, status=status)
        return same

    def holding(self, children: tuple["Document", ...]) -> "Document":
        """The document with those that stand in its text; nothing is looked at again."""
        same = copy(self)
        same.__dict__.update(children=children)
        return same

    @property
    def text(self) -> str:
        """The whole text, clutter included."""
        return self.reading.text

    @cached_property
    def body(self) -> str | None:
        """Clean text of the original: headings and paragraphs, no clutter, no header or imprint."""
        return clean_text(self, ORIGINAL)

    @cached_property
    def translation(self) -> str | None:
        """Clean text of the translation, without artefacts; None where there is none."""
        return clean_text(self, TRANSLATION)

    @property
    def language(self) -> str | None:
        """BCP 47 tag of most characters of the original, or of the whole text where there is no original."""
        return language_of_part(self, ORIGINAL) or language_of_part(self, None)

    def value(self, name: str, part: str = ORIGINAL) -> str | None:
        """The value of the first field of that name (fields stand in order of trust), or None."""
        return next((item.value for item in self.fields if item.name == name and item.part == part), None)

    def values(self, name: str, part: str = ORIGINAL) -> list[str]:
        """All values of fields of that name, in order, without repetition."""
        return list(dict.fromkeys(item.value for item in self.fields if item.name == name and item.part == part))

    def text_of(self, block: Block) -> str:
        """The characters of a block without the white space around them."""
        start, end = block.span
        return self.reading.text[start:end].strip()


def language_of_part(document: Document, part: str | None) -> str | None:
    """The language that most characters of a part stand in; None where no block has one."""
    chars: Counter[str] = Counter()
    for block in document.blocks:
        if block.language is not None and (part is None or block.part == part):
            chars[block.language] += block.span.end - block.span.start
    return max(chars, key=lambda tag: (chars[tag], tag)) if chars else None


# Roles of the original and the translation that are running text. Everything else of these parts is header, imprint
# or artefact and stays out of `body`; it is still in the blocks. `schemas/vocabulary.toml` marks the same roles with
# `body = true`; a test holds the two together.
BODY_ROLES = frozenset(
    {"heading", "paragraph", "list_item", "table_cell", "quote", "code", "caption", "article", "chapter"}
)


# A cell with so many lines is no cell of a row: the table lays out the page.
LAYOUT_LINES = 6


def _rows(document: Document, own: Sequence[Block]) -> dict[int, tuple[int, int]]:
    """Start of a block to the table and row that it stands in; not for cells that are pages of their own."""
    cells = {piece.span.start: piece.cell for piece in document.reading.pieces if piece.cell is not None}
    if not cells:
        return {}
    starts = [block.span.start for block in own]
    lines = Counter(cells[start] for start in starts if start in cells)
    return {
        start: (cells[start].table, cells[start].row)
        for start in starts
        if start in cells and lines[cells[start]] < LAYOUT_LINES
    }


def _in_rows(document: Document, own: Sequence[Block], rows: dict[int, tuple[int, int]]) -> Iterator[str]:
    """One line for each block, and for each row of a table."""
    previous: tuple[int, int] | None = None
    line: list[str] = []
    for block in own:
        row = rows.get(block.span.start)
        if line and (row is None or row != previous):
            yield "\t".join(line)
            line = []
        line.append(document.text_of(block))
        previous = row
    if line:
        yield "\t".join(line)


def clean_text(document: Document, part: str) -> str | None:
    """The running text of a part, one line per paragraph, cells of a table row joined by tabs; None when empty."""
    own = [block for block in document.blocks if block.part == part and block.role in BODY_ROLES]
    rows = _rows(document, own) if own else {}
    lines = _in_rows(document, own, rows) if rows else map(document.text_of, own)
    return "\n".join(filter(None, lines)) or None
