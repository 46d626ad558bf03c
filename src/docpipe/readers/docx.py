"""Word files (.docx): the text as Word shows it, numbers of lists included; headers, footers and notes behind it."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from docpipe.readers.container_parts import Parts
from docpipe.readers.docx_numbering import Numbering, W, whole
from docpipe.readers.formats_other import DOCX
from docpipe.readers.paragraphs import Paragraphs
from docpipe.readers.unreadable import Unreadable
from docpipe.reading import Cell, Fault, Reading
from docpipe.source import Source

HEADING = re.compile(r"^(?:heading|标题)\s*([1-6])$", re.IGNORECASE)
R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
FURNITURE = (("header", "header"), ("footer", "footer"))
NOTES = (("footnotes", "footnote"), ("endnotes", "endnote"))
GONE = {f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}rt", f"{W}pPr", f"{W}sdtPr", f"{W}delText"}
BREAKS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}ptab": "\t"}


class Style(NamedTuple):
    """A paragraph style: its name, heading level (from 1) and list."""

    name: str
    level: int | None
    number: str | None
    depth: int


class _Word:
    """What is needed while the parts of one file are walked through."""

    def __init__(self, parts: Parts, main: str) -> None:
        self.targets = parts.targets(main)
        found = {kind: target for _, kind, target in reversed(self.targets)}
        self.links = {key: target for key, kind, target in self.targets if kind == "hyperlink"}
        self.styles, self.normal = _styles(parts.maybe_xml(found.get("styles")))
        self.numbering = Numbering(parts.maybe_xml(found.get("numbering")))
        self.page = Paragraphs()
        self.tables = self.deleted = self.inserted = self.hidden = 0


def read_docx(content: bytes, source: Source) -> Reading:
    """The final text: what tracked changes deleted and what is hidden is left out, and counted. Raises Unreadable."""
    parts = Parts(content, "Word file")
    main = next((target for _, kind, target in parts.targets("") if kind == "officeDocument"), "word/document.xml")
    body = parts.xml(main if main in parts.names else "word/document.xml").find(f"{W}body")
    word = _Word(parts, main)
    _blocks(word, body if body is not None else (), None)
    for kind, style in (*NOTES, *FURNITURE):
        seen: set[str] = set()
        for target in dict.fromkeys(target for _, name, target in word.targets if name == kind):
            _beside(word, parts.maybe_xml(target), style, seen)
    comments = [parts.maybe_xml(target) for _, name, target in word.targets if name == "comments"]
    count = sum(len(root.findall(f"{W}comment")) for root in comments if root is not None)
    _say(word, count)
    if not word.page.pieces:
        raise Unreadable("empty", "the Word file holds no text")
    return word.page.reading("docx", DOCX, _properties(parts))


def _say(word: _Word, comments: int) -> None:
    say = word.page.faults.append
    if word.deleted or word.inserted:
        counts = f"{word.inserted} insertions and {word.deleted} deletions"
        say(Fault("tracked_changes", f"{counts} are tracked; the final text is shown"))
    if word.hidden:
        say(Fault("hidden_text", f"{word.hidden} runs of hidden text are left out", "info"))
    if comments:
        say(Fault("comments", f"{comments} comments are left out", "info"))


def _styles(root: Any) -> tuple[dict[str, Style], str]:
    raw: dict[str, Any] = {}
    normal = ""
    for node in root.findall(f"{W}style") if root is not None else ():
        if node.get(f"{W}type", "paragraph") == "paragraph":
            raw[node.get(f"{W}styleId", "")] = node
            if node.get(f"{W}default") in {"1", "true"}:
                normal = node.get(f"{W}styleId", "")
    return {key: _style(raw, key) for key in raw}, normal


def _style(raw: dict[str, Any], key: str) -> Style:
    """A style with what it inherits."""
    own = raw[key].find(f"{W}name")
    name = own.get(f"{W}val", key) if own is not None else key
    heading = HEADING.match(name)
    level, number, depth = int(heading[1]) if heading else None, None, 0
    at: str | None = key
    for _ in range(20):  # a style may be based on itself
        node = raw.get(at or "")
        if node is None:
            break
        said = node.find(f"{W}pPr")
        outline = whole(said, "outlineLvl", -1)
        if level is None and 0 <= outline < 6:
            level = outline + 1
        listed = said.find(f"{W}numPr") if said is not None else None
        if number is None and listed is not None:
            number, depth = str(whole(listed, "numId", 0)), whole(listed, "ilvl", 0)
        base = node.find(f"{W}basedOn")
        at = base.get(f"{W}val") if base is not None else None
    return Style(name, level, number, depth)


def _blocks(word: _Word, nodes: Any, cell: Cell | None, style: str | None = None) -> None:
    """Paragraphs and tables among `nodes`, also inside content controls."""
    for node in nodes:
        if node.tag == f"{W}p":
            _paragraph(word, node, cell, style)
        elif node.tag == f"{W}tbl":
            _table(word, node)
        elif node.tag in {f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}moveTo", f"{W}customXml", f"{W}smartTag"}:
            _blocks(word, node, cell, style)
        elif node.tag == f"{MC}AlternateContent":
            _blocks(word, _choice(node), cell, style)
        elif node.tag == f"{W}altChunk":
            word.page.faults.append(Fault("embedded_part", "a file embedded in the text is left out"))


def _choice(node: Any) -> Any:
    found = node.find(f"{MC}Choice")
    return found if found is not None else node.find(f"{MC}Fallback") or ()


def _paragraph(word: _Word, node: Any, cell: Cell | None, furniture: str | None) -> None:
    said = node.find(f"{W}pPr")
    named = said.find(f"{W}pStyle") if said is not None else None
    style = word.styles.get(named.get(f"{W}val", "") if named is not None else word.normal)
    runs = list(_runs(word, node))
    label = _label(word, said, style) if any(text.strip() for text, _, _ in runs) else ""
    outline = whole(said, "outlineLvl", -1)
    level = outline + 1 if 0 <= outline < 6 else style.level if style is not None else None
    name = furniture or (style.name if style is not None and named is not None else None)
    if name is None and runs and all(bold for text, bold, _ in runs if text.strip()):
        name = "bold"
    if furniture or (name or "").lower().startswith("toc"):
        level = None
    listed = bool(label) or (name or "").startswith("List")
    tag = f"h{level}" if level else "td" if cell else "li" if listed else "p"
    for count, line in enumerate(_lines(runs)):
        shown = [(label + text if not (count or at) else text, href) for at, (text, href) in enumerate(line)]
        for at, (text, href) in enumerate(shown):
            end = "\n" if at == len(shown) - 1 else ""
            word.page.add(text, tag=tag, style=name, cell=cell, href=href, end=end)
    for box in _boxes(node):
        _blocks(word, box, cell, furniture)


def _label(word: _Word, said: Any, style: Style | None) -> str:
    listed = said.find(f"{W}numPr") if said is not None else None
    inherited = (style.number, style.depth) if style is not None else (None, 0)
    number = str(whole(listed, "numId", -1)) if listed is not None else "-1"
    number = inherited[0] or "0" if number == "-1" else number
    depth = whole(listed, "ilvl", inherited[1])
    return word.numbering.next(number, depth) if number != "0" else ""


def _lines(runs: list[tuple[str, bool, str | None]]) -> Iterator[list[tuple[str, str | None]]]:
    """Stretches of one link target, line by line; none for an empty line, no stretch of white space alone."""
    line: list[tuple[str, str | None]] = []
    for text, _, href in runs:
        for count, part in enumerate(text.split("\n")):
            if count and line:
                yield line
                line = []
            if not part:
                continue
            if line and (line[-1][1] == href or not part.strip() or not line[-1][0].strip()):
                target = line[-1][1] if line[-1][0].strip() else href
                line[-1] = (line[-1][0] + part, target)
            else:
                line.append((part, href))
    if line:
        yield line


def _runs(word: _Word, node: Any, href: str | None = None) -> Iterator[tuple[str, bool, str | None]]:
    """Text as shown, whether it is bold, and where it leads."""
    for child in node:
        if child.tag == f"{W}r":
            if (shown := _shown(word, child)) is not None:
                yield (*shown, href)
        elif child.tag in GONE:
            word.deleted += child.tag == f"{W}del"
        elif child.tag == f"{W}hyperlink":
            yield from _runs(word, child, word.links.get(child.get(R_ID, "")) or href)
        elif child.tag == f"{MC}AlternateContent":
            yield from _runs(word, _choice(child), href)
        elif child.tag == MATH:
            yield child.text or "", False, href
        else:
            word.inserted += child.tag == f"{W}ins"
            yield from _runs(word, child, href)


def _on(node: Any, name: str) -> bool:
    found = node.find(f"{W}{name}") if node is not None else None
    return found is not None and found.get(f"{W}val") not in {"0", "false", "off"}


def _shown(word: _Word, run: Any) -> tuple[str, bool] | None:
    said = run.find(f"{W}rPr")
    if _on(said, "vanish"):
        word.hidden += 1
        return None
    parts = []
    for child in run:
        if child.tag == f"{W}t":
            parts.append(child.text or "")
        elif child.tag in BREAKS:
            parts.append(BREAKS[child.tag])
        elif child.tag == f"{W}ruby":
            parts.extend(text.text or "" for base in child.findall(f"{W}rubyBase") for text in base.iter(f"{W}t"))
    text = "".join(parts).replace("\r", "")
    return (text, _on(said, "b")) if text else None


def _boxes(node: Any) -> Iterator[Any]:
    """The contents of text boxes that hang on a paragraph, each once though Word writes two versions of it."""
    for child in node:
        if child.tag == f"{W}txbxContent":
            yield child
        elif child.tag == f"{MC}AlternateContent":
            yield from _boxes(_choice(child))
        elif child.tag not in GONE:
            yield from _boxes(child)


def _table(word: _Word, node: Any) -> None:
    """Each cell once, with the rows and columns that it spans."""
    number = word.tables
    word.tables += 1
    grid: list[list[tuple[int, int, bool, Any]]] = []
    for row in _named(node, "tr"):
        if row.find(f"{W}trPr/{W}del") is not None:
            word.deleted += 1
            continue
        column, cells = 0, []
        for held in _named(row, "tc"):
            said = held.find(f"{W}tcPr")
            span = max(1, min(whole(said, "gridSpan", 1), 1000))
            merge = said.find(f"{W}vMerge") if said is not None else None
            below = merge is not None and merge.get(f"{W}val") != "restart"
            cells.append((column, span, below and bool(grid), held))
            column += span
        grid.append(cells)
    below_at = [{column for column, _, below, _ in cells if below} for cells in grid]
    for at, cells in enumerate(grid):
        for column, span, below, held in cells:
            if not below:
                rows = next((n for n in range(at + 1, len(grid)) if column not in below_at[n]), len(grid)) - at
                _blocks(word, held, Cell(number, at, column, rows, span))


def _named(node: Any, name: str) -> Iterator[Any]:
    """Rows of a table or cells of a row, also inside content controls."""
    for child in node:
        if child.tag == f"{W}{name}":
            yield child
        elif child.tag in {f"{W}sdt", f"{W}sdtContent", f"{W}customXml"}:
            yield from _named(child, name)


def _beside(word: _Word, root: Any, style: str, seen: set[str]) -> None:
    """Notes, headers and footers, each text once."""
    if root is None:
        return
    for node in root.findall(f"{W}{style}") if style.endswith("note") else [root]:
        if node.get(f"{W}type") in {"separator", "continuationSeparator"}:
            continue
        text = "".join(part.text or "" for part in node.iter(f"{W}t")).strip()
        if text and (text not in seen or style.endswith("note")):
            seen.add(text)
            _blocks(word, node, None, style)


def _properties(parts: Parts) -> tuple[tuple[str, str], ...]:
    root = parts.maybe_xml("docProps/core.xml")
    found = []
    for node in root if root is not None else ():
        name = node.tag.rsplit("}", 1)[-1]
        if name in {"title", "creator", "subject", "keywords", "created", "modified"} and (node.text or "").strip():
            found.append((f"docx:{'author' if name == 'creator' else name}", node.text.strip()))
    return tuple(found)
