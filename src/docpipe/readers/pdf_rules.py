"""The ruled lines of a PDF page."""

import ctypes
from collections.abc import Callable, Iterator
from typing import Any

from docpipe.readers.grid import Stroke, Table, tables_of
from docpipe.reading import Box

MOST_OBJECTS = 20_000
MOST_SEGMENTS = 40_000
THIN = 3.0  # points; what is thicker is a bar
SHORT = 6.0
NEAR = 2.5


def ruled_tables(page: Any, place: Callable[[Any], Box]) -> list[Table]:
    """The tables that the lines of a page make; `place` turns a rectangle of PDF into one of the page as shown."""
    across, down = list[Stroke](), list[Stroke]()
    for box in _lines(page, place):
        wide, high = box.right - box.left, box.bottom - box.top
        if high <= THIN and wide >= SHORT:
            across.append(Stroke((box.top + box.bottom) / 2, box.left, box.right))
        elif wide <= THIN and high >= SHORT:
            down.append(Stroke((box.left + box.right) / 2, box.top, box.bottom))
    return tables_of(across, down, NEAR)


def _lines(page: Any, place: Callable[[Any], Box]) -> Iterator[Box]:
    """The boxes of straight segments and of bars that are drawn as filled rectangles."""
    from pypdfium2 import raw

    left = MOST_SEGMENTS
    for at in range(min(raw.FPDFPage_CountObjects(page), MOST_OBJECTS)):
        drawn = raw.FPDFPage_GetObject(page, at)
        if raw.FPDFPageObj_GetType(drawn) != raw.FPDF_PAGEOBJ_PATH:
            continue
        sides = [ctypes.c_float() for _ in range(4)]
        if not raw.FPDFPageObj_GetBounds(drawn, *(ctypes.byref(side) for side in sides)):
            continue
        x0, y0, x1, y1 = (side.value for side in sides)
        if x1 - x0 <= THIN or y1 - y0 <= THIN:
            yield place(raw.FS_RECTF(x0, y1, x1, y0))
            continue
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        if not raw.FPDFPath_GetDrawMode(drawn, ctypes.byref(fill), ctypes.byref(stroke)) or not stroke.value:
            continue
        count = raw.FPDFPath_CountSegments(drawn)
        left -= count
        if left < 0:
            return
        for x0, y0, x1, y1 in _segments(drawn, count, raw):
            yield place(raw.FS_RECTF(min(x0, x1), max(y0, y1), max(x0, x1), min(y0, y1)))


def _segments(drawn: Any, count: int, raw: Any) -> Iterator[tuple[float, float, float, float]]:
    """The straight parts of a path, on the page."""
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(drawn, ctypes.byref(matrix))
    start = last = (0.0, 0.0)
    x, y = ctypes.c_float(), ctypes.c_float()
    for at in range(count):
        part = raw.FPDFPath_GetPathSegment(drawn, at)
        raw.FPDFPathSegment_GetPoint(part, ctypes.byref(x), ctypes.byref(y))
        here = (matrix.a * x.value + matrix.c * y.value + matrix.e, matrix.b * x.value + matrix.d * y.value + matrix.f)
        kind = raw.FPDFPathSegment_GetType(part)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = here
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield (*last, *here)
        last = here
        if raw.FPDFPathSegment_GetClose(part):
            yield (*here, *start)
            last = start
