"""One row per problem: something a person may want to look at."""

from typing import Literal

from docpipe.tables.column import Row, given, maybe


class ProblemRow(Row):
    """Something odd about a source or its document; an error is why a document is held."""

    source_id: str = given("The file or member (sources.source_id).")
    document_id: str | None = maybe("The document; NULL where the source gave none.")
    seq: int = given("Place among the problems of the document, or of the source without one, from 0.", arrow="int32")
    code: str = given("What kind of problem, a short name (missing_field, encoding_conflict …).", low=True)
    severity: Literal["info", "warning", "error"] = given("error: held for it; warning: look at it; info.", low=True)
    message: str = given("What is wrong, for a person.")
    start: int | None = maybe("Where in the text it starts.", arrow="int32")
    end: int | None = maybe("Where in the text it ends.", arrow="int32")
