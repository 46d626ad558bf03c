"""Which source has a content first: what has it later is a copy of that one."""

from array import array

CONTENT = 16  # bytes of a SHA-256 that tell contents apart
FREE = 2**32 - 1


class Owners:
    """Content to the first source that has it, about 35 bytes each: a million files are looked at in one go.

    A table of places with open addressing; a dict of bytes takes 200 bytes for each.
    """

    def __init__(self, expected: int = 0) -> None:
        self._high, self._low, self._owners = array("Q"), array("Q"), array("Q")
        self._table = _free_places(expected)

    def __len__(self) -> int:
        return len(self._owners)

    def owner(self, sha256: str, source_id: str) -> str:
        """The first source that was named for this content; it may be the given one."""
        high, low = int(sha256[:CONTENT], 16), int(sha256[CONTENT : 2 * CONTENT], 16)
        place = self._place(high, low)
        at = self._table[place]
        if at != FREE:
            return f"{self._owners[at]:016x}"
        self._table[place] = len(self._owners)
        self._high.append(high)
        self._low.append(low)
        self._owners.append(int(source_id, 16))
        if 3 * len(self._owners) > 2 * len(self._table):
            self._grow()
        return source_id

    def _place(self, high: int, low: int) -> int:
        """Where the content stands in the table, or the free place where it belongs."""
        table, last = self._table, len(self._table) - 1
        place = low & last
        while (at := table[place]) != FREE and (self._high[at] != high or self._low[at] != low):
            place = (place + 1) & last
        return place

    def _grow(self) -> None:
        self._table = _free_places(len(self._owners) + 1)
        for at, (high, low) in enumerate(zip(self._high, self._low, strict=True)):
            self._table[self._place(high, low)] = at


def _free_places(expected: int) -> "array[int]":
    """A power of two of free places, of which so many contents take at most two in three."""
    return array("I", [FREE]) * max(1 << (3 * expected // 2).bit_length(), 1024)
