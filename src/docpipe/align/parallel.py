"""A document as rows of a table: original, translation, what is wrong."""

from typing import NamedTuple

from docpipe.align.fitting import aligned_or_not
from docpipe.align.flags import flags_of
from docpipe.document import Document, Problem

HEADINGS = frozenset({"title", "heading", "article", "chapter", "masthead"})


class ParallelRow(NamedTuple):
    """A pair of sentences, or of paragraphs that are but one; `begins` a paragraph, `heading` where it is one."""

    source: str
    target: str
    begins: bool
    heading: bool
    score: float
    flags: tuple[str, ...]


class Parallel(NamedTuple):
    """The rows of a document, what is wrong with its translation as a whole, and the messages that are of no pair."""

    rows: tuple[ParallelRow, ...]
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]


def parallel(document: Document) -> Parallel:
    """Original and translation side by side; no rows where there is no translation."""
    beads, problems = aligned_or_not(document)
    text = document.text
    messages: dict[int | None, list[str]] = {}
    for flag in flags_of(document, beads):
        messages.setdefault(flag.alignment_seq, []).append(f"{flag.code}: {flag.message}")
    inside = {bead.parent for bead in beads if bead.parent is not None}
    rows = []
    last: int | None = None
    for seq, bead in enumerate(beads):
        if seq in inside:
            continue
        paragraph = seq if bead.parent is None else bead.parent
        begins = paragraph != last
        last = paragraph
        heading = any(document.blocks[at].role in HEADINGS for at in bead.source_seqs)
        one, two = (span.of(text) if span else "" for span in (bead.source, bead.target))
        rows.append(ParallelRow(one, two, begins, heading, bead.score, tuple(messages.get(seq, ()))))
    return Parallel(tuple(rows), problems, tuple(messages.get(None, ())))
