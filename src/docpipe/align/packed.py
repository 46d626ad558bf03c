"""Named stretches of bytes in one file, mapped into memory when it is opened."""

import json
import mmap
from pathlib import Path

HEAD = 4  # bytes of the length of the table of contents


def pack(parts: dict[str, bytes]) -> bytes:
    """A file of those parts; each begins at a multiple of eight."""
    contents, body = {}, bytearray()
    for name, data in parts.items():
        body.extend(bytes(-len(body) % 8))
        contents[name] = (len(body), len(data))
        body.extend(data)
    table = json.dumps(contents).encode()
    table += b" " * (-(HEAD + len(table)) % 8)
    return len(table).to_bytes(HEAD, "little") + table + bytes(body)


def unpacked(path: Path) -> dict[str, memoryview]:
    """The parts of a file by name, without reading them."""
    with path.open("rb") as file:
        mapped = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    start = HEAD + int.from_bytes(mapped[:HEAD], "little")
    contents = json.loads(bytes(mapped[HEAD:start]))
    return {name: mapped[start + at : start + at + size] for name, (at, size) in contents.items()}
