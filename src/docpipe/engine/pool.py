"""Worker processes that may die: whatever kills or hangs one is found and set aside, the rest goes on."""

import contextlib
import os
import queue
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import IO

from docpipe.engine.batch import Order, Told
from docpipe.engine.outcome import Outcome
from docpipe.engine.worker import DONE, FAILED, TOLD
from docpipe.pipe import receive, send
from docpipe.readers.host import HUNG, KILLED

# A worker that dies before its first source is done this often is a fault of the machine, not of the data.
MOST_DEATHS_WITHOUT_WORK = 3


class WorkerFailed(RuntimeError):
    """A fault of docpipe or of the machine, not of a document."""


class _Worker:
    """One process and the pipe to it."""

    def __init__(self) -> None:
        environment = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONHASHSEED": "0"}
        quiet = None if os.environ.get("DOCPIPE_DEBUG") else subprocess.DEVNULL
        self.process = subprocess.Popen(
            [sys.executable, "-m", "docpipe.engine.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=quiet,
            env=environment,
            bufsize=0,
            start_new_session=True,  # Ctrl-C is for the run, which then stops its workers in order
        )

        assert self.process.stdin is not None and self.process.stdout is not None
        self.orders: IO[bytes] = os.fdopen(os.dup(self.process.stdin.fileno()), "wb")
        self.given: IO[bytes] = self.process.stdout  # unbuffered, so that `select` knows of every byte

    def waits(self, seconds: float) -> bool:
        """Whether a message (or the end) comes within so many seconds."""
        return bool(select.select([self.given], [], [], max(0.0, seconds))[0])

    def stop(self) -> None:
        with contextlib.suppress(OSError):
            os.killpg(self.process.pid, signal.SIGKILL)  # its readers, too
        self.process.kill()
        self.process.wait()
        for pipe in (self.orders, self.process.stdin, self.process.stdout):
            with contextlib.suppress(OSError):
                if pipe is not None:
                    pipe.close()


class Pool:
    """A number of workers that any thread may hand batches to; used as a context manager."""

    def __init__(self, jobs: int, progress: Callable[[tuple[str, ...]], None] | None = None) -> None:
        self.jobs = max(1, jobs)
        self.progress = progress
        self._idle: queue.LifoQueue[_Worker | None] = queue.LifoQueue()
        for _ in range(self.jobs):
            self._idle.put(None)
        self._all: set[_Worker] = set()
        self._lock = threading.Lock()
        self._closed = False

    def __enter__(self) -> "Pool":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """No worker is left. Who waits for one of them sees its end and tidies up after it."""
        self._closed = True
        with self._lock:
            for worker in self._all:
                with contextlib.suppress(OSError):
                    os.killpg(worker.process.pid, signal.SIGKILL)  # its readers, too
            for worker in self._all:
                worker.process.wait()
            self._all.clear()
        while True:
            try:
                idle = self._idle.get_nowait()
            except queue.Empty:
                break
            if idle is not None:
                idle.stop()
        self._idle.put(None)  # for threads that still wait for a worker: each finds the pool closed

    def run(self, order: Order) -> Outcome:
        """The outcome of a batch; blocks until a worker is free and done. A source that kills its worker or takes too
        long gets a row that says so, and the batch is worked on again without it. Raises WorkerFailed."""
        worker = self._idle.get()
        try:
            killed, useless = 0, 0
            while True:
                worker = worker or self._start()
                outcome = self._attempt(worker, order)
                if isinstance(outcome, Outcome):
                    outcome.killed = killed
                    return outcome
                self._drop(worker)
                worker = None
                if outcome is None or outcome[0] >= order.batch.sources:
                    useless += 1
                    if useless >= MOST_DEATHS_WITHOUT_WORK or self._closed:
                        raise WorkerFailed(f"workers die over {order.batch.batch_id}, and no source is to blame")
                    continue
                killed += 1
                order = order._replace(fatal=(*order.fatal, outcome))
        finally:
            self._idle.put(worker)

    def _start(self) -> _Worker:
        worker = _Worker()
        with self._lock:
            if self._closed:
                worker.stop()
                raise WorkerFailed("the pool is closed")
            self._all.add(worker)
        return worker

    def _drop(self, worker: _Worker) -> None:
        with self._lock:
            self._all.discard(worker)
        worker.stop()

    def _attempt(self, worker: _Worker, order: Order) -> Outcome | tuple[int, str, str] | None:
        """The outcome; or the source that was being worked on when the worker died or hung; or None for no source."""
        try:
            send(worker.orders, b"o", order)
        except OSError:
            return None
        last, since = Told(-1, (), 60.0), time.monotonic()
        reported = 0
        while True:
            if not worker.waits(last.seconds - (time.monotonic() - since)):
                return last.at, HUNG, f"reading it took more than {last.seconds:.0f} seconds"
            message = receive(worker.given)
            if message is None:
                code = worker.process.wait()
                return (last.at, KILLED, f"reading it ended the process (exit {code})") if last.at >= 0 else None
            kind, value = message
            if kind == DONE:
                return value if isinstance(value, Outcome) else None
            if kind == FAILED:
                raise WorkerFailed(str(value))
            if kind == TOLD:
                last, since = value, time.monotonic()
                if self.progress is not None and value.statuses and value.at > reported:
                    self.progress(value.statuses)
                    reported = value.at
