"""What is attached to a paper in the same text, as documents of their own."""

from collections.abc import Iterator
from dataclasses import replace

from docpipe.document import ORIGINAL, Block, Document
from docpipe.extract.links import links_of
from docpipe.extract.official import official_fields
from docpipe.label import label_attached
from docpipe.label.structure_attached import ATTACHMENT_BEGINS, NUMBERED, title_beside_label
from docpipe.profile import Profile
from docpipe.reading import Piece, Reading
from docpipe.span import Span

NAME = "attachment name"


def attached(document: Document, profile: Profile) -> tuple[Document, ...]:
    """The attachments that stand below a paper's signature, each with its own text, blocks, title and fields."""
    names = document.values("attachments")
    groups = list(_groups(document))
    return tuple(
        _child(document, group, names[at] if len(names) == len(groups) else None, profile)
        for at, group in enumerate(groups)
    )


def _groups(document: Document) -> Iterator[list[Block]]:
    """Blocks of one attachment each: a lone 附件 opens the next one, anything else closes it."""
    group: list[Block] = []
    for block in document.blocks:
        mine = block.part == ORIGINAL and block.role == "attachment_text"
        opens = _begins(document, block) or bool(group and _titled(document, group[0]) and _titled(document, block))
        if group and (not mine or opens) and not _only_begins(document, group):
            yield group
            group = []
        if mine:
            group.append(block)
    if group and not _only_begins(document, group):
        yield group


def _begins(document: Document, block: Block) -> bool:
    return ATTACHMENT_BEGINS.match(document.text_of(block)) is not None


def _titled(document: Document, block: Block) -> bool:
    """附件2：某某表, in a row of attachments that all begin so."""
    return NUMBERED.match(document.text_of(block)) is not None


def _only_begins(document: Document, group: list[Block]) -> bool:
    return all(_begins(document, block) for block in group)


def _child(document: Document, group: list[Block], name: str | None, profile: Profile) -> Document:
    span = Span(group[0].span.start, group[-1].span.end)
    whole = document.reading
    reading = Reading(
        span.of(whole.text),
        tuple(_shifted(whole.pieces, span)),
        ((NAME, name),) if (name := name or title_beside_label(document.text_of(group[0]))) else (),
        whole.reader,
        whole.encoding,
        whole.media_type,
    )
    languages = {block.span.start - span.start: block.language for block in group}
    blocks = label_attached(reading, profile, languages)
    found = official_fields(reading, blocks, profile)
    links = tuple(
        link._replace(kind="body" if link.kind == "other" else link.kind) for link in links_of(reading, blocks)
    )
    return replace(
        document,
        reading=reading,
        blocks=blocks,
        fields=found.fields,
        links=links,
        problems=found.problems,
        children=(),
    )


def _shifted(pieces: tuple[Piece, ...], span: Span) -> Iterator[Piece]:
    for piece in pieces:
        start, end = max(piece.span.start, span.start), min(piece.span.end, span.end)
        if start < end:
            yield piece._replace(span=Span(start - span.start, end - span.start))
