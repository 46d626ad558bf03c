"""A process that parses untrusted files: sources come in on standard input, readings and members go out.

Run as `python -m docpipe.readers.hosted` by the host, never by hand.
"""

import os
import sys
import time
from collections.abc import Iterator
from typing import IO, Any

from docpipe.pipe import private_channel, receive, send
from docpipe.readers import Unreadable, container_members, read_alone
from docpipe.readers.alive import listen
from docpipe.readers.confine import MEMORY, confine, largest, limit_cpu, limit_memory

READ, LIST = b"r", b"l"
ALIVE, READING, MEMBERS, END = b"a", b"R", b"M", b"E"
TOGETHER, TOGETHER_BYTES = 100, 256 << 10


def main() -> None:
    """Parses until standard input ends."""
    out, given = private_channel(), sys.stdin.buffer
    most = int(os.environ.get("DOCPIPE_READER_MEMORY") or MEMORY)
    confine(most)
    seconds = 60.0

    def sign() -> None:
        limit_cpu(seconds)
        send(out, ALIVE, None)

    listen(sign)
    while True:
        limit_memory(None)  # what comes in may be large, which is no fault of its reader
        message = receive(given)
        if message is None:
            return
        kind, (content, source, seconds) = message
        limit_memory(most + 2 * len(content))
        limit_cpu(seconds)
        refusal = _refusal(out, kind, content, source)
        send(out, END, (largest(), refusal))


def _refusal(out: IO[bytes], kind: bytes, content: bytes, source: Any) -> tuple[str, str] | None:
    """What the source gives is sent; code and reason of why it gives nothing more."""
    try:
        if kind == READ:
            send(out, READING, read_alone(content, source))
        else:
            for some in _together(container_members(content, source)):
                send(out, MEMBERS, some)
    except Unreadable as refused:
        return refused.code, refused.reason
    except MemoryError:
        return "too_large", "reading it takes more memory than a reader may have"
    except RecursionError:
        return "too_deep", "the file is nested too deeply for its reader"
    except Exception as broken:
        return "reader_failed", f"{type(broken).__name__}: {broken}"[:500]
    return None


def _together(members: Iterator[Any]) -> Iterator[list[Any]]:
    """Members in lists, for a message costs more than a small member; what a broken archive gave comes first."""
    some: list[Any] = []
    size, since = 0, time.monotonic()
    try:
        for member in members:
            some.append(member)
            size += len(member.content or b"")
            if size > TOGETHER_BYTES or len(some) >= TOGETHER or time.monotonic() - since > 1.0:
                yield some
                some, size, since = [], 0, time.monotonic()
    except Exception:
        if some:
            yield some
        raise
    if some:
        yield some


if __name__ == "__main__":
    main()
