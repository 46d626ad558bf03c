"""PDF: the text layer line by line with page and box; pages that are pictures go to OCR, where that is installed."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from docpipe.readers.paragraphs import Paragraphs
from docpipe.readers.unreadable import Unreadable
from docpipe.reading import Box, Fault, Reading
from docpipe.source import Source

LEAST_CHARS = 8  # fewer on a page are a page number or a stamp, not its text
MOST_PAGES = 3_000
LEAST_FULL = 3  # lines that reach the same edge make a column
SCALE = 200 / 72  # OCR wants 200 dots an inch
HAN_EDGE = re.compile(r"[\u3000-\u9fff\uff00-\uffef]")
BREAKS = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.]|[(\uff08][一二三四五六七八九十\d]{1,3}[)\uff09]|\d{1,2}[.、\uff0e]\D|第.{1,6}[章节条]|附\s*件|[•·■●])"
)
PAGE_NUMBER = re.compile(r"^[-—–－\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/共]\s*\d{1,4}\s*页?)?[-—–－\s]*$")


class VisualLine(NamedTuple):
    """A line as it stands on a page."""

    text: str
    box: Box
    page: int
    confidence: float | None = None
    style: str | None = None


def read_pdf(content: bytes, source: Source) -> Reading:
    """The text of all pages, lines of a paragraph joined. Raises Unreadable."""
    import pypdfium2 as pdfium

    try:
        document: Any = pdfium.PdfDocument(content)
        count = len(document)
    except pdfium.PdfiumError as broken:
        locked = "password" in str(broken).lower()
        reason = "the PDF is encrypted: a password is needed" if locked else f"no PDF that can be opened: {broken}"
        raise Unreadable("encrypted" if locked else "corrupt", reason) from broken
    try:
        page, lines = Paragraphs(), list[VisualLine]()
        if count > MOST_PAGES:
            page.faults.append(
                Fault("pages_left_out", f"only the first {MOST_PAGES} of {count} pages were read", "error")
            )
        for number in range(min(count, MOST_PAGES)):
            lines.extend(_page_lines(document, number, page))
        meta = _meta(document)
    finally:
        document.close()
    joined(with_furniture(lines), page)
    if not page.pieces:
        raise Unreadable("no_text_layer", "the PDF holds pictures only, and no text was recognised in them")
    return page.reading("pdf", "application/pdf", meta)


def _meta(document: Any) -> tuple[tuple[str, str], ...]:
    try:
        given = document.get_metadata_dict(skip_empty=True)
    except Exception:
        return ()
    return tuple((f"pdf:{name.lower()}", str(value)) for name, value in given.items() if str(value).strip())


def _page_lines(document: Any, number: int, out: Paragraphs) -> list[VisualLine]:
    try:
        page = document[number]
        found = list(_text_lines(page, number + 1))
    except Exception as broken:
        out.faults.append(Fault("page_unreadable", f"page {number + 1}: {broken}"[:200], "error"))
        return []
    if sum(len(line.text) for line in found) >= LEAST_CHARS:
        return found
    seen = _recognised(page, number + 1, out)
    return seen or found


def _text_lines(page: Any, number: int) -> Iterator[VisualLine]:
    """Lines by their baselines, from top to bottom, in columns where a page has them."""
    height = page.get_height()
    text = page.get_textpage()
    rects = []
    for at in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(at)
        shown = text.get_text_bounded(left, bottom, right, top).replace("\r", "").replace("\n", "")
        if shown.strip():
            rects.append((Box(left, height - top, right, height - bottom), shown))
    text.close()
    for group in _rows(rects):
        shown = _spaced(group)
        yield VisualLine(shown, _around([box for box, _ in group]), number)


def _rows(rects: list[tuple[Box, str]]) -> list[list[tuple[Box, str]]]:
    """Rectangles that share a baseline, in the order of the file, which is the order of reading nearly always."""
    rows: list[list[tuple[Box, str]]] = []
    for box, shown in rects:
        last = rows[-1][-1][0] if rows else None
        if last is not None and _beside(last, box):
            rows[-1].append((box, shown))
            continue
        rows.append([(box, shown)])
    return rows


def _beside(last: Box, box: Box) -> bool:
    """Whether a rectangle stands on the line of the one before it; a comma overlaps no digit, but stands beside it."""
    low, high = sorted((last.bottom - last.top, box.bottom - box.top))
    overlap = min(last.bottom, box.bottom) - max(last.top, box.top)
    if overlap > 0.5 * low:
        return box.left >= last.left - 1
    apart = abs((last.top + last.bottom) - (box.top + box.bottom)) / 2
    return apart < 0.7 * high and -0.5 * high <= box.left - last.right < 1.5 * high


def _spaced(group: list[tuple[Box, str]]) -> str:
    parts = [group[0][1]]
    for (before, _), (box, shown) in pairwise(group):
        gap = box.left - before.right
        size = max(1.0, box.bottom - box.top)
        if gap > 1.2 * size:
            parts.append("    ")
        elif (
            gap > 0.2 * size
            and not parts[-1].endswith(" ")
            and not (HAN_EDGE.match(shown[0]) or HAN_EDGE.match(parts[-1][-1]))
        ):
            parts.append(" ")
        parts.append(shown)
    return re.sub(r"(?<=\S) {2,3}(?=\S)", " ", "".join(parts)).strip()


def _around(boxes: list[Box]) -> Box:
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


def _recognised(page: Any, number: int, out: Paragraphs) -> list[VisualLine]:
    from docpipe.readers.ocr import OcrMissing, recognise

    try:
        bitmap = page.render(scale=SCALE).to_pil()
        return [line._replace(box=Box(*(side / SCALE for side in line.box))) for line in recognise(bitmap, number)]
    except OcrMissing as missing:
        out.faults.append(Fault("page_without_text", f"page {number} is a picture: {missing}", "error"))
    except Exception as broken:
        out.faults.append(Fault("page_unreadable", f"page {number}: {type(broken).__name__}: {broken}"[:200], "error"))
    return []


def with_furniture(lines: list[VisualLine]) -> list[VisualLine]:
    """Lone page numbers, and lines that stand at the edge of many pages with the same words, are no text."""
    pages = len({line.page for line in lines})
    edges: dict[str, set[int]] = {}
    first_last: dict[int, tuple[VisualLine, VisualLine]] = {}
    for line in lines:
        held = first_last.get(line.page)
        first_last[line.page] = (held[0] if held else line, line)
    for first, last in first_last.values():
        for line in {first, last}:
            edges.setdefault(re.sub(r"\d+", "0", line.text), set()).add(line.page)
    result = []
    for line in lines:
        result.append(line._replace(style=_edge_style(line, first_last[line.page], edges, pages)))
    return result


def _edge_style(
    line: VisualLine, edge: tuple[VisualLine, VisualLine], edges: dict[str, set[int]], pages: int
) -> str | None:
    if line not in edge:
        return line.style
    if PAGE_NUMBER.match(line.text):
        return "page_number"
    if pages >= 3 and len(edges[re.sub(r"\d+", "0", line.text)]) >= max(3, pages // 3):
        return "header" if line == edge[0] else "footer"
    return line.style


def joined(lines: list[VisualLine], out: Paragraphs) -> None:
    """Lines that run on to the edge of their column are one paragraph with the next; it keeps a piece for each."""
    if not lines:
        return
    widest: dict[int, float] = {}
    for line in lines:
        widest[line.page] = max(widest.get(line.page, 0.0), line.box.right)
    leftmost: dict[int, float] = {}
    for line in lines:
        leftmost[line.page] = min(leftmost.get(line.page, 1e9), line.box.left)
    reaching = Counter(line.page for line in lines if _reaches(line, widest[line.page]))
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        end = "\n"
        if following is not None and line.style is None and following.style is None:
            size = line.box.bottom - line.box.top
            full = reaching[line.page] >= LEAST_FULL and _reaches(line, widest[line.page])
            indented = following.box.left > leftmost[following.page] + 1.2 * size and following.page == line.page
            same_size = abs((following.box.bottom - following.box.top) - size) < 0.35 * size
            if full and not indented and same_size and not BREAKS.match(following.text):
                end = _glue(line.text, following.text)
        text = line.text
        if end == "" and text.endswith("-") and following is not None and following.text[:1].islower():
            text = text[:-1] + "\u00ad"  # a soft hyphen keeps what stood there
        out.add(text, tag="p", page=line.page, box=line.box, style=line.style, confidence=line.confidence, end=end)


def _reaches(line: VisualLine, right: float) -> bool:
    return line.box.right > right - 2.5 * (line.box.bottom - line.box.top)


def _glue(one: str, two: str) -> str:
    if HAN_EDGE.match(one[-1]) or HAN_EDGE.match(two[0]) or one.endswith("-"):
        return ""
    return " "
