"""Which snapshot of a warehouse a connection reads."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from docpipe.tables import TABLES

# What this docpipe writes and can read. TABLES_VERSION is raised by one when a column changes its meaning or type;
# a new nullable column needs none.
FORMAT, TABLES_VERSION = 1, 1


class NoWarehouse(LookupError):
    """There is no warehouse, no snapshot in it yet, or not the one asked for."""


def snapshot_folder(warehouse: str | Path, as_of: int | str | None = None) -> Path:
    """The real folder of a snapshot, resolved once: by default the newest, else the one of that number.

    `as_of` may also be a moment (ISO 8601, UTC): the newest snapshot not younger than it. Raises NoWarehouse.
    """
    if "://" in str(warehouse):
        raise NoWarehouse(f"{warehouse} is no folder: docpipe.connect opens what lies at an address")
    root = Path(warehouse)
    if not (root / "current").is_dir():
        raise NoWarehouse(f"{root} is no warehouse, or has no snapshot yet: run `docpipe run` first")
    newest = (root / "current").resolve(strict=True)
    if as_of is None:
        return newest
    there = {int(path.name): path for path in newest.parent.iterdir() if path.name.isdigit()}
    there = {number: path for number, path in there.items() if number <= int(newest.name)}
    number = int(as_of) if str(as_of).isdigit() else _at(there, _moment(str(as_of)))
    if number not in there:
        kept = ", ".join(str(item) for item in sorted(there))
        raise NoWarehouse(f"{root} has no snapshot {as_of}; there are {kept}")
    return there[number]


def _moment(given: str) -> datetime:
    try:
        moment = datetime.fromisoformat(given)
    except ValueError:
        raise NoWarehouse(
            f"{given!r} is neither the number of a snapshot nor a moment such as 2026-11-24T12:00"
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _at(there: dict[int, Path], moment: datetime) -> int:
    made = {number: datetime.fromisoformat(created_at(path)) for number, path in there.items()}
    return max((number for number, created in made.items() if created <= moment), default=0)


def created_at(folder: Path) -> str:
    """When a snapshot was made, ISO 8601 in UTC."""
    return str(json.loads((folder / "manifest.json").read_text("utf-8"))["created_at"])


def reason_of(folder: Path) -> str:
    """Why a snapshot was made: publish (a run) or compact (the same rows in fewer files)."""
    return str(json.loads((folder / "manifest.json").read_text("utf-8"))["reason"])


def table_files(folder: Path) -> dict[str, list[Path]]:
    """Table to its Parquet files in a snapshot's folder, for all tables that it has. Raises NoWarehouse."""
    files = {name: sorted((folder / name).glob("*.parquet")) for name in TABLES if (folder / name).is_dir()}
    for name, found in files.items():
        if not found:
            raise NoWarehouse(
                f"{folder / name} has lost its files: make the warehouse again with `docpipe run --force`, or read an "
                "older snapshot with --as-of"
            )
    return files


class TooNew(ValueError):
    """A warehouse that a newer docpipe wrote."""


def _manifest(folder: Path) -> Any:
    return json.loads((folder / "manifest.json").read_text("utf-8"))


def check_readable(folder: Path) -> None:
    """This docpipe understands the snapshot. Raises TooNew."""
    manifest = _manifest(folder)
    if manifest["format"] > FORMAT or manifest["tables_version"] > TABLES_VERSION:
        raise TooNew(f"{folder} was written by docpipe {manifest['docpipe_version']}, which is newer: upgrade docpipe")


def uniform_tables(folder: Path) -> set[str]:
    """Tables all of whose files are known to have the same columns."""
    manifest = _manifest(folder)
    found: dict[str, set[str | None]] = {}
    for part in manifest["parts"]:
        for table, file in part["files"].items():
            found.setdefault(table, set()).add(file.get("columns"))
    for table, files in manifest["whole"].items():
        found.setdefault(table, set()).update(file.get("columns") for file in files)
    return {table for table, columns in found.items() if len(columns) == 1 and None not in columns}
