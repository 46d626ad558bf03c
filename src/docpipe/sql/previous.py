"""The snapshots before another one."""

from pathlib import Path

from docpipe.sql.folder import reason_of, snapshot_folder


def previous_snapshot(warehouse: str | Path, as_of: int | str | None = None) -> int | None:
    """Number of the snapshot that stood before the last run, or None where there is none.

    Compaction makes a snapshot with the same rows; what it merged is not what changed.
    """
    folder = snapshot_folder(warehouse, as_of)
    there = {int(path.name): path for path in folder.parent.iterdir() if path.name.isdigit()}
    number = int(folder.name)
    while number in there and reason_of(there[number]) == "compact":
        number = max((other for other in there if other < number), default=0)
    return max((other for other in there if other < number), default=None)


def past_snapshots(warehouse: str | Path, as_of: int | str | None = None, most: int = 12) -> list[int]:
    """Numbers of the snapshots that runs made, up to and including that one, at most so many, the oldest first."""
    folder = snapshot_folder(warehouse, as_of)
    found: list[int] = []
    number: int | None = int(folder.name)
    while number is not None and len(found) < most:
        found.append(number)
        number = previous_snapshot(warehouse, number)
    return found[::-1]
