"""The end of the command's process."""

import atexit
import os
import sys


class Ending:
    """Ends the process behind all other handlers, without taking the interpreter apart.

    Threads of Prefect outlive their run and hold on to modules; an interpreter that is taken apart under them makes
    DuckDB's bindings print a page of warnings about leaks. Registered first, it is called last.
    """

    def __init__(self) -> None:
        self.code: int | None = None
        atexit.register(self._leave)

    def _leave(self) -> None:
        if self.code is None or "prefect" not in sys.modules:
            return
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(self.code)
