"""One published state of a warehouse."""

from dataclasses import dataclass
from pathlib import Path

from docpipe.warehouse.layout import Layout
from docpipe.warehouse.manifest import Manifest, read_manifest


class NoSnapshot(LookupError):
    """The warehouse has nothing published yet, or not that snapshot."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A snapshot's folder and what it consists of. Nothing in it ever changes."""

    folder: Path
    manifest: Manifest

    @property
    def number(self) -> int:
        """Its number, from 1."""
        return self.manifest.snapshot

    def files(self, table: str) -> list[Path]:
        """The Parquet files of a table."""
        return [self.folder / table / file.name for file in self.manifest.files(table)]

    def rows(self, table: str) -> int:
        """Number of rows of a table."""
        return self.manifest.rows(table)


def numbers(layout: Layout) -> list[int]:
    """Numbers of the snapshot folders, lowest first; the highest may not be committed."""
    if not layout.snapshots.is_dir():
        return []
    return sorted(int(path.name) for path in layout.snapshots.iterdir() if path.name.isdigit())


def current_number(layout: Layout) -> int | None:
    """Number of the newest committed snapshot, or None before the first."""
    try:
        return int(layout.current.readlink().name)
    except FileNotFoundError:
        return None


def open_snapshot(layout: Layout, number: int | None = None) -> Snapshot:
    """A snapshot, by default the newest committed one. Raises NoSnapshot."""
    newest = current_number(layout)
    if newest is None:
        raise NoSnapshot(f"{layout.root} has no snapshot yet: run `docpipe run` first")
    wanted = newest if number is None else number
    folder = layout.snapshot(wanted)
    if wanted > newest or not folder.is_dir():
        there = ", ".join(str(item) for item in numbers(layout) if item <= newest)
        raise NoSnapshot(f"{layout.root} has no snapshot {wanted}; there are {there}")
    return Snapshot(folder, read_manifest(folder))
