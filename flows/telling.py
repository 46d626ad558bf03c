"""What Prefect cannot be told stops no run: its server may be away, its database locked or lost."""

import logging
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


class Bar:
    """A share of the work on Prefect's page, as it grows."""

    def __init__(self, groups: int) -> None:
        self.groups, self.done = groups, 0
        self.artifact: Any = None
        with at_best("that the work begins"):
            self.artifact = create_progress_artifact(progress=0.0, description="batches worked on")

    def one_more(self) -> None:
        """One more group is worked on."""
        self.done += 1
        if self.artifact is not None:
            with at_best("of progress"):
                update(self.artifact, progress=100.0 * self.done / self.groups)
