"""OpenDocument texts, workbooks and slides (.odt, .ods, .odp).

Paragraphs, headings, list numbers and cells in order; headers and notes behind them.
"""

from typing import Any

from docpipe.readers.container_parts import Parts
from docpipe.readers.docx_numbering import formatted
from docpipe.readers.formats_other import ODT
from docpipe.readers.paragraphs import Paragraphs
from docpipe.readers.unreadable import Unreadable
from docpipe.reading import Cell, Fault, Reading
from docpipe.source import Source

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
MANIFEST = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
SLIDES = "{urn:oasis:names:tc:opendocument:xmlns:presentation:1.0}"
META = {"title": "title", "initial-creator": "author", "creator": "author", "subject": "subject"}
KINDS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
MOST_SPACES, MOST_COPIES, MOST_ROWS = 1_000, 1_000, 1_048_576
MOST_CELLS = 500_000
# Not the text of the page: deletions, comments, the sequences that a document declares, hints at what a cell may hold.
GONE = {
    *(TEXT + name for name in ("tracked-changes", "sequence-decls", "ruby-text")),
    *(OFFICE + name for name in ("annotation", "forms")),
    *(TABLE + name for name in ("tracked-changes", "content-validations")),
}


class _Text:
    """What is needed while a document is walked through."""

    def __init__(self, styles: list[Any]) -> None:
        self.page = Paragraphs()
        self.notes: list[Any] = []
        self.tables = self.cells = 0
        self.slide: int | None = None
        self.names: dict[str, str] = {}
        self.levels: dict[tuple[str, int], tuple[str, str, str]] = {}
        self.counts: dict[tuple[str, int], int] = {}
        for root in styles:
            for node in root.iter(f"{STYLE}style"):
                shown = node.get(f"{STYLE}parent-style-name") or node.get(f"{STYLE}name", "")
                self.names[node.get(f"{STYLE}name", "")] = shown.replace("_20_", " ")
            for listed in root.iter(f"{TEXT}list-style"):
                for node in listed:
                    level, kind = node.get(f"{TEXT}level", ""), node.get(f"{STYLE}num-format", "")
                    if level.isdecimal() and node.tag == f"{TEXT}list-level-style-number":
                        around = node.get(f"{STYLE}num-prefix", ""), node.get(f"{STYLE}num-suffix", "")
                        self.levels[listed.get(f"{STYLE}name", ""), int(level)] = (around[0], kind, around[1])

    def number(self, style: str, level: int) -> str:
        """The number of the next item of a list."""
        found = self.levels.get((style, level))
        if found is None:
            return ""
        self.counts[style, level] = self.counts.get((style, level), 0) + 1
        for name, deeper in list(self.counts):
            if name == style and deeper > level:
                del self.counts[name, deeper]
        before, kind, after = found
        chinese = kind.startswith(("一", "壹", "甲", "子"))
        ways = {"一": "chineseCounting", "壹": "legal", "甲": "ideographTraditional", "子": "ideographZodiac"}
        shown = formatted(self.counts[style, level], ways[kind[0]] if chinese else KINDS.get(kind[:1], "none"))
        label = f"{before}{shown}{after}" if shown else ""
        return label + (" " if label and ord(label[-1]) < 0x2E80 else "")


def read_odt(content: bytes, source: Source) -> Reading:
    """The text as it is shown: without deletions and comments. Raises Unreadable."""
    parts = Parts(content, "OpenDocument file")
    manifest = parts.maybe_xml("META-INF/manifest.xml")
    if manifest is not None and next(manifest.iter(f"{MANIFEST}encryption-data"), None) is not None:
        raise Unreadable("encrypted", "the OpenDocument file is encrypted: a password is needed")
    root = parts.xml("content.xml")
    styles = parts.maybe_xml("styles.xml")
    text = _Text([node for node in (styles, root) if node is not None])
    body = root.find(f"{OFFICE}body")
    _walk(body if body is not None else root, text, None)
    for note in text.notes:
        _walk(note, text, None, style="footnote")
    seen: set[str] = set()
    for name in ("header", "footer"):
        for node in styles.iter(f"{STYLE}{name}") if styles is not None else ():
            shown = "".join(node.itertext()).strip()
            if shown and shown not in seen:
                seen.add(shown)
                _walk(node, text, None, style=name)
    deleted = sum(1 for _ in root.iter(f"{TEXT}deletion"))
    if deleted:
        text.page.faults.append(Fault("tracked_changes", f"{deleted} deletions are tracked; the final text is shown"))
    if text.cells > MOST_CELLS:
        text.page.faults.append(Fault("cells_left_out", f"only the first {MOST_CELLS} cells were read", "error"))
    if not text.page.pieces:
        raise Unreadable("empty", "the document holds no text")
    return text.page.reading("odt", source.media_type or ODT, _meta(parts.maybe_xml("meta.xml")))


def _meta(root: Any) -> tuple[tuple[str, str], ...]:
    found = []
    for node in root.iter() if root is not None else ():
        name = META.get(node.tag.rsplit("}", 1)[-1])
        if name and (node.text or "").strip():
            found.append((f"odt:{name}", node.text.strip()))
    return tuple(found)


def _walk(
    node: Any,
    text: _Text,
    cell: Cell | None,
    style: str | None = None,
    listed: tuple[str, int] = ("", 0),
    label: str = "",
) -> None:
    for child in node:
        if child.tag in {f"{TEXT}p", f"{TEXT}h"}:
            _paragraph(child, text, cell, style, label)
            label = ""
        elif child.tag == f"{TEXT}list":
            name = child.get(f"{TEXT}style-name") or listed[0]
            if child.get(f"{TEXT}continue-numbering") != "true":
                text.counts.pop((name, listed[1] + 1), None)
            _walk(child, text, cell, style, (name, listed[1] + 1))
        elif child.tag == f"{TEXT}list-item":
            _walk(child, text, cell, style, listed, text.number(*listed))
        elif child.tag == f"{TABLE}table":
            if node.tag == f"{OFFICE}spreadsheet":
                text.page.add(child.get(f"{TABLE}name", ""), tag="caption", style="sheet")
            _table(child, text, style)
        elif child.tag == f"{DRAW}page":
            text.slide = (text.slide or 0) + 1
            _walk(child, text, cell, style)
        elif child.tag == f"{DRAW}frame" and child.get(f"{SLIDES}class") == "title":
            _walk(child, text, cell, style or "Title")
        elif child.tag == f"{SLIDES}notes":
            _walk(child, text, cell, "notes")
        elif child.tag not in GONE:
            _walk(child, text, cell, style, listed)


def _paragraph(node: Any, text: _Text, cell: Cell | None, style: str | None, label: str) -> None:
    frames: list[Any] = []
    shown = _text(node, text, frames)
    level = node.get(f"{TEXT}outline-level", "")
    heading = node.tag == f"{TEXT}h" and level.isdecimal()
    tag = f"h{min(max(int(level), 1), 6)}" if heading else "td" if cell else "li" if label else "p"
    tag = "h2" if style == "Title" else tag
    name = style or text.names.get(node.get(f"{TEXT}style-name", ""), node.get(f"{TEXT}style-name"))
    for number, line in enumerate(shown.split("\n")):
        text.page.add(
            label + line if line.strip() and not number else line, tag=tag, style=name, cell=cell, page=text.slide
        )
    for frame in frames:
        _walk(frame, text, cell, style)


def _table(node: Any, text: _Text, style: str | None) -> None:
    number = text.tables
    text.tables += 1
    row = 0
    for line in _rows(node):
        copies = _count(line.get(f"{TABLE}number-rows-repeated"), MOST_ROWS)
        if any(_holds(held) for held in line):
            for copy in range(min(copies, MOST_COPIES)):
                _row(line, text, style, number, row + copy)
        row += copies


def _row(line: Any, text: _Text, style: str | None, table: int, row: int) -> None:
    """The cells of a row; one that is repeated with its text stands in each of its columns."""
    column = 0
    for held in line:
        repeated = _count(held.get(f"{TABLE}number-columns-repeated"), MOST_ROWS)
        if held.tag == f"{TABLE}table-cell" and _holds(held):
            down, across = (_count(held.get(f"{TABLE}number-{way}-spanned"), 1000) for way in ("rows", "columns"))
            for copy in range(min(repeated, MOST_COPIES)):
                text.cells += 1
                if text.cells > MOST_CELLS:
                    return
                _walk(held, text, Cell(table, row, column + copy, down, across), style)
        if held.tag in {f"{TABLE}table-cell", f"{TABLE}covered-table-cell"}:
            column += repeated


def _holds(cell: Any) -> bool:
    return any(part.strip() for part in cell.itertext())


def _rows(node: Any) -> list[Any]:
    """Rows of a table, those of its heads and groups too, none of a table inside it."""
    found = []
    for child in node:
        if child.tag == f"{TABLE}table-row":
            found.append(child)
        elif child.tag in {f"{TABLE}table-header-rows", f"{TABLE}table-rows", f"{TABLE}table-row-group"}:
            found.extend(_rows(child))
    return found


def _count(value: str | None, most: int) -> int:
    return max(1, min(int(value), most)) if value and value.isdecimal() and len(value) < 9 else 1


def _text(node: Any, text: _Text, frames: list[Any]) -> str:
    """The characters of a paragraph; notes and text boxes are kept for their own place."""
    parts = [_white(node.text)]
    for child in node:
        if child.tag == f"{TEXT}s":
            parts.append(" " * _count(child.get(f"{TEXT}c"), MOST_SPACES))
        elif child.tag == f"{TEXT}tab":
            parts.append("\t")
        elif child.tag == f"{TEXT}line-break":
            parts.append("\n")
        elif child.tag == f"{TEXT}note":
            text.notes.extend(child.findall(f"{TEXT}note-body"))
        elif child.tag.endswith("}text-box"):
            frames.append(child)
        elif child.tag not in GONE:
            parts.append(_text(child, text, frames))
        parts.append(_white(child.tail))
    return "".join(parts)


def _white(text: str | None) -> str:
    """Line feeds of the file are white space; those of the page come from line breaks."""
    return (text or "").replace("\n", " ").replace("\r", " ")
