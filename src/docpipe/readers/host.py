"""Readers in processes of their own: whatever a file does to its reader costs that reader, and gives a reason."""

import contextlib
import io
import os
import pickle
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from docpipe.pipe import receive, send
from docpipe.readers import read_alone
from docpipe.readers.containers import Member
from docpipe.readers.hosted import ALIVE, END, LIST, MEMBERS, READ, READING
from docpipe.readers.office import with_office
from docpipe.readers.unreadable import Unreadable
from docpipe.reading import Reading
from docpipe.source import Source

HUNG, KILLED = "timeout", "killed_worker"
# These never reach a library that was not made for hostile input; what slips through, the pool of workers catches.
CHEAP = frozenset({"text/plain", "text/html"})
MOST_SOURCES = 2_000
MOST_MEMORY = 2 << 30  # a reader that has held more starts anew
NOUNS = {
    ("docpipe.reading", name) for name in ("Reading", "Piece", "Fault", "Cell", "Box")
} | {
    ("docpipe.span", "Span"),
    ("docpipe.source", "Source"),
    ("docpipe.readers.containers", "Member"),
    ("copyreg", "__newobj__"),
}  # fmt: skip


class _Nouns(pickle.Unpickler):
    """Unpickles what a reader may answer with, and nothing else: a reader that was taken over gains nothing."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in NOUNS or (module.startswith("pathlib") and name.endswith("Path")):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"a reader does not answer with {module}.{name}")


def _answer(body: bytes) -> Any:
    return _Nouns(io.BytesIO(body)).load()


class _Child:
    """One process that parses."""

    def __init__(self) -> None:
        quiet = None if os.environ.get("DOCPIPE_DEBUG") else subprocess.DEVNULL
        self.process = subprocess.Popen(
            [sys.executable, "-m", "docpipe.readers.hosted"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=quiet,
            bufsize=0,
        )
        assert self.process.stdin is not None and self.process.stdout is not None
        self.orders, self.given = self.process.stdin, self.process.stdout
        self.sources = 0

    def ask(self, kind: bytes, content: bytes, source: Source, seconds: float) -> None:
        self.sources += 1
        with io.BufferedWriter(io.FileIO(os.dup(self.orders.fileno()), "wb")) as out:
            send(out, kind, (content, source, seconds))

    def answers(self, seconds: float, sign: Callable[[], None]) -> Iterator[tuple[bytes, Any]]:
        """What it says up to the end. Raises Unreadable where it dies, or is silent for so many seconds."""
        while True:
            if not select.select([self.given], [], [], seconds)[0]:
                raise Unreadable(HUNG, f"reading it took more than {seconds:.0f} seconds")
            try:
                message = receive(self.given, _answer)
            except Exception as wrong:
                raise Unreadable(KILLED, f"its reader answered with what is no answer: {wrong}"[:300]) from wrong
            if message is None:
                raise Unreadable(*_death(self.process.wait()))
            if message[0] == ALIVE:
                sign()
                continue
            yield message
            if message[0] == END:
                return

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()
        for pipe in (self.orders, self.given):
            with contextlib.suppress(OSError):
                pipe.close()


def _death(code: int) -> tuple[str, str]:
    if code == -getattr(signal, "SIGXCPU", 0):
        return HUNG, "reading it took more seconds of CPU than a reader may use"
    name = signal.Signals(-code).name if -code in signal.valid_signals() else f"exit {code}"
    return KILLED, f"reading it ended the reader's process ({name}): a fault in a library, or more memory than allowed"


class Host:
    """A reader and a lister of containers, each in a process that starts when it is first needed."""

    def __init__(self) -> None:
        self._children: dict[bytes, _Child] = {}

    def __enter__(self) -> "Host":
        return self

    def __exit__(self, *given: object) -> None:
        self.close()

    def close(self) -> None:
        """No process is left."""
        for kind in list(self._children):
            self._drop(kind)

    def read(self, content: bytes, source: Source, seconds: float, sign: Callable[[], None]) -> Reading:
        """The reading of a source; a reader may be silent for so many seconds. Raises Unreadable."""
        if source.media_type in CHEAP or not content:
            return read_alone(content, source)
        return with_office(partial(self._read, seconds=seconds, sign=sign), content, source, seconds, sign)

    def _read(self, content: bytes, source: Source, seconds: float, sign: Callable[[], None]) -> Reading:
        found = [value for kind, value in self._asked(READ, content, source, seconds, sign) if kind == READING]
        if not found or not isinstance(found[0], Reading):
            raise Unreadable("reader_failed", "the reader gave no reading")
        return found[0]

    def members(self, content: bytes, source: Source, seconds: float, sign: Callable[[], None]) -> Iterator[Member]:
        """The members of a container; a reader may be silent for so many seconds. Raises Unreadable."""
        for kind, value in self._asked(LIST, content, source, seconds, sign):
            if kind == MEMBERS:
                yield from (member for member in value if isinstance(member, Member))

    def _asked(
        self, kind: bytes, content: bytes, source: Source, seconds: float, sign: Callable[[], None]
    ) -> Iterator[tuple[bytes, Any]]:
        child = self._children.get(kind) or self._children.setdefault(kind, _Child())
        sound = False
        try:
            try:
                child.ask(kind, content, source, seconds)
            except OSError:
                raise Unreadable(*_death(child.process.wait())) from None
            for what, value in child.answers(seconds, sign):
                if what != END:
                    yield what, value
                    continue
                held, refusal = value
                sound = child.sources < MOST_SOURCES and held < MOST_MEMORY
                if refusal is not None:
                    raise Unreadable(*refusal)
        finally:
            if not sound:
                self._drop(kind)

    def _drop(self, kind: bytes) -> None:
        child = self._children.pop(kind, None)
        if child is not None:
            child.stop()
