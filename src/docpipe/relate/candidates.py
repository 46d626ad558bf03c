"""Pairs of signatures that are likely to be alike, without comparing each with each: bands of three bins."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from docpipe.values.minhash import BINS, Bins

ROWS = 3
# In a crowd of texts after one pattern each is compared with so many neighbours and not with all.
NEIGHBOURS = 6
Pairs = npt.NDArray[np.int64]


def pairs(signatures: Bins) -> Pairs:
    """Pairs of row numbers (lower first), each once. `signatures` has a row for each text."""
    found = [_of_band(signatures[:, at : at + ROWS]) for at in range(0, BINS - ROWS + 1, ROWS)]
    together = np.concatenate(found) if found else np.zeros((0, 2), np.int64)
    return np.unique(together, axis=0)


def _of_band(band: Bins) -> Pairs:
    key = np.zeros(len(band), np.uint64)
    for column in band.T:
        key = (key << np.uint64(16)) | column
    order = np.argsort(key, kind="stable")
    ordered = key[order]
    made = list(_neighbours(order, ordered))
    return np.concatenate(made) if made else np.zeros((0, 2), np.int64)


def _neighbours(order: Pairs, ordered: npt.NDArray[np.uint64]) -> Iterator[Pairs]:
    for away in range(1, min(NEIGHBOURS, len(order) - 1) + 1):
        same = ordered[away:] == ordered[:-away]
        one, two = order[:-away][same], order[away:][same]
        yield np.stack((np.minimum(one, two), np.maximum(one, two)), axis=1)


def alike(signatures: Bins, given: Pairs) -> npt.NDArray[np.float64]:
    """The estimated likeness of each pair, in pieces so that memory stays flat."""
    result = np.empty(len(given), np.float64)
    for at in range(0, len(given), 50_000):
        some = given[at : at + 50_000]
        result[at : at + 50_000] = (signatures[some[:, 0]] == signatures[some[:, 1]]).mean(axis=1)
    return result
