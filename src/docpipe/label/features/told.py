"""What the profile says of each line, for certain or as a hint, and of those around it."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate

import numpy as np
import numpy.typing as npt

from docpipe.document import CLUTTER
from docpipe.label.features.series import gaps, moved, windows
from docpipe.label.line import Label

REACHES = (2, 6, 20)
MOVES = (-2, -1, 1, 2)
# Longer lines speak for themselves, whatever words are in them.
SHORT = 80
NAMES = (
    *"told hint told_page hint_page".split(),
    *(f"{name}{reach}" for reach in REACHES for name in ("told", "hint")),
    *"told_next told_last".split(),
    *(f"told{by:+}" for by in MOVES),
)


def told(
    texts: Sequence[str], labels: Sequence[Label | None] | None, words: tuple[str, ...]
) -> npt.NDArray[np.float32]:
    """The rows of `NAMES`."""
    count = len(texts)
    said = np.zeros((2, count))
    if labels is not None:
        said[0] = [0.0 if label is None else 1.0 if label.part == CLUTTER else -1.0 for label in labels]
    pattern = _hinting(words)
    if pattern is not None:
        said[1, _hinted(texts, pattern)] = 1.0
    rows = np.empty((len(NAMES), count), np.float32)
    rows[:2] = said
    rows[2], rows[3] = said[0].mean(), said[1].mean()
    sure = np.maximum(said, 0.0)
    for at, sums in enumerate(windows(sure, REACHES)):
        rows[4 + 2 * at : 6 + 2 * at] = sums
    at = 4 + 2 * len(REACHES)
    rows[at], rows[at + 1] = gaps((sure[0] + sure[1]) > 0)
    for by, values in enumerate(moved((said[0] + 0.5 * said[1])[None, :], MOVES)):
        rows[at + 2 + by] = values[0]
    return rows


@lru_cache(maxsize=16)
def _hinting(words: tuple[str, ...]) -> re.Pattern[str] | None:
    """One expression for any of the words, in small letters; by their letters, ten times as fast as one by one."""
    small = sorted({word.lower() for word in words})
    shortest = [word for word in small if not any(other != word and other in word for other in small)]
    return re.compile(_branches(shortest)) if shortest else None


def _branches(words: list[str]) -> str:
    if "" in words:
        return ""
    tails: dict[str, list[str]] = {}
    for word in words:
        tails.setdefault(word[0], []).append(word[1:])
    parts = [re.escape(head) + _branches(tail) for head, tail in sorted(tails.items())]
    return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"


def _hinted(texts: Sequence[str], pattern: re.Pattern[str]) -> list[int]:
    """The short lines in which the pattern stands; one search for all of them."""
    short = [at for at, text in enumerate(texts) if len(text) <= SHORT]
    small = "\n".join([texts[at] for at in short]).lower()
    starts = list(accumulate((len(text) + 1 for text in small.split("\n")), initial=0))
    return sorted({short[bisect_right(starts, found.start()) - 1] for found in pattern.finditer(small)})
