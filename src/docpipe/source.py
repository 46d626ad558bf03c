"""One file of a collection, or one member of a container."""

import hashlib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Source:
    """Where bytes came from: `path` is relative to the collection's folder, `member` names the part of a container.

    `known` holds what the container or a sidecar tells about the member (url, date, title), as (name, value) pairs;
    they become fields whose supplier is the container.
    """

    collection: str
    path: str
    member: str | None = None
    sha256: str = ""
    size: int = 0
    media_type: str | None = None
    file: Path | None = None
    known: tuple[tuple[str, str], ...] = ()

    @property
    def source_id(self) -> str:
        """16 hex digits that stay the same for as long as the file keeps its name: a changed file keeps its id."""
        key = "\0".join((self.collection, self.path, self.member or ""))
        return hashlib.sha256(key.encode("utf-8", "surrogateescape")).hexdigest()[:16]

    @property
    def name(self) -> str:
        """The file name that a person would use for it."""
        return (self.member or self.path).rsplit("/", 1)[-1]


def sha256_of(content: bytes) -> str:
    """The hexadecimal SHA-256 of `content`."""
    return hashlib.sha256(content).hexdigest()
