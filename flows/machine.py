"""Faults of the machine: waited for, and tried again. Bad data never gets here."""

import errno
import logging
import time
from collections.abc import Callable
from typing import TypeVar

from docpipe.engine.pool import WorkerFailed
from docpipe.warehouse import WarehouseBusy
from flows.parameters import Patience

T = TypeVar("T")
Log = logging.Logger | logging.LoggerAdapter[logging.Logger]
# What may be gone in a minute. A full disk and a read-only one are for a person.
PASSING = {
    errno.EIO, errno.EAGAIN, errno.EINTR, errno.ENOMEM, errno.EMFILE, errno.ENFILE, errno.ESTALE, errno.ETIMEDOUT,
    errno.ENETDOWN, errno.ENETUNREACH, errno.EHOSTDOWN, errno.EHOSTUNREACH, errno.ECONNRESET, errno.ENOTCONN,
}  # fmt: skip


def passing(fault: Exception) -> bool:
    """Whether the fault may be gone in a while."""
    if isinstance(fault, OSError):
        return fault.errno in PASSING
    return isinstance(fault, (WarehouseBusy, WorkerFailed))


def patiently(action: Callable[[], T], patience: Patience, log: Log) -> T:
    """What the action returns; tried again, after longer and longer waits, while its faults are of the passing kind."""
    for attempt in range(patience.retries):
        try:
            return action()
        except Exception as fault:
            if not passing(fault):
                raise
            seconds = patience.wait * 2**attempt
            log.warning("%s: %s; again in %.0f s", type(fault).__name__, fault, seconds)
            time.sleep(seconds)
    return action()
