"""Ways in which a run is disturbed; each leaves the warehouse to the next run as it may be found in life."""

import errno
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from docpipe.run import run
from docpipe.warehouse import Warehouse, disk, parquet

VICTIM = """
import sys
from docpipe.run import run
print("ready", flush=True)
run(sys.argv[1], sys.argv[2], jobs=int(sys.argv[3]))
"""
STEPS = (disk, "flush"), (disk, "settle"), (disk, "link"), (disk, "move_folder"), (disk, "point"), (parquet, "write")


def killed(raw: Path, warehouse: Path, seconds: float, jobs: int = 0) -> bool:
    """kill -9 so many seconds after the run began; whether it was still running."""
    command = [sys.executable, "-c", VICTIM, str(raw), str(warehouse), str(jobs)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True)
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(seconds)
    running = process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.wait()
    return running


def worker_killed(raw: Path, warehouse: Path, seconds: float) -> bool:
    """The run's worker process is killed, as the kernel does when memory is short; the run itself goes on."""
    command = [sys.executable, "-c", VICTIM, str(raw), str(warehouse), "1"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True)
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(seconds)
    found = False
    for children in Path(f"/proc/{process.pid}/task").glob("*/children"):
        try:
            pids = [int(item) for item in children.read_text().split()]
        except OSError:
            continue
        for pid in pids:
            found = True
            with suppress(OSError):
                os.kill(pid, signal.SIGKILL)
    process.wait()
    return found


@contextmanager
def refusing(at: int, number: int) -> Iterator[None]:
    """The disk refuses the step of that count with that error number, and every one after it, as a full one does."""
    count, kept = 0, [(module, name, getattr(module, name)) for module, name in STEPS]

    def wrapped(real: Callable[..., Any]) -> Callable[..., Any]:
        def step(*given: Any, **named: Any) -> Any:
            nonlocal count
            count += 1
            if count > at:
                raise OSError(number, os.strerror(number))
            return real(*given, **named)

        return step

    for module, name, real in kept:
        setattr(module, name, wrapped(real))
    try:
        yield
    finally:
        for module, name, real in kept:
            setattr(module, name, real)


def refused(raw: Path, warehouse: Path, at: int, number: int) -> bool:
    """A run on a disk that refuses from some step on; whether it came that far."""
    with refusing(at, number):
        try:
            run(raw, warehouse, jobs=0)
        except OSError:
            return True
    return False


def busy(raw: Path, warehouse: Path) -> bool:
    """A second writer is turned away."""
    with Warehouse(warehouse).lock("somebody else"):
        code = (
            "import sys\nfrom docpipe.run import run\nfrom docpipe.warehouse import WarehouseBusy\n"
            "try:\n    run(sys.argv[1], sys.argv[2], jobs=0)\nexcept WarehouseBusy:\n    sys.exit(5)"
        )
        done = subprocess.run([sys.executable, "-c", code, str(raw), str(warehouse)], check=False, capture_output=True)
    if done.returncode != 5:
        raise AssertionError(f"a second writer was let in (exit {done.returncode})")
    return True


FAULTS = ("kill", "kill", "kill", "full disk", "input/output error", "read-only", "second writer", "worker killed")


def any_fault(rng: random.Random, raw: Path, warehouse: Path, longest: float) -> tuple[str, bool]:
    """One fault by chance; its name, and whether it struck while something was going on."""
    name = rng.choice(FAULTS)
    if name == "kill":
        return name, killed(raw, warehouse, rng.uniform(0, longest))
    if name == "worker killed":
        return name, worker_killed(raw, warehouse, rng.uniform(0, longest))
    if name == "second writer":
        return name, busy(raw, warehouse)
    number = {"full disk": errno.ENOSPC, "input/output error": errno.EIO, "read-only": errno.EROFS}[name]
    return name, refused(raw, warehouse, rng.randint(0, 60), number)
