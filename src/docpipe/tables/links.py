"""One row per link: a pointer to something else."""

from docpipe.tables.column import Row, given, maybe


class LinkRow(Row):
    """A pointer from a document to another page, document, book or file."""

    document_id: str = given("The document that points (documents.document_id).")
    seq: int = given("Place among the document's links, from 0.", arrow="int32")
    kind: str = given("Kind of link: a word of the vocabulary (related_link, attachment, navigation …).", low=True)
    label: str | None = maybe("What is printed above it, as printed (相关链接).", zh="栏目标题", low=True)
    text: str = given("Text of the link; empty for a picture without words.")
    href: str | None = maybe("Target, absolute where a base is known; NULL where only a text points.", zh="链接地址")
    start: int | None = maybe("Where its text starts in the document's text.", arrow="int32")
    end: int | None = maybe("Where its text ends.", arrow="int32")
    target_document_id: str | None = maybe("The document of this warehouse that it points to, where it is known.")
