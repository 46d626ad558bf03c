"""Recognised stretches of text to lines in reading order, however the page lay on the glass."""

import math
import re
from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from docpipe.readers.grid import Table
from docpipe.readers.in_tables import Home, home_of, lines_in, units_of
from docpipe.readers.pdf_lines import VisualLine, is_wide
from docpipe.readers.pdf_order import around, ordered
from docpipe.readers.plain_tables import plain_tables
from docpipe.reading import Box

# A year in brackets before a document's number stands in 〔〕, which recognition takes for [ ] or mixes.
YEAR = re.compile(
    r"[\[〔【]\s?((?:19|20)\d\d)\s?[\]〕】)）](?=\s?(?:第\s?)?\d{1,5}\s?号)|[(（]((?:19|20)\d\d)[\]〕】](?=\s?\d{1,5}\s?号)"
)
LARGEST_SKEW = 8.0
LEAST_WIDE = 4  # characters tell how large they are
LETTER = 0.8  # of the height of a box


class Seen(NamedTuple):
    """A stretch of text with its four corners (from top left, clockwise) and the confidence of its recognition.

    `turned` are its corners on the picture as it came, where the page had to be turned to be read.
    """

    text: str
    corners: tuple[tuple[float, float], ...]
    score: float
    turned: tuple[tuple[float, float], ...] | None = None

    @property
    def box(self) -> Box:
        """The upright rectangle around the corners, on the picture as it came."""
        across, down = zip(*(self.turned or self.corners), strict=True)
        return Box(min(across), min(down), max(across), max(down))

    @property
    def sides(self) -> tuple[float, float]:
        """Width and height as they are when the skew is taken away."""
        a, b, _, d = self.corners
        return math.dist(a, b), math.dist(a, d)


def skew_of(found: list[Seen]) -> float:
    """By how many degrees lines fall to the right: the middle of what wide stretches say."""
    angles = []
    for item in found:
        width, height = item.sides
        if width > 4 * height > 0:
            (x0, y0), (x1, y1) = item.corners[0], item.corners[1]
            angles.append((math.degrees(math.atan2(y1 - y0, x1 - x0)), width))
    if not angles:
        return 0.0
    angle = median([angle for angle, width in angles for _ in range(1 + int(width // 200))])
    return angle if abs(angle) <= LARGEST_SKEW else 0.0


def straightened(item: Seen, angle: float) -> Box:
    """The box of a stretch after the page has been turned straight."""
    cos, sin = math.cos(math.radians(-angle)), math.sin(math.radians(-angle))
    turned = [(x * cos - y * sin, x * sin + y * cos) for x, y in item.corners]
    left, right = (turned[0][0] + turned[3][0]) / 2, (turned[1][0] + turned[2][0]) / 2
    top, bottom = (turned[0][1] + turned[1][1]) / 2, (turned[2][1] + turned[3][1]) / 2
    return Box(min(left, right), min(top, bottom), max(left, right), max(top, bottom))


def is_tall(item: Seen) -> bool:
    """Whether a stretch of several characters stands upright: vertical writing, or a page that lies on its side."""
    width, height = item.sides
    return len(item.text) > 1 and height > 1.5 * width


def in_order(found: list[Seen], page: int, tables: Sequence[Table] = ()) -> list[VisualLine]:
    """Lines from top to bottom, columns one after another; vertical writing from right to left.

    `tables` are those of the page turned straight; what stands in them comes cell by cell.
    """
    found = [item for item in found if item.text.strip()]
    tall = [item for item in found if is_tall(item)]
    if len(tall) > 0.6 * len(found):
        size = median(item.sides[0] for item in tall)
        columns = sorted(found, key=lambda item: (-round(item.box.right / size), item.box.top))
        return [
            VisualLine(item.text, item.box, page, round(item.score, 4), None, size, at)
            for at, item in enumerate(columns)
        ]
    angle = skew_of(found)
    found = [part for item in found for part in _apart(item, angle, tables)]
    straight = [straightened(item, angle) for item in found]
    homes = [home_of(tables, box) for box in straight]
    # Boxes are a little larger than the letters: lines set close would overlap.
    slim = [
        box._replace(top=box.top + 0.1 * (box.bottom - box.top), bottom=box.bottom - 0.1 * (box.bottom - box.top))
        for box in straight
    ]
    tables = [*tables, *plain_tables(slim, [at for at, home in enumerate(homes) if home is None])]
    homes = [home_of(tables, box) for box in straight]
    units = units_of(straight, homes, tables)
    shapes = [unit.box if unit.table is not None else slim[unit.members[0]] for unit in units]
    lines = []
    for column, rows in enumerate(ordered(shapes)):
        for row in rows:
            free = [units[unit].members[0] for unit in row if units[unit].table is None]
            if free:
                lines.append(_line([(found[at], straight[at]) for at in free], page, column))
            for unit in row:
                if units[unit].table is not None:
                    for cell, room, held in lines_in(units[unit], slim, homes):
                        line = _line([(found[at], straight[at]) for at in held], page, column)
                        lines.append(line._replace(cell=cell, room=room.box.right))
    return lines


def _apart(item: Seen, angle: float, tables: Sequence[Table]) -> list[Seen]:
    """A stretch cut where a ruled line parts its cells; its letters are taken to be as wide as their kind is."""
    box = straightened(item, angle)
    if not any(table.box.left < box.right and table.box.right > box.left for table in tables):
        return [item]
    wide = [2 if is_wide(char) else 1 for char in item.text]
    total, along = sum(wide), 0
    parts: list[tuple[Home | None, int, int, int, int]] = []  # home, characters from and to, widths from and to
    for at, width in enumerate(wide):
        middle = box.left + (box.right - box.left) * (along + width / 2) / total
        home = home_of(tables, Box(middle, box.top, middle, box.bottom))
        if parts and (parts[-1][0] == home or home is None):
            parts[-1] = (parts[-1][0], parts[-1][1], at + 1, parts[-1][3], along + width)
        else:
            parts.append((home, at, at + 1, along, along + width))
        along += width
    size = box.bottom - box.top
    if len(parts) < 2 or any(
        (to - start) * (box.right - box.left) < 0.6 * size * total for _, _, _, start, to in parts
    ):
        return [item]
    return [
        item._replace(
            text=item.text[first:last],
            corners=_between(item.corners, start / total, to / total),
            turned=_between(item.turned, start / total, to / total) if item.turned else None,
        )
        for _, first, last, start, to in parts
    ]


def _between(corners: tuple[tuple[float, float], ...], start: float, to: float) -> tuple[tuple[float, float], ...]:
    """The corners of a part of a stretch, from one share of its width to another."""
    a, b, c, d = corners
    top = [(a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share) for share in (start, to)]
    bottom = [(d[0] + (c[0] - d[0]) * share, d[1] + (c[1] - d[1]) * share) for share in (to, start)]
    return (*top, *bottom)


def _size_of(text: str, box: Box) -> float:
    """How large letters are: Chinese ones by how far apart they stand, for boxes are unevenly higher."""
    height = box.bottom - box.top
    wide = sum(is_wide(char) or char in ",.:;!?()" for char in text)  # marks that recognition may have made narrow
    if wide < LEAST_WIDE or wide < len(text) / 2:
        return LETTER * height
    return min(height, (box.right - box.left) / (wide + (len(text) - wide) / 2))


def _line(row: list[tuple[Seen, Box]], page: int, column: int) -> VisualLine:
    parts: list[str] = []
    before: Box | None = None
    for item, box in row:
        size = max(box.bottom - box.top, 1.0)
        if before is not None:
            gap = box.left - before.right
            wide = is_wide(parts[-1][-1]) or is_wide(item.text[0])
            parts.append("    " if gap > 1.5 * size else " " if gap > 0.2 * size and not wide else "")
        parts.append(item.text)
        before = box
    chars = sum(len(item.text) for item, _ in row)
    score = sum(item.score * len(item.text) for item, _ in row) / max(1, chars)
    size = median(_size_of(item.text, box) for item, box in row)
    text = YEAR.sub(lambda found: f"〔{found[1] or found[2]}〕", "".join(parts).strip())
    place = around([box for _, box in row])
    return VisualLine(text, around([item.box for item, _ in row]), page, round(score, 4), None, size, column, place)
