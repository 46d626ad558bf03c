"""A member of a container as it comes, before it has a name in the collection."""

from typing import IO, NamedTuple

MEMBER_BYTES = 256 << 20


class Raw(NamedTuple):
    """A member with its content, or with a code and a reason; `known` is what the container tells of it."""

    name: str
    content: bytes | None
    code: str | None = None
    reason: str | None = None
    known: tuple[tuple[str, str], ...] = ()


def bounded(name: str, file: IO[bytes], known: tuple[tuple[str, str], ...] = ()) -> Raw:
    """A member read from a file, unless it is too large."""
    content = file.read(MEMBER_BYTES + 1)
    if len(content) > MEMBER_BYTES:
        return Raw(name, None, "too_large", f"larger than {MEMBER_BYTES >> 20} MB", known)
    return Raw(name, content, known=known)
