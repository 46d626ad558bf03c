"""The snapshot before another one."""

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
