"""Which way up the text of a PDF page runs, whatever way the page is shown."""

import math
from collections import Counter
from collections.abc import Callable
from typing import Any, NamedTuple

from docpipe.reading import Box

SAMPLE = 200  # characters of a page that are asked
SLANT = 0.17  # radians by which text may lean and still run along an edge of the page


class Way(NamedTuple):
    """The page turned clockwise by `turn` degrees, so that some of its text stands upright.

    `place` turns a rectangle of PDF into a box from the top left corner of the page that lies this way, `shown` such a
    box into one on the page as it is shown. `holds` says whether a character (its number) stands upright then; None if
    all do.
    """

    turn: int
    place: Callable[[Any], Box]
    shown: Callable[[Box], Box]
    holds: Callable[[int], bool] | None


def ways_of(page: Any, text: Any) -> list[Way]:
    """The ways in which the text (pypdfium2's) of a page runs, that of most of it first; for no text the page's own."""
    turn = page.get_rotation()
    count = text.count_chars()
    asked = range(0, count, max(1, count // SAMPLE))
    found = Counter(way for way in (_upright(text, at) for at in asked) if way is not None)
    turns = [way for way, _ in found.most_common()] or [turn]
    return [Way(way, *_places(page, way, turn), _held(text, way, turns)) for way in turns]


def _upright(text: Any, at: int) -> int | None:
    """By how many degrees a page is to be turned for a character to stand upright; None for what says nothing."""
    from pypdfium2 import raw

    if raw.FPDFText_IsGenerated(text, at) == 1 or chr(raw.FPDFText_GetUnicode(text, at) % 0x110000).isspace():
        return None
    angle = raw.FPDFText_GetCharAngle(text, at)
    quarters = round(angle / (math.pi / 2))
    return None if angle < 0 or abs(angle - quarters * math.pi / 2) > SLANT else -90 * quarters % 360


def _held(text: Any, way: int, turns: list[int]) -> Callable[[int], bool] | None:
    """What leans goes with most of the text."""
    if len(turns) == 1:
        return None
    others = set(turns) - {way}
    if way == turns[0]:
        return lambda at: _upright(text, at) not in others
    return lambda at: _upright(text, at) in {way, None}


def _places(page: Any, way: int, turn: int) -> tuple[Callable[[Any], Box], Callable[[Box], Box]]:
    left, bottom, right, top = page.get_cropbox()

    def place(rect: Any) -> Box:
        x0, x1 = sorted((rect.left, rect.right))
        y0, y1 = sorted((rect.bottom, rect.top))
        return turned(Box(x0 - left, top - y1, x1 - left, top - y0), way, right - left, top - bottom)

    wide, high = (right - left, top - bottom) if way % 180 == 0 else (top - bottom, right - left)
    return place, lambda box: turned(box, (turn - way) % 360, wide, high)


def turned(box: Box, degrees: int, wide: float, high: float) -> Box:
    """The box after its page, so wide and high, was turned clockwise by a number of quarters."""
    x0, y0, x1, y1 = box
    if degrees == 90:
        return Box(high - y1, x0, high - y0, x1)
    if degrees == 180:
        return Box(wide - x1, high - y1, wide - x0, high - y0)
    if degrees == 270:
        return Box(y0, wide - x1, y1, wide - x0)
    return box
