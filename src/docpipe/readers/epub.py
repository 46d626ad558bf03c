"""Books (.epub): the chapters in the order of the spine, each read as the web page that it is."""

import posixpath
from urllib.parse import unquote

from docpipe.readers.container_parts import Parts
from docpipe.readers.formats_other import EPUB
from docpipe.readers.unreadable import Unreadable
from docpipe.reading import Fault, Piece, Reading
from docpipe.source import Source
from docpipe.span import Span

PAGES = (".xhtml", ".html", ".htm")
DC = "{http://purl.org/dc/elements/1.1/}"


def read_epub(content: bytes, source: Source) -> Reading:
    """The text of all chapters; tables are numbered through the book. Raises Unreadable."""
    from docpipe.readers.html import read_html

    parts = Parts(content, "book")
    if "META-INF/encryption.xml" in parts.names and b"AES" in parts.bytes_of("META-INF/encryption.xml").upper():
        raise Unreadable("encrypted", "the book is locked (DRM)")
    chapters, meta = _spine(parts)
    texts: list[str] = []
    pieces: list[Piece] = []
    faults: list[Fault] = []
    length = tables = 0
    for name in chapters:
        try:
            reading = read_html(parts.bytes_of(name), source)
        except Unreadable as refused:
            if refused.code != "empty":
                faults.append(Fault("chapter_unreadable", f"{name}: {refused.reason}"[:300], "error"))
            continue
        most = -1
        for piece in reading.pieces:
            cell = piece.cell._replace(table=piece.cell.table + tables) if piece.cell else None
            most = max(most, cell.table if cell else -1)
            span = Span(piece.span.start + length, piece.span.end + length)
            pieces.append(piece._replace(span=span, cell=cell))
        tables = max(tables, most + 1)
        faults.extend(
            fault._replace(span=Span(fault.span.start + length, fault.span.end + length) if fault.span else None)
            for fault in reading.faults
        )
        texts.append(reading.text if reading.text.endswith("\n") else reading.text + "\n")
        length += len(texts[-1])
    if not pieces:
        raise Unreadable("empty", "the book holds no text")
    return Reading("".join(texts), tuple(pieces), meta, "epub", None, EPUB, tuple(faults))


def _spine(parts: Parts) -> tuple[list[str], tuple[tuple[str, str], ...]]:
    """Names of the chapters in reading order, and what the package says of the book."""
    pages = [name for name in parts.names if name.lower().endswith(PAGES)]
    container = parts.maybe_xml("META-INF/container.xml")
    roots = [node for node in container.iter() if node.tag.endswith("}rootfile")] if container is not None else []
    main = next((node.get("full-path", "") for node in roots), "")
    root = parts.maybe_xml(main)
    if root is None:
        return sorted(pages), ()
    held: dict[str, str] = {}
    order: list[str] = []
    meta: list[tuple[str, str]] = []
    for node in root.iter():
        name = node.tag.rsplit("}", 1)[-1]
        if name == "item":
            target = posixpath.normpath(posixpath.join(posixpath.dirname(main), unquote(node.get("href", ""))))
            held[node.get("id", "")] = target
        elif name == "itemref":
            order.append(node.get("idref", ""))
        elif node.tag.startswith(DC) and (node.text or "").strip():
            meta.append((f"epub:{name}", node.text.strip()))
    found = list(dict.fromkeys(held[key] for key in order if held.get(key) in parts.names))
    return found or sorted(pages), tuple(meta)
