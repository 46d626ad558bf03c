"""What a snapshot consists of, as its `manifest.json` says."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from docpipe.sql.folder import FORMAT, TABLES_VERSION


class ManifestRefused(ValueError):
    """A warehouse that this version of docpipe does not understand."""


@dataclass(frozen=True, slots=True)
class DataFile:
    """A Parquet file in `data/`; `columns` is the hash of names and types of its columns, None where not known."""

    name: str
    rows: int
    bytes: int
    sha256: str
    columns: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """Files of all tables that tell of the same sources: no source has rows in two parts.

    `first` and `last` are the lowest and the highest source_id in it.
    """

    sources: int
    first: str
    last: str
    files: dict[str, DataFile]


@dataclass(frozen=True, slots=True)
class Manifest:
    """A snapshot: its number, who made it, its parts, and the files of tables without an owner (runs, templates)."""

    snapshot: int
    parent: int | None
    created_at: str
    run_id: str | None
    reason: str
    docpipe_version: str
    parts: tuple[Part, ...] = ()
    whole: dict[str, tuple[DataFile, ...]] = field(default_factory=dict)
    tables_version: int = TABLES_VERSION
    format: int = FORMAT

    def files(self, table: str) -> list[DataFile]:
        """The data files of a table."""
        return [part.files[table] for part in self.parts if table in part.files] + list(self.whole.get(table, ()))

    def rows(self, table: str) -> int:
        """Number of rows of a table."""
        return sum(file.rows for file in self.files(table))

    def all_files(self) -> list[DataFile]:
        """The data files of all tables."""
        owned = [file for part in self.parts for file in part.files.values()]
        return owned + [file for files in self.whole.values() for file in files]

    def names(self) -> set[str]:
        """Names of all data files of the snapshot."""
        return {file.name for file in self.all_files()}

    def as_json(self) -> dict[str, Any]:
        """The manifest as JSON holds it."""
        return asdict(self)


def _file(given: dict[str, Any]) -> DataFile:
    return DataFile(given["name"], given["rows"], given["bytes"], given["sha256"], given.get("columns"))


def _part(given: dict[str, Any]) -> Part:
    files = {name: _file(file) for name, file in given["files"].items()}
    return Part(given["sources"], given["first"], given["last"], files)


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a snapshot's folder. Raises ManifestRefused for one of a newer docpipe, OSError for none."""
    return manifest_of(json.loads((folder / "manifest.json").read_text("utf-8")), folder)


def manifest_of(given: dict[str, Any], place: object) -> Manifest:
    """The manifest that JSON holds, which was read at `place`. Raises ManifestRefused for one of a newer docpipe."""
    if given["format"] > FORMAT or given["tables_version"] > TABLES_VERSION:
        raise ManifestRefused(
            f"{place} was written by docpipe {given['docpipe_version']} "
            f"(format {given['format']}, tables {given['tables_version']}); this one reads up to "
            f"format {FORMAT}, tables {TABLES_VERSION}: upgrade docpipe"
        )
    parts = tuple(_part(part) for part in given.pop("parts"))
    whole = {name: tuple(_file(file) for file in files) for name, files in given.pop("whole").items()}
    return Manifest(**given, parts=parts, whole=whole)
