"""A text in 256 bytes that tell how much of it another text has: one-permutation MinHash of its 5-grams.

Letters, digits and Han characters count, traditional ones as simplified; width, case, space and punctuation do not.
Li, Owen and Zhang, One Permutation Hashing (2012); empty bins are filled from the next, Shrivastava and Li (2014).
"""

import unicodedata
from functools import cache

import numpy as np
import numpy.typing as npt

from docpipe.values.simplified import simplified

BINS, GRAM = 128, 5
PIECE = 1 << 20  # characters that are looked at together: their numbers take eight times as much memory
# Texts with fewer 5-grams than this are alike by chance.
LEAST = 40
PLANE = 0x10000
EMPTY = np.iinfo(np.uint64).max
# Odd constants of a multiplicative hash (Knuth; Steele and Vigna's SplitMix64).
STEP, MIX = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9)
Bins = npt.NDArray[np.uint16]


@cache
def _table(traditional: bool) -> npt.NDArray[np.uint32]:
    """For each code point of the basic plane the one that it is compared as; 0 for what does not count."""
    found = np.zeros(PLANE, np.uint32)
    for code in range(PLANE):
        kept = unicodedata.normalize("NFKC", chr(code)).lower()[:1]
        if kept.isalnum():
            found[code] = ord(simplified(kept) if traditional else kept)
    return found


def compared(text: str, traditional: bool = False) -> npt.NDArray[np.uint32]:
    """The code points of a text that are compared, as they are compared. What lies beyond the basic plane counts."""
    found = [np.zeros(0, np.uint32)]
    for at in range(0, len(text), PIECE):
        codes = np.frombuffer(text[at : at + PIECE].encode("utf-32-le", "replace"), "<u4")
        kept = np.where(codes < PLANE, _table(traditional)[np.minimum(codes, PLANE - 1)], codes)
        found.append(kept[kept > 0].astype(np.uint32))
    return np.concatenate(found)


def signature(text: str, traditional: bool = False) -> bytes | None:
    """The signature of a text: 128 little-endian numbers of 16 bits; None where there is too little text."""
    codes = compared(text, traditional)
    if len(codes) - GRAM + 1 < LEAST:
        return None
    lowest = np.full(BINS, EMPTY, np.uint64)
    for at in range(0, len(codes) - GRAM + 1, PIECE):
        hashed = _hashed(codes[at : at + PIECE + GRAM - 1].astype(np.uint64))
        np.minimum.at(lowest, (hashed & np.uint64(BINS - 1)).astype(np.intp), hashed >> np.uint64(7))
    return _filled(lowest).astype("<u2").tobytes()


def _hashed(codes: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """A number for each 5-gram."""
    count = len(codes) - GRAM + 1
    hashed = np.zeros(count, np.uint64)
    for at in range(GRAM):
        hashed = (hashed + codes[at : at + count]) * STEP
        hashed ^= hashed >> np.uint64(29)
    hashed *= MIX
    hashed ^= hashed >> np.uint64(32)
    return hashed


def _filled(lowest: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Sixteen bits of each bin; an empty one has those of the next that is not, changed by how far off it is."""
    bins = np.flatnonzero(lowest != EMPTY)
    after = bins[np.searchsorted(bins, np.arange(BINS)) % len(bins)]
    away = ((after - np.arange(BINS)) % BINS).astype(np.uint64)
    mixed = lowest[after] * MIX + away * STEP
    result: npt.NDArray[np.uint64] = (mixed >> np.uint64(40)) & np.uint64(0xFFFF)
    return result


def likeness(one: Bins, two: Bins) -> float:
    """The estimated share of 5-grams that two texts have in common (Jaccard), standard error about .04."""
    return float(np.mean(one == two))
