"""One row per document with enough text to be compared."""

from docpipe.tables.column import Row, given


class SignatureRow(Row):
    """A document's text in 256 bytes, to find the documents that are like it."""

    document_id: str = given("The document (documents.document_id).")
    minhash: bytes = given("128 little-endian numbers of 16 bits: one-permutation MinHash of the body's 5-grams.")
