"""OFD (GB/T 33190), the fixed layout of Chinese official documents: a ZIP of XML pages."""

import posixpath
from typing import Any

from docpipe.readers.container_parts import Parts
from docpipe.readers.formats_other import OFD
from docpipe.readers.paragraphs import Paragraphs
from docpipe.readers.pdf_lines import VisualLine, is_wide
from docpipe.readers.pdf_order import around, ordered
from docpipe.readers.pdf_paragraphs import joined, with_furniture
from docpipe.readers.unreadable import Unreadable
from docpipe.reading import Box, Fault, Reading
from docpipe.source import Source

POINTS = 72 / 25.4  # OFD measures in millimetres
MOST_PAGES = 3_000


def read_ofd(content: bytes, source: Source) -> Reading:
    """The text of all pages by its place on them; pages that are pictures are faults. Raises Unreadable."""
    parts = Parts(content, "OFD file")
    entry = parts.maybe_xml("OFD.xml")
    roots = [_inside("", node.text) for node in _named(entry, "DocRoot")] if entry is not None else []
    roots = roots or sorted(name for name in parts.names if name.endswith("Document.xml"))
    if not roots:
        raise Unreadable("corrupt", "no OFD file: it names no document")
    out, lines, count = Paragraphs(), list[VisualLine](), 0
    for root in roots:
        document = parts.xml(root)
        for node in _named(document, "Page"):
            name = _inside(posixpath.dirname(root), node.get("BaseLoc"))
            if name not in parts.names or count >= MOST_PAGES:
                continue
            count += 1
            found = _page(parts.maybe_xml(name), count)
            if not found:
                out.faults.append(Fault("page_without_text", f"page {count} holds no text, only drawings or pictures"))
            lines.extend(found)
    joined(with_furniture(lines), out)
    if not out.pieces:
        raise Unreadable("no_text_layer", "the OFD file holds pictures only")
    meta = tuple(
        (f"ofd:{node.tag.rsplit('}', 1)[-1].lower()}", node.text.strip())
        for info in (_named(entry, "DocInfo") if entry is not None else [])
        for node in info
        if (node.text or "").strip()
    )
    return out.reading("ofd", OFD, (*meta, ("pages", str(count))))


def _named(root: Any, name: str) -> list[Any]:
    return [node for node in root.iter() if node.tag.rsplit("}", 1)[-1] == name]


def _inside(folder: str, name: str | None) -> str:
    return posixpath.normpath(posixpath.join("/", folder, (name or "").strip())).lstrip("/")


def _numbers(text: str | None) -> list[float]:
    """Numbers of an attribute; `g 3 2.5` repeats one."""
    found: list[float] = []
    words = (text or "").split()
    at = 0
    try:
        while at < len(words) and len(found) < 100_000:
            if words[at] == "g" and at + 2 < len(words):
                found.extend([float(words[at + 2])] * min(int(words[at + 1]), 10_000))
                at += 3
            else:
                found.append(float(words[at]))
                at += 1
    except ValueError:
        pass
    return found


def _page(root: Any, number: int) -> list[VisualLine]:
    runs: list[tuple[Box, str, float]] = []
    for node in _named(root, "TextObject") if root is not None else []:
        edge = _numbers(node.get("Boundary"))
        given = _numbers(node.get("Size"))
        if len(edge) < 4 or not given:
            continue
        scale = _numbers(node.get("CTM"))
        size = given[0] * (abs(scale[3]) or abs(scale[1]) or 1.0 if len(scale) == 6 else 1.0)
        for code in _named(node, "TextCode"):
            text = (code.text or "").strip("\r\n")
            if text.strip():
                runs.append((_box(edge, scale, code, text, size), text, size * POINTS))
    lines = []
    for column, rows in enumerate(ordered([box for box, _, _ in runs])):
        for row in rows:
            lines.append(_line([runs[at] for at in row], number, column))
    return lines


def _box(edge: list[float], scale: list[float], code: Any, text: str, size: float) -> Box:
    x, y = (_numbers(code.get(name)) or [0.0] for name in ("X", "Y"))
    a, b, c, d, e, f = scale if len(scale) == 6 else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    left = edge[0] + a * x[0] + c * y[0] + e
    base = edge[1] + b * x[0] + d * y[0] + f
    steps = sum(_numbers(code.get("DeltaX"))[: len(text) - 1]) * abs(a or 1.0)
    last = size if is_wide(text[-1]) else 0.5 * size
    width = steps + last if steps else sum(size if is_wide(char) else 0.5 * size for char in text)
    return Box(left * POINTS, (base - 0.86 * size) * POINTS, (left + width) * POINTS, (base + 0.14 * size) * POINTS)


def _line(row: list[tuple[Box, str, float]], number: int, column: int) -> VisualLine:
    parts: list[str] = []
    before: Box | None = None
    for box, text, size in row:
        if before is not None:
            gap = box.left - before.right
            wide = is_wide(parts[-1][-1]) or is_wide(text[0])
            parts.append("    " if gap > 1.5 * size else " " if gap > (0.6 if wide else 0.2) * size else "")
        parts.append(text)
        before = box
    sizes = sorted(size for _, _, size in row)
    box = around([box for box, _, _ in row])
    return VisualLine("".join(parts).strip(), box, number, size=sizes[len(sizes) // 2], column=column)
