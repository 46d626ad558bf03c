"""Waits for files: a file is taken when it has been the same for a while, so that half-copied ones are not."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

from docpipe.collection import check_collections, entries_of
from docpipe.source import Source

Take = Callable[[frozenset[str]], object]


class Settling:
    """Tells what has come to rest. By a clock that nobody sets, not by the times that files claim."""

    def __init__(self, settle: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.settle, self.clock = settle, clock
        self._stamps: dict[int, int] = {}
        self._since: dict[int, float] = {}

    def look(self, raw: Path, collections: list[str] | None) -> tuple[bool, frozenset[str]]:
        """Whether something came to rest or went since the last look, and the ids of files that have not yet."""
        now, stamps = self.clock(), dict[int, int]()
        rested = False
        for collection in check_collections(raw, collections):
            for entry in entries_of(raw, collection):
                source = int(Source(entry.collection, entry.path).source_id, 16)
                stamps[source] = hash((entry.size, entry.mtime_ns, entry.code))
                if self._stamps.get(source) != stamps[source]:
                    self._since[source] = now
                elif source in self._since and now - self._since[source] >= self.settle:
                    del self._since[source]
                    rested = True
        gone = self._stamps.keys() - stamps.keys()
        for source in gone:
            self._since.pop(source, None)
        self._stamps = stamps
        return rested or bool(gone), frozenset(f"{source:016x}" for source in self._since)


def watch(
    raw: Path,
    collections: list[str] | None,
    take: Take,
    settle: float = 10.0,
    every: float = 2.0,
    stop: threading.Event | None = None,
) -> None:
    """`take` is called with the ids of unsettled files whenever others have come to rest; until `stop` is set."""
    stopped, settling = stop or threading.Event(), Settling(settle)
    owed = False
    while not stopped.is_set():
        rested, unsettled = settling.look(raw, collections)
        owed = owed or rested
        if owed:
            owed = take(unsettled) is False  # not taken: somebody else was writing
        stopped.wait(every)
