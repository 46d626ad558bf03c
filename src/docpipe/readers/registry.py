"""Which reader reads what: one line per media type."""

from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any, NamedTuple

from docpipe.readers import office
from docpipe.readers.engines import beside, engine_of

READERS: dict[str, str] = {
    "text/plain": "docpipe.readers.text:read_text",
    "text/html": "docpipe.readers.html:read_html",
}
# What is known but not read, and what to do about it.
REFUSED: dict[str, str] = {
    "application/vnd.rar": "RAR archives are not read; unpack it, or save it as ZIP or 7z",
    "application/x-executable": "a program is no document",
    "application/octet-stream": "the bytes are no text in any encoding and no known format",
    "audio/mpeg": "sound is not read",
    "audio/ogg": "sound is not read",
    "video/mp4": "films are not read",
    "application/vnd.sqlite3": "a database is no document",
}


@cache
def _other() -> Any:
    """The readers of other formats."""
    return import_module("docpipe.readers.formats_other") if find_spec("docpipe.readers.formats_other") else None


def readers() -> dict[str, str]:
    """Media type to `module:function`."""
    return READERS | (_other().READERS_OTHER if _other() else {})


def refused() -> dict[str, str]:
    """Media type to why it is not read, and what to do about it."""
    return REFUSED | (_other().REFUSED_OTHER if _other() else {})


@cache
def reader_of(media_type: str) -> Callable[..., Any] | None:
    """The function that reads a media type, or None."""
    named = readers().get(media_type)
    return _loaded(named) if named else None


@cache
def container_of(media_type: str) -> Callable[..., Any] | None:
    """The function that lists the members of a container, or None for what is none."""
    if _other() is None:
        return None
    named = import_module("docpipe.readers.containers").CONTAINERS.get(media_type)
    return _loaded(named) if named else None


def sniff(content: bytes, name: str) -> str | None:
    """The media type where the bytes are one of the other formats."""
    found: str | None = _other().sniff_other(content, name) if _other() else None
    return found


def _loaded(named: str) -> Callable[..., Any]:
    module, function = named.split(":")
    loaded: Callable[..., Any] = getattr(import_module(module), function)
    return loaded


class Format(NamedTuple):
    """A format: whether it is read here, with which libraries and versions, and what would help where it is not."""

    media_type: str
    engine: str
    available: bool
    hint: str | None = None


def formats() -> list[Format]:
    """Everything that is read, listed as a container, or refused by name; with whether its libraries are installed."""
    found = []
    containers = import_module("docpipe.readers.containers").CONTAINERS if _other() is not None else {}
    for media in sorted(readers() | containers):
        engine, missing = engine_of(media)
        found.append(Format(media, engine, missing is None, missing or beside(media)))
    found += [_by_office(part) for part in office.PARTS]
    read = {item.media_type for item in found}
    return found + [Format(media, "-", False, hint) for media, hint in sorted(refused().items()) if media not in read]


def _by_office(part: "office.Part") -> Format:
    """What LibreOffice reads for docpipe."""
    here = office.installed(part)
    engine = f"{office.version() if here else 'LibreOffice'}: {part.formats}"
    return Format(part.media_type, engine, here, None if here else office.hint(part))
