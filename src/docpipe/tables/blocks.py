"""One row per block: a stretch of the text and what it is."""

from typing import Literal

from docpipe.tables.column import Row, given, maybe


class BlockRow(Row):
    """A stretch of a document's text; the blocks of a document in order, joined, are its text."""

    document_id: str = given("The document (documents.document_id).")
    seq: int = given("Place of the block in the document, from 0.", arrow="int32")
    start: int = given("Where it starts in the text, in Unicode code points from 0.", arrow="int32")
    end: int = given("Where it ends: the position after its last character.", arrow="int32")
    part: Literal["original", "translation", "clutter"] = given(
        "original: the document; translation: its translation; clutter: everything around it.", low=True
    )
    role: str = given("What it is: a role of the vocabulary (title, paragraph, related_link …).", low=True)
    level: int | None = maybe("Level of a heading, 1 is the highest (一、).", zh="结构层次序数", arrow="int16")
    language: str | None = maybe("Language of the block, BCP 47.", low=True)
    text: str = given("The characters exactly as they stand, line break and blank lines after them included.")
    rule: str = given("Name of the rule that decided; `default` where nothing did.", low=True)
    confidence: float = given("How sure the rule is, 0 to 1.", arrow="float32")
    page: int | None = maybe("Page it stands on, from 1.", arrow="int32")
    path: str | None = maybe(
        "Address of a line of the text: 第三章/第十二条/第二款/（一） in a law, 一、/（二）/3. in another paper; "
        "of other lines the css path, or the box on the page."
    )
