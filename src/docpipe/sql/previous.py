"""The snapshot before another one."""

from pathlib import Path

from docpipe.sql.folder import snapshot_folder


def previous_snapshot(warehouse: str | Path, as_of: int | str | None = None) -> int | None:
    """Number of the newest snapshot before the one read, or None where there is none."""
    folder = snapshot_folder(warehouse, as_of)
    there = [int(path.name) for path in folder.parent.iterdir() if path.name.isdigit()]
    return max((number for number in there if number < int(folder.name)), default=None)
