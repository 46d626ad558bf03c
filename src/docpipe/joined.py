"""A document whose translations stand in files of their own."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from docpipe.compose import TemplateOf, composed, template_for
from docpipe.document import ORIGINAL, TRANSLATION, Block, Document, Field, Sidecar, language_of_part
from docpipe.label import label_translation
from docpipe.profile import Profile
from docpipe.reading import Piece, Reading
from docpipe.span import Span

LARGE = 0.1  # share of a file in another language than its own that makes it a text in several languages by itself


class Part(NamedTuple):
    """A file as a document of its own, and the language that its name says."""

    document: Document
    language: str | None


def joined(parts: Sequence[Part], profile: Profile, template_of: TemplateOf | None = None) -> Document | None:
    """One document of the first file, with the text of the others below its own as translations; None where the
    languages of the texts do not bear out what the names say.

    Offsets count through the whole: `sidecars` says which stretch is which file's.
    """
    original, others = parts[0].document, parts[1:]
    if not profile.sidecars.believed and not _as_named(parts):
        return None
    reading, blocks = original.reading, original.blocks
    sidecars = []
    for document, _ in others:
        reading, blocks = _ended(reading, blocks)
        start, template = len(reading.text), template_for(document.reading, document.source, template_of)
        more = label_translation(document.reading, profile, template)
        blocks += tuple(block._replace(span=_moved(block.span, start)) for block in more)
        reading = _with(reading, document.reading)
        sidecars.append(Sidecar(document.source, Span(start, len(reading.text)), original.source))
    template = template_for(original.reading, original.source, template_of)
    whole = composed(original.source, reading, blocks, profile, template)
    return replace(whole, sidecars=tuple(sidecars), fields=whole.fields + _method(profile))


def _as_named(parts: Sequence[Part]) -> bool:
    """Whether each text is in one language, which is the one that its name says, and no other's."""
    found = [_language(part.document) for part in parts]
    said = [part.language is None or tag == _family(part.language) for part, tag in zip(parts, found, strict=True)]
    return None not in found and all(said) and len(set(found)) == len(found)


def _language(document: Document) -> str | None:
    """The language of a text; None where it has several, a translation among them."""
    size = {
        part: sum(block.span.end - block.span.start for block in document.blocks if block.part == part)
        for part in (ORIGINAL, TRANSLATION)
    }
    if size[TRANSLATION] > LARGE * size[ORIGINAL]:
        return None
    return _family(language_of_part(document, ORIGINAL))


def _family(tag: str | None) -> str | None:
    return tag.split("-")[0] if tag else None


def _method(profile: Profile) -> tuple[Field, ...]:
    said = profile.sidecars.method
    return (Field("translation_method", said, said, supplier="profile", part=TRANSLATION),) if said else ()


def _ended(reading: Reading, blocks: tuple[Block, ...]) -> tuple[Reading, tuple[Block, ...]]:
    """The reading with a line break at its end: where a file has none, the next one implies it."""
    if not reading.text or reading.text.endswith("\n"):
        return reading, blocks
    end = len(reading.text) + 1
    last = blocks[-1]._replace(span=Span(blocks[-1].span.start, end))
    return replace(reading, text=reading.text + "\n"), (*blocks[:-1], last)


def _with(reading: Reading, more: Reading) -> Reading:
    """A reading with the text of another one below its own; what the other's format says keeps its own names."""
    start = len(reading.text)
    tables = 1 + max((piece.cell.table for piece in reading.pieces if piece.cell is not None), default=-1)
    return replace(
        reading,
        text=reading.text + more.text,
        pieces=reading.pieces + tuple(_placed(piece, start, tables) for piece in more.pieces),
        meta=reading.meta + tuple((f"translation:{name}", value) for name, value in more.meta),
        faults=reading.faults
        + tuple(fault._replace(span=fault.span and _moved(fault.span, start)) for fault in more.faults),
    )


def _placed(piece: Piece, start: int, tables: int) -> Piece:
    cell = piece.cell and piece.cell._replace(table=piece.cell.table + tables)
    return piece._replace(span=_moved(piece.span, start), cell=cell)


def _moved(span: Span, start: int) -> Span:
    return Span(span.start + start, span.end + start)
