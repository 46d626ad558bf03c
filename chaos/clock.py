"""A clock that jumps: what the machine's clock tells docpipe is off by so many seconds."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, tzinfo
from types import SimpleNamespace
from typing import Any

HOUR, DAY, YEAR = 3600.0, 86_400.0, 31_557_600.0
JUMPS = (-30 * YEAR, -YEAR, -DAY, -HOUR, -90.0, 90.0, HOUR, DAY, YEAR, 10 * YEAR)


def jumped(seconds: float) -> type[datetime]:
    """`datetime`, its `now` off by so many seconds."""

    class Jumped(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Any:
            return (datetime.now(UTC) + timedelta(seconds=seconds)).astimezone(tz)

    return Jumped


@contextmanager
def off_by(seconds: float) -> Iterator[None]:
    """Every module of docpipe that asks for the time gets one that is off; threads and children of ours as well."""
    late = SimpleNamespace(**vars(time)) if seconds else time
    late.time = lambda: time.time() + seconds
    kept: list[tuple[Any, str, Any]] = []
    for name, module in list(sys.modules.items()):
        if name.startswith("docpipe."):
            kept += [(module, key, value) for key, value in vars(module).items() if value is datetime or value is time]
    try:
        for module, key, value in kept:
            setattr(module, key, jumped(seconds) if value is datetime else late)
        yield
    finally:
        for module, key, value in kept:
            setattr(module, key, value)
