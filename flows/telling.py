"""What Prefect cannot be told stops no run: its server may be away, its database locked or lost."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from prefect.artifacts import create_progress_artifact
from prefect.artifacts import update_progress_artifact as update

log = logging.getLogger("docpipe")


@contextmanager
def at_best(what: str) -> Iterator[None]:
    """Whatever goes wrong inside is one line in the log of this process."""
    try:
        yield
    except Exception as fault:
        log.warning("Prefect was not told %s: %s: %s", what, type(fault).__name__, str(fault)[:200])


# A server that is away costs a minute for every call, so that it is left alone for a while.
PAUSE_SECONDS = 600.0


class Bar:
    """A share of the work on Prefect's page, as it grows."""

    def __init__(self, groups: int) -> None:
        self.groups, self.done, self.quiet_until = groups, 0, 0.0
        self.artifact: Any = None
        with at_best("that the work begins"):
            self.artifact = create_progress_artifact(progress=0.0, description="batches worked on")

    def one_more(self) -> None:
        """One more group is worked on."""
        self.done += 1
        if self.artifact is None or time.monotonic() < self.quiet_until:
            return
        self.quiet_until = time.monotonic() + PAUSE_SECONDS
        with at_best("of progress"):
            update(self.artifact, progress=100.0 * self.done / self.groups)
            self.quiet_until = 0.0
