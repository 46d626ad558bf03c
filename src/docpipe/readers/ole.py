"""Compound files (OLE): the streams of Office files from before 2007."""

import struct
from typing import NamedTuple

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
END = 0xFFFFFFF0  # from here on sector numbers are marks
STREAM, ROOT = 2, 5


class Entry(NamedTuple):
    """A stream as the directory tells of it."""

    start: int
    size: int


class Compound:
    """The streams of a compound file by name. Raises ValueError for what is none; loops and gaps end a stream."""

    def __init__(self, content: bytes) -> None:
        if not content.startswith(MAGIC) or len(content) < 512:
            raise ValueError("no compound file")
        self.content = content
        shift, small = struct.unpack_from("<HH", content, 30)
        if not (7 <= shift <= 16 and 4 <= small <= shift):
            raise ValueError("sizes of sectors are wrong")
        self.size, self.small = 1 << shift, 1 << small
        directory, self.cutoff = struct.unpack_from("<I4xI", content, 48)
        mini_start, _, more, _ = struct.unpack_from("<4I", content, 60)
        self.fat = self._fat(more)
        self.mini = self._numbers(self._chain(mini_start))
        self.streams: dict[str, Entry] = {}
        root = Entry(END, 0)
        listed = self._chain(directory)
        for at in range(0, len(listed) - 127, 128):
            length, kind = struct.unpack_from("<HB", listed, at + 64)
            name = listed[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            start, size = struct.unpack_from("<II", listed, at + 116)
            if kind == ROOT:
                root = Entry(start, size)
            elif kind == STREAM:
                self.streams.setdefault(name, Entry(start, size))
        self.small_ones = self._chain(root.start)[: root.size]

    def _fat(self, more: int) -> tuple[int, ...]:
        """The table of sectors; its own sectors are listed in the header and, for large files, in a chain."""
        own = list(struct.unpack_from("<109I", self.content, 76))
        seen: set[int] = set()
        while more < END and more not in seen:
            seen.add(more)
            numbers = self._numbers(self._sector(more))
            if len(numbers) < self.size // 4:
                break
            own.extend(numbers[:-1])
            more = numbers[-1]
        most = len(self.content) // self.size + 1
        parts = [self._sector(number) for number in own[: most + 1] if number < END]
        return self._numbers(b"".join(parts))

    def _sector(self, number: int) -> bytes:
        return self.content[(number + 1) * self.size : (number + 2) * self.size]

    @staticmethod
    def _numbers(raw: bytes) -> tuple[int, ...]:
        return struct.unpack(f"<{len(raw) // 4}I", raw[: len(raw) // 4 * 4])

    def _chain(self, start: int) -> bytes:
        parts, left = [], len(self.content) // self.size + 1
        while start < len(self.fat) and left > 0:
            parts.append(self._sector(start))
            start, left = self.fat[start], left - 1
        return b"".join(parts)

    def stream(self, name: str) -> bytes:
        """The bytes of a stream; empty where there is none."""
        entry = self.streams.get(name)
        if entry is None:
            return b""
        if entry.size >= self.cutoff:
            return self._chain(entry.start)[: entry.size]
        parts, at, left = [], entry.start, entry.size // self.small + 1
        while at < len(self.mini) and left > 0:
            parts.append(self.small_ones[at * self.small : (at + 1) * self.small])
            at, left = self.mini[at], left - 1
        return b"".join(parts)[: entry.size]
