"""OpenDocument texts (.odt): paragraphs, headings and cells in order."""

import zipfile
from io import BytesIO
from typing import Any

from docpipe.readers.formats_other import ODT
from docpipe.readers.paragraphs import Paragraphs
from docpipe.readers.unreadable import Unreadable
from docpipe.reading import Cell, Reading
from docpipe.source import Source

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
MOST_XML = 200 << 20


def read_odt(content: bytes, source: Source) -> Reading:
    """The text of the document's body. Raises Unreadable."""
    from defusedxml.ElementTree import fromstring

    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            if archive.getinfo("content.xml").file_size > MOST_XML:
                raise Unreadable("too_large", "the document's text is larger than 200 MB")
            root = fromstring(archive.read("content.xml"))
    except Unreadable:
        raise
    except Exception as broken:
        raise Unreadable("corrupt", f"no OpenDocument text that can be opened: {broken}"[:300]) from broken
    page = Paragraphs()
    _walk(root, page, None, [0])
    if not page.pieces:
        raise Unreadable("empty", "the document holds no text")
    return page.reading("odt", ODT)


def _walk(node: Any, page: Paragraphs, cell: Cell | None, tables: list[int]) -> None:
    for child in node:
        if child.tag in {f"{TEXT}p", f"{TEXT}h"}:
            level = child.get(f"{TEXT}outline-level")
            tag = f"h{min(int(level), 6)}" if level and child.tag.endswith("h") else "td" if cell else "p"
            page.add(_text(child), tag=tag, cell=cell)
        elif child.tag == f"{TABLE}table":
            number = tables[0]
            tables[0] += 1
            for row, line in enumerate(child.iter(f"{TABLE}table-row")):
                for column, held in enumerate(line.iter(f"{TABLE}table-cell")):
                    _walk(held, page, Cell(number, row, column), tables)
        elif child.tag not in {f"{TEXT}tracked-changes"}:
            _walk(child, page, cell, tables)


def _text(node: Any) -> str:
    parts = [node.text or ""]
    for child in node:
        if child.tag == f"{TEXT}s":
            parts.append(" " * int(child.get(f"{TEXT}c", "1")))
        elif child.tag == f"{TEXT}tab":
            parts.append("\t")
        elif child.tag == f"{TEXT}line-break":
            parts.append(" ")
        else:
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)
