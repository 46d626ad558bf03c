"""Batches that a run had finished when it was stopped: work that need not be done again."""

from array import array
from collections.abc import Callable, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np


class Finished:
    """Found by source in a binary search, 20 bytes each; a batch counts only if every source in it is still the same.

    `marks_of` gives (source id as a number, mark of the work) for each source of a batch file, in order.
    """

    def __init__(self, files: Mapping[str, Path], marks_of: Callable[[Path], list[tuple[int, int]]]) -> None:
        self.files = dict(sorted(files.items()))
        ids, marks, owners = array("Q"), array("Q"), array("L")
        self.sizes: list[int] = []
        for number, file in enumerate(self.files.values()):
            found = marks_of(file)
            self.sizes.append(len(found))
            for source_id, mark in found:
                ids.append(source_id)
                marks.append(mark)
                owners.append(number)
        order = np.argsort(np.array(ids, np.uint64), kind="stable")
        self._ids = np.array(ids, np.uint64)[order]
        self._marks = np.array(marks, np.uint64)[order]
        self._owners = np.array(owners, np.uint32)[order]
        self._matched = np.zeros(len(self._ids), bool)

    def __bool__(self) -> bool:
        return bool(self.files)

    def match(self, source_id: int, mark: int) -> bool:
        """Whether this very work is in one of the batches; noted."""
        at = int(np.searchsorted(self._ids, np.uint64(source_id)))
        if at == len(self._ids) or self._ids[at] != source_id or self._marks[at] != mark:
            return False
        self._matched[at] = True
        return True

    def whole(self) -> list[str]:
        """Batches of which every source was matched."""
        counts = np.bincount(self._owners[self._matched], minlength=len(self.sizes))
        return [name for name, count, size in zip(self.files, counts, self.sizes, strict=True) if count == size]

    def matched(self, source_id: int) -> bool:
        """Whether this source was matched."""
        at = int(np.searchsorted(self._ids, np.uint64(source_id)))
        return at < len(self._ids) and self._ids[at] == source_id and bool(self._matched[at])


def mark_of(*work: Any) -> int:
    """64 bits that tell two pieces of work apart."""
    return int.from_bytes(blake2b(repr(work).encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
