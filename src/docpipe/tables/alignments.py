"""One row per aligned pair of original and translation."""

from typing import Literal

from docpipe.tables.column import Row, given, maybe


class AlignmentRow(Row):
    """Paragraphs or sentences of the original beside those of the translation that render them."""

    document_id: str = given("The document (documents.document_id).")
    seq: int = given("Place among the document's pairs, from 0.", arrow="int32")
    level: Literal["paragraph", "sentence"] = given("What is aligned.", low=True)
    parent_seq: int | None = maybe("Of a sentence pair, the paragraph pair (seq) that it lies in.", arrow="int32")
    source_seqs: list[int] | None = maybe(
        "Blocks of the original (blocks.seq); NULL for added text.", arrow="list<int32>"
    )
    source_start: int | None = maybe("Where the original side starts in the text.", arrow="int32")
    source_end: int | None = maybe("Where the original side ends.", arrow="int32")
    source_text: str | None = maybe("Text of the original side.", zh="原文")
    target_seqs: list[int] | None = maybe(
        "Blocks of the translation (blocks.seq); NULL for omitted text.", arrow="list<int32>"
    )
    target_start: int | None = maybe("Where the translation's side starts in the text.", arrow="int32")
    target_end: int | None = maybe("Where the translation's side ends.", arrow="int32")
    target_text: str | None = maybe("Text of the translation's side.", zh="译文")
    score: float | None = maybe("How well the two sides match, as the aligner scores it.", arrow="float32")
    language: str | None = maybe("Language of the translation that the pair is of, BCP 47.", low=True)
