"""Messages between processes: a kind, a length, a pickled value."""

import os
import pickle
import struct
from typing import IO, Any

HEADER = struct.Struct(">cQ")


def send(out: IO[bytes], kind: bytes, value: Any) -> None:
    """One message: kind, length, pickled value."""
    body = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    out.write(HEADER.pack(kind, len(body)))
    out.write(body)
    out.flush()


def receive(given: IO[bytes], loads: Any = pickle.loads) -> tuple[bytes, Any] | None:
    """The next message, or None at the end."""
    head = _exactly(given, HEADER.size)
    if head is None:
        return None
    kind, length = HEADER.unpack(head)
    body = _exactly(given, length)
    return (kind, loads(body)) if body is not None else None


def _exactly(given: IO[bytes], length: int) -> bytes | None:
    parts: list[bytes] = []
    while length > 0:
        part = given.read(min(length, 1 << 24))
        if not part:
            return None
        parts.append(part)
        length -= len(part)
    return parts[0] if len(parts) == 1 else b"".join(parts)


def private_channel() -> IO[bytes]:
    """Standard output for messages alone: whatever a library prints goes to standard error."""
    channel = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return channel
