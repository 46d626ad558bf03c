"""A night's work in a process of its own, which may be killed; forked from a warm one, so that it begins at once."""

import multiprocessing
import os
import sys
import traceback
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import duckdb  # noqa: F401 - warm, like the other modules that a run imports late
import pyarrow.compute
import pyarrow.dataset
import pyarrow.parquet  # noqa: F401

import docpipe.engine.plan
import docpipe.readers.html
import docpipe.readers.text
import docpipe.report
from docpipe.engine.run import run
from docpipe.engine.upkeep import tidied
from docpipe.relate import relate
from docpipe.warehouse import WarehouseBusy

# Small batches, so that a run over a few files has some that are finished when it is struck.
docpipe.engine.plan.BATCH_SOURCES = 3
BUSY, REFUSED, BROKEN = 5, 3, 1
KEPT = 3


def night(raw: Path, warehouse: Path, sunday: bool, jobs: int = 0) -> None:
    """What docpipe does in a night: a run; on Sundays what belongs together, and upkeep."""
    run(raw, warehouse, jobs=jobs)
    if sunday:
        relate(warehouse)
        tidied(warehouse, KEPT, 0.0)


def begun(action: Callable[..., Any], *given: Any) -> BaseProcess:
    """The action, in a process of its own."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["chaos.victim"])
    process = context.Process(target=_ended, args=(action, given), daemon=False)
    process.start()
    return process


def _ended(action: Callable[..., Any], given: tuple[Any, ...]) -> None:
    """The exit code says how it ended; what no fault of the machine explains is printed."""
    try:
        action(*given)
    except WarehouseBusy:
        os._exit(BUSY)
    except OSError as refused:
        print(f"  refused: {refused}", file=sys.stderr, flush=True)
        os._exit(REFUSED)
    except KeyboardInterrupt:
        os._exit(130)
    except BaseException:
        traceback.print_exc()
        os._exit(BROKEN)
    os._exit(0)
