"""One writer at a time."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path


class WarehouseBusy(RuntimeError):
    """Another process is writing to the warehouse; says which."""


@contextmanager
def waited_lock(path: Path) -> Iterator[None]:
    """No other process holds this lock while inside; waits until none does."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


@contextmanager
def writer_lock(path: Path, owner: str) -> Iterator[None]:
    """The calling process is the only writer while inside. Raises WarehouseBusy at once where another one is.

    The lock belongs to the open file: it ends with the process, however that ends, and leaves nothing to clean.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(handle, 500, 0).decode("utf-8", "replace").strip() or "another process"
            raise WarehouseBusy(
                f"{path.parent} is being written by {holder}; one writer at a time: wait until it ends"
            ) from None
        os.ftruncate(handle, 0)
        since = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
        os.pwrite(handle, f"{owner} (process {os.getpid()} since {since})\n".encode(), 0)
        yield
    finally:
        os.close(handle)
