"""What nobody refers to is removed."""

import shutil
import time

from docpipe.warehouse import disk
from docpipe.warehouse.layout import Layout
from docpipe.warehouse.manifest import read_manifest
from docpipe.warehouse.snapshot import current_number, numbers


def drop_uncommitted(layout: Layout) -> list[str]:
    """Snapshot folders that were being made when a writer died are gone; their names."""
    newest = current_number(layout) or 0
    dropped = [layout.snapshot(number) for number in numbers(layout) if number > newest]
    if layout.snapshots.is_dir():
        dropped += [path for path in layout.snapshots.iterdir() if path.name.startswith(".")]
    for pattern in (".current.*.tmp", ".docpipe.duckdb.*", "docpipe.duckdb.*.tmp"):  # the last as 0.1 named them
        dropped += layout.root.glob(pattern)
    for path in dropped:
        disk.remove(path)
    return [path.name for path in dropped]


def drop_unreferenced(layout: Layout) -> list[str]:
    """Data files that no snapshot refers to are gone; their names."""
    if not layout.data.is_dir():
        return []
    used = {name for number in numbers(layout) for name in read_manifest(layout.snapshot(number)).names()}
    dropped = [path for path in layout.data.iterdir() if path.name not in used]
    for path in dropped:
        path.unlink()
    return [path.name for path in dropped]


def drop_staging(layout: Layout, keep: str | None = None) -> list[str]:
    """Staging folders of all runs but `keep` are gone; the runs."""
    if not layout.staging.is_dir():
        return []
    dropped = [path for path in layout.staging.iterdir() if path.name != keep]
    for path in dropped:
        disk.remove(path)
    return [path.name for path in dropped]


def expire(layout: Layout, keep: int, min_age: float) -> list[int]:
    """Snapshots that are neither among the newest `keep` nor younger than `min_age` seconds are gone; their numbers.

    A reader has the snapshot that it opened for as long as this floor of age says.
    """
    if keep < 1:
        raise ValueError("the newest snapshot is always kept: keep must be at least 1")
    now, old = time.time(), []
    for number in numbers(layout)[:-keep]:
        # An old snapshot was replaced when the next one was made: a reader may have opened it until then.
        following = layout.snapshot(min(item for item in numbers(layout) if item > number))
        if now - (following / "manifest.json").stat().st_mtime >= min_age:
            old.append(number)
    for number in old:
        aside = layout.snapshots / f".{number:08d}.expired"
        layout.snapshot(number).rename(aside)
        shutil.rmtree(aside)
    return old
