"""The text layer of a PDF page as the lines that a person sees."""

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from statistics import median
from typing import Any, NamedTuple

from docpipe.readers.grid import Table
from docpipe.readers.in_tables import home_of, lines_in, units_of
from docpipe.readers.pdf_order import around, ordered
from docpipe.readers.pdf_rules import ruled_tables
from docpipe.readers.pdf_ways import Way, ways_of
from docpipe.readers.plain_tables import plain_tables
from docpipe.reading import Box, Cell

# What PDFium gives for a hyphen at the end of a line, and fonts for one inside it.
HYPHENS = {0x02: "-", 0xAD: "-", 0xFFFE: "-"}
MOST_CHARS = 200_000  # of one page


class VisualLine(NamedTuple):
    """A line as it stands on a page.

    `size` is the height of its letters, `column` numbers the columns of the page, `straight` is where the line would
    stand on a page that is not skewed or turned, `cell` is that of a table of the page, `room` where the cell ends.
    """

    text: str
    box: Box
    page: int
    confidence: float | None = None
    style: str | None = None
    size: float = 0.0
    column: int = 0
    straight: Box | None = None
    cell: Cell | None = None
    room: float = 0.0

    @property
    def place(self) -> Box:
        """Where the line stands among the others."""
        return self.straight or self.box


class _Char(NamedTuple):
    shown: str
    box: Box
    made_up: bool  # a space that PDFium put in


def is_wide(char: str) -> bool:
    """Whether a character is as wide as it is high, as Chinese ones and their punctuation are."""
    return (
        "\u2e80" <= char <= "\ua4cf"
        or "\uf900" <= char <= "\ufaff"
        or "\uff01" <= char <= "\uff60"
        or char >= "\U00020000"
    )


def text_lines(page: Any, number: int) -> list[VisualLine]:
    """Lines in the order of reading: that of the file, unless the file is out of order.

    A page whose text lies on its side is read as if it were turned; boxes are those on the page as it is shown.
    """
    text = page.get_textpage()
    try:
        return [line for way in ways_of(page, text) for line in _lines_along(way, page, text, number)]
    finally:
        text.close()


def _lines_along(way: Way, page: Any, text: Any, number: int) -> list[VisualLine]:
    """The lines that run one way."""
    tables = ruled_tables(page, way.place)
    runs = [part for run in _runs(_chars(text, way)) for part in _apart(run, tables)]
    runs = [run for run in runs if any(char.shown.strip() for char in run)]
    boxes = [around([char.box for char in run if not char.made_up]) for run in runs]
    homes = [home_of(tables, box) for box in boxes]
    tables += plain_tables(boxes, [at for at, home in enumerate(homes) if home is None])
    homes = [home_of(tables, box) for box in boxes]
    units = units_of(boxes, homes, tables)
    shapes = [unit.box for unit in units]
    columns = ordered(shapes) if _shuffled(shapes) else _columns(shapes, _neighbours(shapes))
    found = []
    for column, rows in enumerate(columns):
        for row in rows:
            free = [at for unit in row if units[unit].table is None for at in units[unit].members]
            found += _lines([(boxes[at], runs[at]) for at in free], VisualLine("", shapes[0], number, column=column))
            for unit in row:
                if units[unit].table is not None:
                    for cell, room, held in lines_in(units[unit], boxes, homes):
                        blank = VisualLine("", shapes[0], number, column=column, cell=cell, room=room.box.right)
                        found += _lines([(boxes[at], runs[at]) for at in held], blank)
    if way.turn == page.get_rotation():
        return found
    return [line._replace(box=way.shown(line.box), straight=line.box) for line in found]


def _lines(row: list[tuple[Box, list[_Char]]], blank: VisualLine) -> list[VisualLine]:
    """The line that runs make; none where they show nothing."""
    text = _joined(row)
    if not text:
        return []
    heights = [char.box.bottom - char.box.top for _, run in row for char in run if char.shown.strip()]
    return [blank._replace(text=text, box=around([box for box, _ in row]), size=median(heights))]


def _apart(run: list[_Char], tables: list[Table]) -> list[list[_Char]]:
    """A run cut where a ruled line parts its cells."""
    if not tables or len(run) < 2:
        return [run]
    parts: list[list[_Char]] = [[]]
    last = home_of(tables, run[0].box)
    for char in run:
        home = last if char.made_up else home_of(tables, char.box)
        if home != last:
            while parts[-1] and parts[-1][-1].made_up:
                parts[-1].pop()
            parts.append([])
        parts[-1].append(char)
        last = home
    return [part for part in parts if part]


def _chars(text: Any, way: Way) -> Iterator[_Char | None]:
    """Characters that run one way with their boxes on the page that lies so; None where PDFium ends a line."""
    from pypdfium2 import raw

    rect = raw.FS_RECTF()
    given = ctypes.byref(rect)
    high = 0
    for at in range(min(text.count_chars(), MOST_CHARS)):
        code = raw.FPDFText_GetUnicode(text, at)
        if code in {10, 13} or (way.holds is not None and not way.holds(at)):
            yield None
            continue
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code, high = (0x10000 + ((high - 0xD800) << 10) + code - 0xDC00 if high else 0xFFFD), 0
        if code == 0 or not raw.FPDFText_GetLooseCharBox(text, at, given):
            continue
        shown = HYPHENS.get(code) or (" " if code < 32 or code == 0xA0 else chr(code) if code < 0x110000 else "\ufffd")
        yield _Char(shown, way.place(rect), shown == " " and raw.FPDFText_IsGenerated(text, at) == 1)


def _runs(chars: Iterator[_Char | None]) -> Iterator[list[_Char]]:
    """Characters that follow each other on a line; a space that PDFium put in has no place of its own."""
    run: list[_Char] = []
    last: _Char | None = None
    for char in chars:
        if char is None or (last is not None and not char.made_up and not _follows(last.box, char.box)):
            if last is not None:
                yield run if not run[-1].made_up else run[:-1]
            run, last = [], None
        if char is None or (last is None and char.shown == " "):
            continue
        if not char.made_up:
            last = char
        if not (char.made_up and run[-1].made_up):
            run.append(char)
    if last is not None:
        yield run if not run[-1].made_up else run[:-1]


def _follows(last: Box, box: Box) -> bool:
    size = max(last.bottom - last.top, box.bottom - box.top, 1.0)
    middle = (box.top + box.bottom) / 2
    within = last.top - 0.1 * size <= middle <= last.bottom + 0.1 * size
    within = within or box.top <= (last.top + last.bottom) / 2 <= box.bottom
    return within and -0.6 * size < box.left - last.right < 1.5 * size


def _shuffled(boxes: list[Box]) -> bool:
    """Whether the file gives lines of one column in another order than from top to bottom."""
    back = 0
    for one, two in pairwise(boxes):
        shared = min(one.right, two.right) - max(one.left, two.left)
        over = shared > 0.3 * min(one.right - one.left, two.right - two.left)
        back += over and two.bottom < one.top + 0.3 * (one.bottom - one.top)
    return back > len(boxes) // 10


def _neighbours(boxes: list[Box]) -> list[list[int]]:
    """Runs that follow each other on one line, in the order of the file."""
    rows: list[list[int]] = []
    for at, box in enumerate(boxes):
        if rows and _beside(boxes[rows[-1][-1]], box):
            rows[-1].append(at)
        else:
            rows.append([at])
    return rows


def _beside(last: Box, box: Box) -> bool:
    low, high = sorted((last.bottom - last.top, box.bottom - box.top))
    overlap = min(last.bottom, box.bottom) - max(last.top, box.top)
    return overlap > 0.5 * max(low, 0.1) and box.left >= last.right - 0.6 * high


def _columns(boxes: list[Box], rows: list[list[int]]) -> list[list[list[int]]]:
    """Rows of the file's order; where it goes up again, a column begins."""
    columns: list[list[list[int]]] = []
    last: Box | None = None
    for row in rows:
        box = around([boxes[at] for at in row])
        if last is None or box.bottom < last.top:
            columns.append([])
        columns[-1].append(row)
        last = box
    return columns


def _joined(row: list[tuple[Box, list[_Char]]]) -> str:
    """The text of a line; a gap as wide as a letter is kept as white space, one that only sets Latin apart is not."""
    parts: list[str] = []
    before: Box | None = None
    for box, run in row:
        size = max(box.bottom - box.top, 1.0)
        if before is not None and parts and parts[-1][-1:] != " ":
            gap = box.left - before.right
            wide = is_wide(parts[-1][-1]) or is_wide(run[0].shown)
            parts.append("    " if gap > 1.5 * size else " " if gap > (0.6 if wide else 0.15) * size else "")
        parts.append(_text(run))
        before = box
    return "".join(parts).strip()


def _text(run: list[_Char]) -> str:
    """The characters of a run, without spaces that PDFium put next to Chinese ones for a gap that is no space."""
    shown = []
    for at, char in enumerate(run):
        if char.made_up and 0 < at < len(run) - 1:
            one, two = run[at - 1], run[at + 1]
            if is_wide(one.shown) or is_wide(two.shown):
                gap, size = two.box.left - one.box.right, one.box.bottom - one.box.top
                if gap < 0.6 * size:
                    continue
        shown.append(char.shown)
    return "".join(shown)
