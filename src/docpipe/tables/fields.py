"""One row per field: a value and where it was quoted from."""

from typing import Literal

from docpipe.tables.column import Row, given, maybe


class FieldRow(Row):
    """A value found in a document, as it stands there and normalised, with its evidence."""

    document_id: str = given("The document (documents.document_id).")
    seq: int = given(
        "Place among the document's fields, from 0; of equal names the first is trusted most.", arrow="int32"
    )
    name: str = given("Name of the field: a column of documents or another name of the vocabulary.", low=True)
    value: str = given("Normalised value; dates as ISO 8601, as far as they are known.")
    verbatim: str = given("The characters as they stand in the text or as the supplier gave them.")
    start: int | None = maybe(
        "Where the quoted span starts in the text; NULL where a supplier named it.", arrow="int32"
    )
    end: int | None = maybe("Where the quoted span ends.", arrow="int32")
    supplier: str | None = maybe(
        "Who supplied it where the text does not: a meta tag, a sidecar, a file name.", low=True
    )
    rule: str = given("Name of the rule that found it.", low=True)
    confidence: float = given("How sure the rule is, 0 to 1.", arrow="float32")
    part: Literal["original", "translation", "clutter"] = given("The part that it tells of.", low=True)
