"""Lines on pages to paragraphs: page furniture keeps its line, lines that run on to the edge are joined."""

import re
from collections import Counter
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from docpipe.readers.paragraphs import Paragraphs
from docpipe.readers.pdf_lines import VisualLine, is_wide

LEAST_FULL = 3  # lines that reach the same edge make a column
EDGE_LINES = 2  # at the top and at the bottom of a page may be furniture
BREAKS = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.]|[(\uff08][一二三四五六七八九十\d]{1,3}[)\uff09]|\d{1,2}[.、\uff0e]\D|第.{1,6}[章节条][\s\u3000]|附\s*件|[•·■●])"
)
PAGE_NUMBER = re.compile(
    r"^[-—–－_·•~一\s]*(?:第\s*)?(?:\d{1,4}|[ivxlc]{1,6})(?:\s*页)?(?:\s*[/／共,，]\s*(?:共\s*)?\d{1,4}\s*页?)?[-—–－_·•~一\s]*$"
    r"|^(?:Page|p\.)\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?$",
    re.IGNORECASE,
)


class Column(NamedTuple):
    """The edges of a column of text, and whether lines enough reach them to say so."""

    left: float
    right: float
    sure: bool


def with_furniture(lines: list[VisualLine]) -> list[VisualLine]:
    """Page numbers, and lines that stand at the edge of many pages with the same words, carry their style."""
    by_page: dict[int, list[int]] = {}
    for at, line in enumerate(lines):
        if line.cell is None:
            by_page.setdefault(line.page, []).append(at)
    edge: dict[int, str] = {}
    repeated: Counter[tuple[str, str]] = Counter()
    for held in by_page.values():
        heights = sorted(held, key=lambda at: lines[at].place.top)
        many = EDGE_LINES if len(held) > 2 * EDGE_LINES else 1
        for name, some in (("footer", heights[-many:]), ("header", heights[:many])):
            for at in some:
                edge[at] = name
            for key in {_key(lines[at]) for at in some}:
                repeated[name, key] += 1
    enough = max(3, len(by_page) // 4)
    result = list(lines)
    for at, name in edge.items():
        line = lines[at]
        if PAGE_NUMBER.match(line.text):
            result[at] = line._replace(style="page_number")
        elif repeated[name, _key(line)] >= enough and len(line.text) < 80:
            result[at] = line._replace(style=name)
    return result


def _key(line: VisualLine) -> str:
    """What a running header says on every page, wherever it stands on left and right ones."""
    return re.sub(r"[\d\s]+", "0", line.text).strip("0")


def columns_of(lines: list[VisualLine]) -> dict[tuple[int, int], Column]:
    """The edges of each column of each page; a page of few lines has those of the whole document."""
    held: dict[tuple[int, int], list[VisualLine]] = {}
    for line in lines:
        if line.style is None and line.cell is None:
            held.setdefault((line.page, line.column), []).append(line)
    own = {key: _column(some) for key, some in held.items()}
    sure = [column for column in own.values() if column.sure]
    for key, column in own.items():
        if not column.sure and sure:
            # The column of another page that this one stands in.
            like = [other for other in sure if other.left - 3 <= column.left and column.right <= other.right + 12]
            if like:
                best = median(other.right for other in like)
                own[key] = Column(median(other.left for other in like), best, True)
    return own


def _column(lines: list[VisualLine]) -> Column:
    size = median(_size(line) for line in lines)
    right = _edge(sorted((line.place.right for line in lines), reverse=True), size)
    left = _edge(sorted(line.place.left for line in lines), size)
    full = sum(1 for line in lines if abs(line.place.right - right) < 1.5 * size and line.place.left < left + 4 * size)
    return Column(left, right, full >= LEAST_FULL)


def _edge(places: list[float], size: float) -> float:
    """The outermost place where at least two lines end; a line that sticks out alone makes no edge."""
    for one, two in pairwise(places):
        if abs(one - two) < 0.8 * size:
            return one
    return places[0]


def _size(line: VisualLine) -> float:
    return max(line.size or (line.place.bottom - line.place.top), 1.0)


def joined(lines: list[VisualLine], out: Paragraphs) -> None:
    """Lines that run on to the edge of their column are one paragraph with the next; it keeps a piece for each."""
    columns = columns_of(lines)
    leading = _leading(lines)
    after: list[VisualLine | None] = [None] * len(lines)
    body = [at for at, line in enumerate(lines) if line.style is None]
    tables = _numbered(lines)
    for at, next_at in pairwise(body):
        after[at] = lines[next_at]
    waiting: list[VisualLine] = []  # furniture between two halves of a paragraph stands behind it
    for line, following in zip(lines, after, strict=True):
        if line.style is not None:
            waiting.append(line)
            if not out.parts or out.parts[-1].endswith("\n"):
                _flush(waiting, out)
            continue
        end = "\n"
        if following is not None and _goes_on(line, following, columns, leading):
            end = glue(line.text, following.text)
        text = line.text
        if end == "" and len(text) > 1 and text.endswith("-") and text[-2].isalpha() and following is not None:
            text = text[:-1] if following.text[:1].islower() else text
        cell = line.cell._replace(table=tables[line.page, line.cell.table]) if line.cell is not None else None
        tag = "p" if cell is None else "td"
        out.add(text, tag=tag, cell=cell, page=line.page, box=line.box, confidence=line.confidence, end=end)
        if end == "\n":
            _flush(waiting, out)
    _flush(waiting, out)


def _numbered(lines: list[VisualLine]) -> dict[tuple[int, int], int]:
    """The tables of all pages, counted through."""
    found: dict[tuple[int, int], int] = {}
    for line in lines:
        if line.cell is not None:
            found.setdefault((line.page, line.cell.table), len(found))
    return found


def _flush(waiting: list[VisualLine], out: Paragraphs) -> None:
    for line in waiting:
        out.add(line.text, tag="p", page=line.page, box=line.box, style=line.style, confidence=line.confidence)
    waiting.clear()


def _leading(lines: list[VisualLine]) -> float:
    """How far one line of running text stands below the one before, in letter heights."""
    found = [
        (two.place.top - one.place.top) / _size(one)
        for one, two in pairwise(lines)
        if one.page == two.page
        and one.column == two.column
        and one.cell is None is two.cell
        and two.place.top > one.place.top
    ]
    return median(found) if found else 1.6


def _goes_on(line: VisualLine, following: VisualLine, columns: dict[tuple[int, int], Column], leading: float) -> bool:
    size = _size(line)
    if line.cell is not None or following.cell is not None:
        same = line.cell == following.cell and line.page == following.page
        return same and _full(line, following, line.room - 0.4 * size, size)
    here, there = columns[line.page, line.column], columns[following.page, following.column]
    if not here.sure or BREAKS.match(following.text):
        return False
    if abs(_size(following) - size) > (0.18 if line.confidence is not None else 0.12) * size:
        return False
    indent = following.place.left - there.left
    if indent > 0.8 * size and not (_same_left(line, following, size) and line.place.left - here.left > 2.6 * size):
        return False
    same_place = line.page == following.page and line.column == following.column
    if same_place and following.place.top - line.place.top > 1.45 * leading * size:
        return False
    return _full(line, following, here.right, size)


def _same_left(line: VisualLine, following: VisualLine, size: float) -> bool:
    return abs(line.place.left - following.place.left) < 0.4 * size


def _full(line: VisualLine, following: VisualLine, right: float, size: float) -> bool:
    """Whether what follows would not have fitted into the rest of the line."""
    room = right - line.place.right
    if is_wide(following.text[0]) or is_wide(line.text[-1]):
        return room < 2.2 * size
    word = following.text.split(maxsplit=1)[0]
    return room < (len(word) + 1) * 0.6 * size


def glue(one: str, two: str) -> str:
    """What stands between the halves of a paragraph: a space between words, nothing in Chinese."""
    if one[-1].isdigit() and two[0].isdigit() and any(map(is_wide, one)) and any(map(is_wide, two)):
        return ""  # a number that a Chinese line breaks
    return "" if is_wide(one[-1]) or is_wide(two[0]) or one.endswith("-") else " "
