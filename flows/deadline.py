"""A night that hangs ends, and is seen."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from prefect.utilities.timeout import timeout

from docpipe.engine.alert import alert

# What does not end by itself after that is in a call that never returns, such as one of a lost network drive.
GRACE_SECONDS = 600.0
EXIT = 70


class NightTooLong(TimeoutError):
    """The time for a run is over; what it had finished is kept for the next one."""


@contextmanager
def ended_within(hours: float | None, what: str) -> Iterator[None]:
    """What is inside ends after so many hours, by NightTooLong; if it does not, the process ends and somebody is told.

    Prefect then says TimedOut, or, where the process ended, Crashed.
    """
    if hours is None:
        yield
        return
    said = f"{what} was not done within {hours:g} hours; what it had finished is kept for the next run"
    last = threading.Timer(3600 * hours + GRACE_SECONDS, _end, [said])
    last.daemon = True
    last.start()
    try:
        with timeout(3600 * hours, NightTooLong):
            yield
    except NightTooLong:
        raise NightTooLong(said) from None
    finally:
        last.cancel()


def _end(said: str) -> None:
    alert("docpipe: a run hangs and was ended", said)
    os._exit(EXIT)
