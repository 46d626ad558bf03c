"""One row per gross fault of a translation."""

from typing import Literal

from docpipe.tables.column import Row, given, maybe


class TranslationFlagRow(Row):
    """A gross fault of a translation: something omitted, added, changed, left untranslated or repeated."""

    document_id: str = given("The document (documents.document_id).")
    seq: int = given("Place among the document's flags, from 0.", arrow="int32")
    alignment_seq: int | None = maybe("The pair it tells of (alignments.seq); NULL for the whole.", arrow="int32")
    code: str = given("Kind of fault (omission, addition, number_changed, date_changed, untranslated …).", low=True)
    severity: Literal["info", "warning", "error"] = given("How grave it is.", low=True)
    message: str = given("What is wrong, for a person.")
    source: str | None = maybe("The words of the original that it is about.", zh="原文")
    target: str | None = maybe("The words of the translation that it is about.", zh="译文")
    confidence: float = given("How sure the check is, 0 to 1.", arrow="float32")
