"""What the characters of each line say of it."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from docpipe.label.features.characters import (
    BRACKET,
    CJK,
    COLON,
    COMMA,
    DIGIT,
    MARK,
    OTHER,
    QUOTE,
    SPACE,
    STOP,
    UPPER,
    counted,
)
from docpipe.label.features.series import Floats, summed
from docpipe.label.line import Line
from docpipe.reading import Cell, Piece
from docpipe.span import Span

_DATE = re.compile(
    r"(?=\d)(?:(?:19|20)\d\d\s*[-/.\u5e74]\s*\d{1,2}|\d{1,2}:\d\d|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\b(?:19|20)\d\d\b)"
)
# A line of so many characters, with so many digits, may be dated.
DATED_CHARS, DATED_DIGITS = 120, 3
# Text that ends or divides its sentences, and is longer than this, is prose.
PROSE = 40
NAMES = (
    "log_size log_words link_share cjk upper digit stop comma colon quote bracket mark other n_stop n_comma word_size "
    "first last date repeat pieces"
).split()
ROW = {name: row for row, name in enumerate(NAMES)}
_SHARES = [CJK, UPPER, DIGIT, STOP, COMMA, COLON, QUOTE, BRACKET, MARK, OTHER]
_LOGS = [ROW[name] for name in ("log_size", "log_words", "n_stop", "n_comma", "pieces")]


class Columns(NamedTuple):
    """The lines of a page by their parts, one series for each."""

    spans: tuple[Span, ...]
    contents: tuple[Span, ...]
    texts: tuple[str, ...]
    pieces: tuple[tuple[Piece, ...], ...]
    tags: tuple[str | None, ...]
    paths: tuple[str | None, ...]
    styles: tuple[str | None, ...]
    cells: tuple[Cell | None, ...]
    pages: tuple[int | None, ...]
    link_chars: tuple[int, ...]


def columns_of(lines: Sequence[Line]) -> Columns:
    """At least one line, turned on its side."""
    return Columns(*zip(*lines, strict=True))


class Own(NamedTuple):
    """Of each line: its size (an ideograph counts two), how much of it is linked, how much is prose that is not
    linked, how many stops it has; `rows` are what `NAMES` says."""

    size: Floats
    linked: Floats
    good: Floats
    stops: Floats
    rows: Floats

    def row(self, name: str) -> Floats:
        """The series of that name."""
        found: Floats = self.rows[ROW[name]]
        return found


def own(lines: Columns, text: str, html: bool) -> Own:
    """What is said of each line by itself; links and pieces only where there is a layout."""
    count = len(lines.texts)
    spans = np.fromiter(chain.from_iterable(lines.spans), np.int64, 2 * count)[::2]
    content = np.fromiter(chain.from_iterable(lines.contents), np.int64, 2 * count).reshape(-1, 2).T
    kinds, words, first, last = counted(text, spans, *content)
    cjk, stops = kinds[CJK], kinds[STOP]
    shown = summed(kinds) - kinds[SPACE]
    size = shown + cjk
    words += cjk
    linked = pieces = np.zeros(count)
    if html:
        chars = np.maximum(content[1] - content[0], 1)
        linked = np.minimum(np.fromiter(lines.link_chars, np.float64, count) / chars, 1.0) * size
        pieces = np.fromiter(map(len, lines.pieces), np.float64, count)
    prose = ((stops + kinds[COMMA]) > 0) & (size > PROSE)
    good = np.where(prose, np.maximum(size - linked * 1.5, 0.0), 0.0)
    rows = np.empty((len(NAMES), count))
    rows[_LOGS] = np.log1p(np.array((size, words, stops, kinds[COMMA], pieces)))
    rows[ROW["link_share"]] = linked / np.maximum(size, 1.0)
    np.divide(kinds[_SHARES], np.maximum(shown, 1.0), out=rows[ROW["cjk"] : ROW["n_stop"]])
    rows[ROW["word_size"]] = shown / np.maximum(words, 1.0)
    rows[ROW["first"]], rows[ROW["last"]] = first, last
    rows[ROW["date"]] = _dated(lines.texts, (kinds[DIGIT] >= DATED_DIGITS) & (shown <= DATED_CHARS))
    same = Counter(lines.texts)
    rows[ROW["repeat"]] = np.log(np.fromiter(map(same.__getitem__, lines.texts), np.float64, count))
    return Own(size, linked, good, stops, rows)


def _dated(texts: Sequence[str], may: npt.NDArray[np.bool_]) -> Floats:
    dates = np.zeros(len(texts))
    for at in np.flatnonzero(may).tolist():
        dates[at] = _DATE.search(texts[at]) is not None
    return dates
