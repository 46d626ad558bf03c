"""What lies under raw/: collections are its folders, sources are the files in them."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from docpipe.profile_file import OWN_FILES

# Files that lie in the top folder itself belong to this collection.
LOOSE = "default"
# What operating systems and version control leave in folders; everything else is a source.
NOT_SOURCES = frozenset({".DS_Store", "Thumbs.db", "desktop.ini", ".gitkeep", ".gitignore", ".gitattributes"})


class Entry(NamedTuple):
    """A file as it was found. `path` is relative to the collection; with a `code` it cannot be read, `reason` says why.

    Names that are no UTF-8 stand in `path` as Python holds them (surrogate escapes).
    """

    collection: str
    path: str
    size: int
    mtime_ns: int
    code: str | None = None
    reason: str | None = None


class NoCollection(LookupError):
    """A collection was named that is not there."""


def collections_in(raw: Path) -> list[str]:
    """Names of the collections under raw/, in order. Raises NoCollection where raw/ itself is missing."""
    if not raw.is_dir():
        raise NoCollection(f"there is no folder {raw}: make it and put a folder of documents into it, or say --raw DIR")
    with os.scandir(raw) as found:
        entries = [entry for entry in found if entry.name not in NOT_SOURCES]
    names = {entry.name for entry in entries if _is_dir(entry)}
    loose = any(not _is_dir(entry) and not entry.name.endswith(".toml") for entry in entries)
    return sorted(names | ({LOOSE} if loose else set()))


def folder_of(raw: Path, collection: str) -> Path:
    """The folder of a collection; for loose files, raw/ itself."""
    folder = raw / collection
    return raw if collection == LOOSE and not folder.is_dir() else folder


def collection_of(raw: Path, file: Path) -> tuple[str, str]:
    """The collection that a file belongs to and its path inside. Raises NoCollection where it is not under raw/."""
    top, given = raw.absolute(), file.absolute()
    tries = [given] if given.is_relative_to(top) else [top / file, top.resolve() / given.resolve()]
    for place in tries:
        base = top if place.is_relative_to(top) else top.resolve()
        if place.is_relative_to(base) and place != base:
            first, *rest = place.relative_to(base).parts
            return (first, "/".join(rest)) if rest else (LOOSE, first)
    raise NoCollection(f"{file} does not lie under {raw}, where documents are taken from (--raw DIR)")


def check_collections(raw: Path, wanted: list[str] | None) -> list[str]:
    """The wanted collections, or all. Raises NoCollection with the names that there are."""
    there = collections_in(raw)
    missing = [name for name in wanted or () if name not in there]
    if missing:
        raise NoCollection(f"no collection {', '.join(missing)} under {raw}; there are: {', '.join(there) or 'none'}")
    return sorted(set(wanted)) if wanted else there


def entries_of(raw: Path, collection: str) -> Iterator[Entry]:
    """Every file of a collection in order of paths, hidden ones too; links are followed, but not in a circle."""
    folder = folder_of(raw, collection)
    if folder != raw:
        yield from _walk(folder, "", collection, ())
    if collection == LOOSE:
        yield from _loose(raw, collection)


def _loose(raw: Path, collection: str) -> Iterator[Entry]:
    with os.scandir(raw) as found:
        files = sorted((entry for entry in found if not _is_dir(entry)), key=lambda entry: os.fsencode(entry.name))
    for entry in files:
        if entry.name not in NOT_SOURCES | OWN_FILES and not entry.name.endswith(".toml"):
            yield _entry(entry, collection, entry.name)


def _is_dir(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads to itself
        return False


def _walk(folder: Path, inside: str, collection: str, above: tuple[tuple[int, int], ...]) -> Iterator[Entry]:
    try:
        here = os.stat(folder)
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: os.fsencode(entry.name))
    except OSError as refused:
        yield Entry(
            collection, inside or ".", 0, 0, "unreadable_folder", f"the folder cannot be read: {refused.strerror}"
        )
        return
    place = (here.st_dev, here.st_ino)
    if place in above:
        yield Entry(collection, inside, 0, 0, "link_loop", "the link leads back to a folder that it lies in")
        return
    for entry in entries:
        path = f"{inside}/{entry.name}" if inside else entry.name
        if entry.name in NOT_SOURCES or path in OWN_FILES:
            continue
        if _is_dir(entry):
            yield from _walk(folder / entry.name, path, collection, (*above, place))
        else:
            yield _entry(entry, collection, path)


def _entry(entry: os.DirEntry[str], collection: str, path: str) -> Entry:
    try:
        found = entry.stat()
    except OSError as refused:
        code = "broken_link" if entry.is_symlink() else "unreadable_file"
        return Entry(collection, path, 0, 0, code, f"the file cannot be reached: {refused.strerror}")
    if not stat.S_ISREG(found.st_mode):
        return Entry(collection, path, 0, found.st_mtime_ns, "no_file", "neither a file nor a folder (pipe, device)")
    return Entry(collection, path, found.st_size, found.st_mtime_ns)
