"""What the profile says of each line, for certain or as a hint, and of those around it."""

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from docpipe.document import CLUTTER
from docpipe.label.features.series import gaps, mean, moved, windows
from docpipe.label.line import Label
from docpipe.label.needles import any_of, places_with

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
    rows[2], rows[3] = mean(said[0]), mean(said[1])
    sure = np.maximum(said, 0.0)
    at = 4 + 2 * len(REACHES)
    rows[4:at] = windows(sure, REACHES).reshape(-1, count)
    rows[at], rows[at + 1] = gaps((sure[0] + sure[1]) > 0)
    for by, values in enumerate(moved((said[0] + 0.5 * said[1])[None, :], MOVES)):
        rows[at + 2 + by] = values[0]
    return rows


@lru_cache(maxsize=16)
def _hinting(words: tuple[str, ...]) -> re.Pattern[str] | None:
    return any_of(word.lower() for word in words)


def _hinted(texts: Sequence[str], pattern: re.Pattern[str]) -> list[int]:
    """The short lines in which the pattern stands."""
    short = [at for at, text in enumerate(texts) if len(text) <= SHORT]
    small = "\n".join([texts[at] for at in short]).lower()
    return [short[place] for place in places_with(pattern, small.split("\n"))]
