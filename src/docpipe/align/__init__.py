"""Paragraphs and sentences of an original beside those of its translation."""

from docpipe.align.beads import Bead, align, align_sections
from docpipe.align.document import AlignedBead, align_document
from docpipe.align.fitting import aligned_or_not
from docpipe.align.learned import lexicon_in
from docpipe.align.rows import alignment_rows, flag_rows
from docpipe.align.terms import terms_for

__all__ = [
    "AlignedBead",
    "Bead",
    "align",
    "align_document",
    "align_sections",
    "aligned_or_not",
    "alignment_rows",
    "flag_rows",
    "lexicon_in",
    "terms_for",
]
