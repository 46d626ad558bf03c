"""Ways in which a night is disturbed; each leaves the warehouse to the next night as it may be found in life."""

import errno
import os
import random
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any, NamedTuple

from chaos.clock import JUMPS, off_by
from chaos.small_disk import SmallDisk
from chaos.victim import BROKEN, BUSY, REFUSED, begun, night
from docpipe.warehouse import Warehouse, disk, parquet

STEPS = (disk, "flush"), (disk, "settle"), (disk, "link"), (disk, "move_folder"), (disk, "point"), (parquet, "write")
# Small warehouses write a few hundred kilobytes in a night.
MOST_ROOM = 400_000
MOST_STEPS = 90


class Night(NamedTuple):
    """The night that is disturbed; `longest` is how many seconds it may take."""

    raw: Path
    disk: SmallDisk
    sunday: bool
    longest: float
    rng: random.Random

    @property
    def warehouse(self) -> Path:
        """Where the warehouse is."""
        return self.disk.folder / "warehouse"


class Struck(NamedTuple):
    """Whether the fault came while something was going on, and whether docpipe did what it must not."""

    hit: bool
    wrong: str | None = None


def killed(given: Night, jobs: int = 0) -> Struck:
    """kill -9 at a random moment."""
    process = begun(night, given.raw, given.warehouse, given.sunday, jobs)
    process.join(given.rng.uniform(0, given.longest))
    running = process.is_alive()
    process.kill()
    process.join()
    return Struck(running, _wrong(process.exitcode, 0, -signal.SIGKILL))


def interrupted(given: Night) -> Struck:
    """Ctrl-C at a random moment."""
    process = begun(night, given.raw, given.warehouse, given.sunday)
    process.join(given.rng.uniform(0, given.longest))
    running = process.is_alive()
    if running and process.pid is not None:
        with suppress(ProcessLookupError):
            os.kill(process.pid, signal.SIGINT)
    process.join()
    return Struck(running, _wrong(process.exitcode, 0, 130, -signal.SIGINT, BROKEN if running else 0))


def worker_killed(given: Night) -> Struck:
    """The run's worker is killed, as the kernel does when memory is short; the run itself goes on."""
    process = begun(night, given.raw, given.warehouse, given.sunday, 1)
    process.join(given.rng.uniform(0, 2 * given.longest))
    hit = False
    for worker in children(process.pid or 0):
        with suppress(OSError):
            os.kill(worker, signal.SIGKILL)
            hit = True
    process.join()
    return Struck(hit, _wrong(process.exitcode, 0, BROKEN if hit else 0))


def children(pid: int) -> list[int]:
    """Processes that a process has begun."""
    found = []
    for file in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            found += [int(item) for item in file.read_text().split()]
    return found


def full(given: Night) -> Struck:
    """The disk is full from some byte on."""
    room = given.rng.randint(0, MOST_ROOM)
    if given.disk.real:
        return _refused(given, given.disk.with_room_for(room), night)
    return _refused(given, nullcontext(), refusing(given.rng.randint(0, MOST_STEPS), errno.ENOSPC))


def read_only(given: Night) -> Struck:
    """Nothing can be written."""
    if given.disk.real:
        return _refused(given, given.disk.read_only(), night)
    return _refused(given, nullcontext(), refusing(0, errno.EROFS))


def failing(given: Night) -> Struck:
    """The disk fails from some step on."""
    return _refused(given, nullcontext(), refusing(given.rng.randint(0, MOST_STEPS), errno.EIO))


def _refused(given: Night, state: Any, action: Callable[..., Any]) -> Struck:
    with state:
        process = begun(action, given.raw, given.warehouse, given.sunday)
        process.join()
    return Struck(process.exitcode == REFUSED, _wrong(process.exitcode, 0, REFUSED))


class refusing:
    """A night on a disk that refuses the step of that count, and every one after it, with that error number."""

    def __init__(self, at: int, number: int) -> None:
        self.at, self.number, self.count = at, number, 0

    def __call__(self, *given: Any) -> None:
        with self.disk():
            night(*given)

    @contextmanager
    def disk(self) -> Iterator[None]:
        """Steps of docpipe on the disk are refused."""
        kept = [(module, name, getattr(module, name)) for module, name in STEPS]
        for module, name, real in kept:
            setattr(module, name, self._wrapped(real))
        try:
            yield
        finally:
            for module, name, real in kept:
                setattr(module, name, real)

    def _wrapped(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def step(*given: Any, **named: Any) -> Any:
            self.count += 1
            if self.count > self.at:
                raise OSError(self.number, os.strerror(self.number))
            return real(*given, **named)

        return step


def second_writer(given: Night) -> Struck:
    """Somebody else writes: turned away, with the exit code that says so."""
    with Warehouse(given.warehouse).lock("somebody else"):
        process = begun(night, given.raw, given.warehouse, given.sunday)
        process.join()
    return Struck(True, _wrong(process.exitcode, BUSY))


def two_at_once(given: Night) -> Struck:
    """Two runs begin at about the same moment; one of them, or one after the other, does the work."""
    one = begun(night, given.raw, given.warehouse, given.sunday)
    one.join(given.rng.uniform(0, given.longest / 2))
    two = begun(night, given.raw, given.warehouse, given.sunday)
    one.join()
    two.join()
    codes = {one.exitcode, two.exitcode}
    return Struck(BUSY in codes, _wrong(one.exitcode, 0, BUSY) or _wrong(two.exitcode, 0, BUSY))


def clock_jumped(given: Night) -> Struck:
    """The clock is off for a night, which may be killed as well; then it is right again."""
    seconds = given.rng.choice(JUMPS)
    process = begun(_late_night, seconds, given.raw, given.warehouse, given.sunday)
    process.join(given.rng.uniform(0, 3 * given.longest))
    process.kill()
    process.join()
    return Struck(True, _wrong(process.exitcode, 0, -signal.SIGKILL))


def _late_night(seconds: float, *given: Any) -> None:
    with off_by(seconds):
        night(*given)


def power_cut(given: Night) -> Struck:
    """Killed, and of what it had staged some files are cut short or empty, as a disk that was never flushed shows."""
    hit = killed(given).hit
    # What has a second name in `data/` was flushed before it got it, and is no file that a power cut shortens.
    staged = sorted((given.warehouse / "staging").rglob("*"))
    files = [file for file in staged if file.is_file() and file.stat().st_nlink == 1]
    for file in given.rng.sample(files, min(len(files), given.rng.randint(1, 4))):
        os.truncate(file, given.rng.choice([0, file.stat().st_size // 2, max(0, file.stat().st_size - 1)]))
    return Struck(hit and bool(files))


def _wrong(code: int | None, *allowed: int) -> str | None:
    return None if code in allowed else f"ended with {code}, allowed are {sorted(set(allowed))}"


# Each with how often it is chosen.
FAULTS: dict[str, tuple[int, Callable[[Night], Struck]]] = {
    "kill -9": (5, killed),
    "worker killed": (2, worker_killed),
    "interrupted": (1, interrupted),
    "power cut": (4, power_cut),
    "full disk": (3, full),
    "read-only disk": (1, read_only),
    "input/output errors": (2, failing),
    "second writer": (1, second_writer),
    "two at once": (2, two_at_once),
    "clock jump": (4, clock_jumped),
}


def any_fault(given: Night) -> tuple[str, Struck]:
    """One fault by chance; its name, and what came of it."""
    name = given.rng.choices(list(FAULTS), [often for often, _ in FAULTS.values()])[0]
    return name, FAULTS[name][1](given)
