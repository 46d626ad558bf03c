"""One row per pair of documents that belong together."""

from typing import Literal

from docpipe.tables.column import Row, given


class DuplicateRow(Row):
    """Two documents that are copies, versions, a whole and its part, or papers after one pattern."""

    document_id: str = given("The earlier document, by its date, else by its id.")
    other_id: str = given("The later one.")
    kind: Literal["same_text", "republication", "version", "contains", "pattern", "alike"] = given(
        "same_text: the same words; republication: the same paper elsewhere; version: the same title from the same "
        "office, reworked; contains: one holds the other; pattern: other papers after the same pattern; alike: none "
        "of these can be told.",
        low=True,
    )
    likeness: float = given("Share of 5-grams that both have (Jaccard, estimated).", arrow="float32")
    containment: float = given("Share of the shorter text that the longer one has, estimated.", arrow="float32")
    run_id: str = given("The run that found it.", low=True, run=True)
