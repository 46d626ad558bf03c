"""The ruled lines of a scanned page."""

import math
from collections.abc import Sequence
from typing import Any

from docpipe.readers.grid import Stroke, Table, tables_of
from docpipe.reading import Box

SHORTEST = 0.022  # of the longer side of the page is a line at least; strokes of letters are shorter
THICKEST = 0.006
NEAR = 0.004
NARROWEST = 0.12  # a table is wider than the strokes of the largest letters


def scanned_tables(image: Any, angle: float, words: Sequence[Box] = ()) -> list[Table]:
    """The tables that the lines of a picture (Pillow) make, as they stand once it is turned straight by `angle`.

    A line that lies within one of the `words` is the stroke of a letter.
    """
    import cv2
    import numpy as np

    grey = np.asarray(image.convert("L"))
    height, width = grey.shape
    longer = max(height, width)
    turn = math.radians(-angle)
    # The picture is turned about its corner, as the boxes of its text are; what would leave the frame is moved back.
    shift_x, shift_y = max(0.0, math.sin(turn) * height), max(0.0, -math.sin(turn) * width)
    matrix = np.array([[math.cos(turn), -math.sin(turn), shift_x], [math.sin(turn), math.cos(turn), shift_y]])
    size = (round(width + abs(math.sin(turn)) * height), round(height + abs(math.sin(turn)) * width))
    straight = cv2.warpAffine(
        grey, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=255
    )
    block = max(15, longer // 60) | 1
    dark = cv2.adaptiveThreshold(straight, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, 12)
    least = max(24, round(SHORTEST * longer))
    across = [
        Stroke(at - shift_y, low - shift_x, high - shift_x) for at, low, high in _strokes(cv2, dark, least, longer)
    ]
    down = [
        Stroke(at - shift_x, low - shift_y, high - shift_y)
        for at, low, high in _strokes(cv2, np.ascontiguousarray(dark.T), least, longer)
    ]
    across = [line for line in across if not _stroke_of(words, line.low, line.at, line.high, line.at)]
    down = [line for line in down if not _stroke_of(words, line.at, line.low, line.at, line.high)]
    tables = tables_of(across, down, NEAR * longer)
    return [table for table in tables if table.box.right - table.box.left > NARROWEST * longer]


def _stroke_of(words: Sequence[Box], x0: float, y0: float, x1: float, y1: float) -> bool:
    return any(
        word.left - 3 <= x0 and x1 <= word.right + 3 and word.top - 3 <= y0 and y1 <= word.bottom + 3 for word in words
    )


def _strokes(cv2: Any, dark: Any, least: int, longer: int) -> list[tuple[float, float, float]]:
    """Lines across: dark points that go on for long, small gaps and a small slant forgiven."""
    closed = cv2.dilate(dark, cv2.getStructuringElement(cv2.MORPH_RECT, (5, 3)))
    opened = cv2.morphologyEx(closed, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, (least, 1)))
    count, _, found, _ = cv2.connectedComponentsWithStats(opened, connectivity=8)
    strokes = []
    for left, top, wide, high, area in found[1 : min(count, 20_000)].tolist():
        if area / max(1, wide) <= THICKEST * longer + 2 and wide > 3 * high:
            strokes.append((top + high / 2, float(left), float(left + wide)))
    return strokes
