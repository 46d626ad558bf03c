"""Files of a collection that hold one text in several languages, as a walk over the collection meets them."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from docpipe.collection import Entry, entries_of, folder_of
from docpipe.sidecar_names import Group, Sidecars


class Told(NamedTuple):
    """A file, and the language that its name says where it belongs to others."""

    entry: Entry
    language: str | None = None


class Groups:
    """Groups by the path of their original; each is given once."""

    def __init__(self, found: list[Group], entries: dict[str, Entry]) -> None:
        self._waiting = {group.original: group for group in found}
        self._entries = entries
        self._sidecars = {path for group in found for _, path in group.translations}

    def files(self, entry: Entry) -> list[Told]:
        """What is to be looked at where the walk is at `entry`: it and its sidecars, nothing where it is one itself."""
        if entry.path in self._sidecars:
            return []
        group = self._waiting.pop(entry.path, None)
        if group is None:
            return [Told(entry)]
        return [Told(entry, group.language), *(Told(self._entries[path], tag) for tag, path in group.translations)]

    def left(self) -> Iterator[Entry]:
        """Sidecars whose original the walk did not meet: it went while the walk was under way."""
        for group in self._waiting.values():
            yield from (self._entries[path] for _, path in group.translations)


def groups_in(raw: Path, collection: str, sidecars: Sidecars) -> Groups:
    """The groups of a collection, by the names of its files."""
    if not (sidecars.join and sidecars.pattern):
        return Groups([], {})
    folder = folder_of(raw, collection)
    found = (entry for entry in entries_of(raw, collection) if entry.code is None)
    named = {entry.path: entry for entry in found if sidecars.named(entry.path)}
    plain = {path for given in named for path in sidecars.without_language(given)} - named.keys()
    return Groups(sidecars.groups(named, (path for path in plain if (folder / path).is_file())), named)
