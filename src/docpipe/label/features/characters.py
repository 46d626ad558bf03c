"""Classes of characters, and how many of each the lines of a text hold."""

import unicodedata
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from docpipe.label.features.series import Floats

OTHER, SPACE, CJK, LOWER, UPPER, LETTER, DIGIT, STOP, COMMA, COLON, QUOTE, BRACKET, MARK = range(13)
KINDS = 13
PIECE = 1 << 20  # characters
STOPS = ".!?\u3002\uff01\uff1f\uff1b;\u2026\u0964\u061f"
COMMAS = ",\uff0c\u3001\u060c"
QUOTES = "\"'\u201c\u201d\u2018\u2019\u300c\u300d\u300e\u300f\u00ab\u00bb\u300a\u300b"
BRACKETS = "()[]{}\uff08\uff09\u3010\u3011\u3014\u3015<>"
MARKS = "|\u00b7\u2022\u203a\u00bb>\u2192\u00a9\u25a0\u25cf\u2605#@/\\_=+*~^&%$\u25b6\uff5c"
# Which classes make up words.
_WORDY = np.isin(np.arange(KINDS), (LOWER, UPPER, LETTER, DIGIT))


def _kind(code: int) -> int:
    char = chr(code)
    for kind, members in ((STOP, STOPS), (COMMA, COMMAS), (COLON, ":\uff1a"), (QUOTE, QUOTES), (BRACKET, BRACKETS)):
        if char in members:
            return kind
    if char in MARKS:
        return MARK
    if 0x3040 <= code <= 0x30FF or 0x3400 <= code <= 0x9FFF or 0xAC00 <= code <= 0xD7AF or 0xF900 <= code <= 0xFAFF:
        return CJK
    category = unicodedata.category(char)
    if category[0] == "Z" or char.isspace():
        return SPACE
    return {"Ll": LOWER, "Lu": UPPER, "Lt": UPPER, "Nd": DIGIT}.get(category, LETTER if category[0] == "L" else OTHER)


@lru_cache(maxsize=1)
def _kinds() -> npt.NDArray[np.uint8]:
    """The class of every character; those beyond the basic plane are ideographs for the most part."""
    table = np.full(0x110000, CJK, np.uint8)
    table[:0x10000] = np.fromiter((_kind(code) for code in range(0x10000)), np.uint8, 0x10000)
    table[0xD800:0xE000] = OTHER
    return table


class Counts(NamedTuple):
    """Of each line: characters of each class (a row for each class), words, classes of the first and last character."""

    kinds: Floats
    words: Floats
    first: npt.NDArray[np.uint8]
    last: npt.NDArray[np.uint8]


def counted(
    text: str, starts: npt.NDArray[np.int64], begins: npt.NDArray[np.int64], ends: npt.NDArray[np.int64]
) -> Counts:
    """Counts of the lines that start at `starts` and whose own characters lie in [begins, ends)."""
    kinds, wordy = np.empty(len(text), np.uint8), np.empty(len(text), np.bool_)
    count = len(starts)
    held = np.zeros((KINDS, count), np.int64)
    # Piece by piece, for the numbers of lines take eight times what the text does.
    for at in range(0, len(text), PIECE):
        piece = kinds[at : at + PIECE]
        raw = text[at : at + PIECE].encode("utf-32-le", "surrogatepass")
        _kinds().take(np.frombuffer(raw, np.uint32), out=piece)
        cell = np.zeros(len(piece), np.int64)
        # the first line begins where the text does
        low, high = np.searchsorted(starts[1:], (at, at + len(piece)))
        cell[starts[1 + low : 1 + high] - at] = 1
        cell.cumsum(out=cell)
        cell += piece * np.int64(high - low + 1)
        held[:, low : high + 1] += np.bincount(cell, minlength=KINDS * (high - low + 1)).reshape(KINDS, -1)
        wordy[at : at + PIECE] = _WORDY.take(piece)
    # words: letters and digits that follow something else
    opens = wordy.copy()
    opens[1:] &= ~wordy[:-1]
    words = np.add.reduceat(opens, starts, dtype=np.int64)
    return Counts(held.astype(np.float64), words.astype(np.float64), kinds[begins], kinds[np.maximum(ends - 1, 0)])
