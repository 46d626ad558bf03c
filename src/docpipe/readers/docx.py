"""Word files (.docx): paragraphs and tables in order, with their styles; headers, footers and notes behind them."""

import re
from io import BytesIO
from typing import Any

from docpipe.readers.formats_other import DOCX
from docpipe.readers.paragraphs import Paragraphs
from docpipe.readers.unreadable import Unreadable
from docpipe.reading import Cell, Fault, Reading
from docpipe.source import Source

HEADING = re.compile(r"^(?:heading|标题)\s*([1-6])$", re.IGNORECASE)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read_docx(content: bytes, source: Source) -> Reading:
    """The text as Word shows it: deleted text of tracked changes is left out, and said. Raises Unreadable."""
    from docx import Document as open_docx
    from docx.oxml.ns import qn
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    try:
        document: Any = open_docx(BytesIO(content))
    except Exception as broken:
        raise Unreadable("corrupt", f"no Word file that can be opened: {broken}"[:300]) from broken
    page, tables = Paragraphs(), 0
    for element in document.element.body.iterchildren():
        if element.tag == qn("w:p"):
            _paragraph(page, Paragraph(element, document))
        elif element.tag == qn("w:tbl"):
            _table(page, Table(element, document), tables)
            tables += 1
        elif element.tag == qn("w:sdt"):
            for inner in element.iter(qn("w:p")):
                _paragraph(page, Paragraph(inner, document))
    _furniture(page, document)
    changed = len(document.element.body.findall(f".//{W}del"))
    if changed:
        page.faults.append(Fault("tracked_changes", f"{changed} deletions are tracked; the text is shown without them"))
    if not page.pieces:
        raise Unreadable("empty", "the Word file holds no text")
    return page.reading("docx", DOCX, _properties(document))


def _shown(paragraph: Any) -> str:
    """The text of a paragraph with insertions and links, without deletions."""
    parts = []
    for node in paragraph._p.iter():
        if node.tag == f"{W}t":
            parts.append(node.text or "")
        elif node.tag == f"{W}tab":
            parts.append("\t")
        elif node.tag in {f"{W}br", f"{W}cr"}:
            parts.append("\n")
    return "".join(parts)


def _paragraph(page: Paragraphs, paragraph: Any, cell: Cell | None = None) -> None:
    style = paragraph.style.name if paragraph.style is not None else None
    heading = HEADING.match(style or "")
    tag = f"h{heading[1]}" if heading else "td" if cell else "li" if style and style.startswith("List") else "p"
    for line in _shown(paragraph).split("\n"):
        page.add(line, tag=tag, style=style, cell=cell)


def _table(page: Paragraphs, table: Any, number: int) -> None:
    """Each cell once, though python-docx gives a merged one for every place that it spans."""
    seen: set[Any] = set()  # the elements themselves: an id may be given again
    for row, cells in enumerate(table.rows):
        for column, cell in enumerate(cells.cells):
            if cell._tc in seen:
                continue
            seen.add(cell._tc)
            for paragraph in cell.paragraphs:
                _paragraph(page, paragraph, Cell(number, row, column))


def _furniture(page: Paragraphs, document: Any) -> None:
    """Headers and footers, each text once."""
    seen: set[str] = set()
    for section in document.sections:
        for style, part in (("header", section.header), ("footer", section.footer)):
            for paragraph in part.paragraphs:
                text = paragraph.text.strip()
                if text and text not in seen:
                    seen.add(text)
                    page.add(text, tag="p", style=style)


def _properties(document: Any) -> tuple[tuple[str, str], ...]:
    known = document.core_properties
    given = (("docx:title", known.title), ("docx:author", known.author), ("docx:subject", known.subject))
    return tuple((name, str(value)) for name, value in given if value)
