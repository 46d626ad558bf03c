"""Processes that are measured from outside: CPU seconds of all that one has begun, though they end before it."""

import os
import socket
import subprocess
import threading
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from urllib.request import urlopen

TICKS = os.sysconf("SC_CLK_TCK")
EVERY = 0.1


def _table() -> dict[int, tuple[int, float]]:
    """Of each process, its parent and its CPU seconds so far."""
    found = {}
    for file in Path("/proc").glob("[0-9]*/stat"):
        try:
            given = file.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        found[int(file.parent.name)] = int(given[1]), (int(given[11]) + int(given[12])) / TICKS
    return found


def family(pids: Iterable[int], table: dict[int, tuple[int, float]]) -> set[int]:
    """The processes and all that they have begun."""
    found, grown = set(pids), True
    while grown:
        more = {pid for pid, (parent, _) in table.items() if parent in found} - found
        found, grown = found | more, bool(more)
    return found


def cpu_of(*pids: int) -> float:
    """CPU seconds of the processes and of those below them that still run."""
    table = _table()
    return sum(table[pid][1] for pid in family(pids, table) if pid in table)


class Meter:
    """While inside, CPU seconds are noted: `below` of all processes that `pid` begins and of the families of some
    `others`; and `seconds` by the clock."""

    def __init__(self, pid: int, *others: int) -> None:
        self.pid, self.others, self.below, self.seconds = pid, others, 0.0, 0.0
        self._spent: dict[int, float] = {}
        self._before = {pid: spent for pid, (_, spent) in _table().items()}
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> "Meter":
        self._begun = time.perf_counter()
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.seconds = time.perf_counter() - self._begun
        self._over.set()
        self._thread.join()
        self.below = sum(spent - self._before.get(pid, 0.0) for pid, spent in self._spent.items())

    def _watch(self) -> None:
        while not self._over.wait(EVERY):
            table = _table()
            for pid in family([self.pid, *self.others], table) - {self.pid}:
                if pid in table:
                    self._spent[pid] = max(self._spent.get(pid, 0.0), table[pid][1])


def free_port() -> int:
    """A port of this machine that nobody has."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def until_answered(url: str, seconds: float = 900.0) -> None:
    """A server answers there. Raises TimeoutError."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            urlopen(url, timeout=3).close()
            return
        except OSError:
            time.sleep(0.3)
    raise TimeoutError(f"nobody answers at {url}")


def end(processes: "Sequence[subprocess.Popen[bytes]]", seconds: float = 60.0) -> None:
    """None of the processes is left: asked first, then killed."""
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
