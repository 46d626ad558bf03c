"""A process that works on batches: orders come in on standard input, signs of life and outcomes go out.

Run as `python -m docpipe.worker` by the pool, never by hand. It is a program of its own and no fork, so that a
notebook or a script without `if __name__ == "__main__"` can use the pool.
"""

import os
import pickle
import struct
import sys
import traceback
from typing import IO, Any

HEADER = struct.Struct(">cQ")
TOLD, DONE, FAILED = b"t", b"d", b"f"


def send(out: IO[bytes], kind: bytes, value: Any) -> None:
    """One message: kind, length, pickled value."""
    body = pickle.dumps(value)
    out.write(HEADER.pack(kind, len(body)) + body)
    out.flush()


def receive(given: IO[bytes]) -> tuple[bytes, Any] | None:
    """The next message, or None at the end."""
    head = _exactly(given, HEADER.size)
    if head is None:
        return None
    kind, length = HEADER.unpack(head)
    body = _exactly(given, length)
    return (kind, pickle.loads(body)) if body is not None else None


def _exactly(given: IO[bytes], length: int) -> bytes | None:
    parts: list[bytes] = []
    while length > 0:
        part = given.read(length)
        if not part:
            return None
        parts.append(part)
        length -= len(part)
    return b"".join(parts)


def _private_channel() -> IO[bytes]:
    """Standard output for messages alone: whatever a library prints goes to standard error."""
    channel = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return channel


def main() -> None:
    """Works until standard input ends."""
    out = _private_channel()
    from docpipe.batch import run_batch

    while (message := receive(sys.stdin.buffer)) is not None:
        try:
            outcome = run_batch(message[1], lambda told: send(out, TOLD, told))
        except BaseException:  # the pool decides; the worker goes on
            send(out, FAILED, traceback.format_exc())
        else:
            send(out, DONE, outcome)


if __name__ == "__main__":
    main()
