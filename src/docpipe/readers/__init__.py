"""Bytes of a source to what a person would see of it: one file per format, one line per media type."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from docpipe.readers.media import media_type_of
from docpipe.readers.office import LATEST, with_office
from docpipe.readers.registry import container_of, reader_of, refused
from docpipe.readers.unreadable import Unreadable
from docpipe.reading import Reading
from docpipe.source import Source

__all__ = ["Unreadable", "container_members", "is_container", "media_type_of", "read", "read_alone"]


def read(content: bytes, source: Source) -> Reading:
    """The reading of a source by the reader of its media type, by LibreOffice where only that reads it.

    Raises Unreadable with a code and a reason.
    """
    return with_office(read_alone, content, source, LATEST, lambda: None)


def read_alone(content: bytes, source: Source) -> Reading:
    """The reading of a source without any other program. Raises Unreadable with a code and a reason."""
    if not content:
        raise Unreadable("empty", "the file holds no bytes")
    media = source.media_type or media_type_of(content, source.name)
    reader = reader_of(media)
    if reader is None:
        raise Unreadable("unsupported", refused().get(media, f"there is no reader for {media}"))
    reading: Reading = reader(content, source)
    return reading if reading.media_type == media else replace(reading, media_type=media)


def is_container(media_type: str) -> bool:
    """Whether files of this type hold other files."""
    return container_of(media_type) is not None


def container_members(content: bytes, source: Source) -> Iterator[Any]:
    """The members of a container, nested ones too; each with its content, or with a code and a reason."""
    found = container_of(source.media_type or media_type_of(content, source.name))
    if found is None:
        raise Unreadable("unsupported", f"{source.media_type} is no container")
    members: Iterator[Any] = found(content, source)
    return members
