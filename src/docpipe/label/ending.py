"""Where a text is over: what runs on below the line of its editor is another text."""

import re
from collections.abc import Collection, Iterable, Sequence

import numpy as np
import numpy.typing as npt

from docpipe.label.structure_attached import ATTACHMENT_BEGINS

# How the labels of such lines are signed.
BELOW_THE_END = "heuristic:below the end of the text"
IDEOGRAPH = re.compile(r"[\u3400-\u9fff]")
# So many characters of text above the line make it the end of a text and not the head of one; where more than so many
# times as much stands below, they were a summary.
LEAST_CHARS, MOST_TIMES = 150, 8
# A line whose share of ideographs differs so much from that of the text is written in another script.
OTHER_SCRIPT = 0.5


def below_the_end(texts: Sequence[str], ends: Collection[int], keep: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Which of the kept lines stand below the end of the text; `ends` are the lines where, by a profile, one is over.

    What is written in another script is a translation and may stand there; so may an attachment and what follows it.
    """
    found = np.zeros(len(texts), bool)
    if not ends:
        return found
    chars = np.fromiter((len(text) for text in texts), np.int64, len(texts)) * keep
    above = np.cumsum(chars)
    end = next((at for at in sorted(ends) if above[at] >= LEAST_CHARS), None)
    if end is None:
        return found
    attached = next((at for at in range(end, len(texts)) if ATTACHMENT_BEGINS.match(texts[at])), len(texts))
    if above[attached - 1] - above[end] > MOST_TIMES * above[end]:
        return found
    below = (np.flatnonzero(keep[end + 1 : attached]) + end + 1).tolist()
    own = _ideographs(texts[at] for at in np.flatnonzero(keep[:end]).tolist()) if below else 0.0
    for at in below:
        found[at] = abs(_ideographs((texts[at],)) - own) < OTHER_SCRIPT
    return found


def _ideographs(texts: Iterable[str]) -> float:
    """The share of ideographs in texts."""
    text = "".join(texts)
    return len(IDEOGRAPH.findall(text)) / max(len(text), 1)
