"""Rows of the tables `alignments` and `translation_flags`."""

from typing import Any

from docpipe.align.document import AlignedBead, align_document
from docpipe.align.flags import flags_of
from docpipe.document import Document

Row = dict[str, Any]


def alignment_rows(document: Document, document_id: str, beads: list[AlignedBead] | None = None) -> list[Row]:
    """One row per pair."""
    text = document.text
    return [
        {
            "document_id": document_id,
            "seq": seq,
            "level": bead.level,
            "parent_seq": bead.parent,
            "source_seqs": list(bead.source_seqs) or None,
            "source_start": bead.source.start if bead.source else None,
            "source_end": bead.source.end if bead.source else None,
            "source_text": bead.source.of(text) if bead.source else None,
            "target_seqs": list(bead.target_seqs) or None,
            "target_start": bead.target.start if bead.target else None,
            "target_end": bead.target.end if bead.target else None,
            "target_text": bead.target.of(text) if bead.target else None,
            "score": bead.score,
            "language": bead.language,
        }
        for seq, bead in enumerate(align_document(document) if beads is None else beads)
    ]


def flag_rows(document: Document, document_id: str, beads: list[AlignedBead]) -> list[Row]:
    """One row per gross fault of the translation."""
    return [
        {"document_id": document_id, "seq": seq, **flag._asdict()} for seq, flag in enumerate(flags_of(document, beads))
    ]
