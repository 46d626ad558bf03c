"""A thousand nights that bring a few documents each: what a night costs, what lies there, what queries cost then."""

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks.warehouse.made import made, published
from benchmarks.warehouse.queries import measured, show
from docpipe.warehouse import Warehouse

EACH = 20  # documents of a night
HABITS: dict[str, Callable[[int], bool]] = {
    "after every run, as `docpipe run` does": lambda night: True,
    "once a week": lambda night: night % 7 == 0,
    "never": lambda night: False,
}


class Night(NamedTuple):
    """What a night took, CPU and wall seconds."""

    publish: float
    publish_wall: float
    maintain: float


def appended(folder: Path, base: int, nights: int) -> None:
    """Prints the figures, for each habit of maintenance, and beside them those of the same rows laid out anew."""
    home = made(folder / "base", base)
    for habit, due in HABITS.items():
        path = folder / "appended"
        shutil.copytree(home.path, path, symlinks=True, copy_function=os.link)
        warehouse, spent = Warehouse(path), []
        for night in range(1, nights + 1):
            spent.append(_night(warehouse, base, night, due(night)))
        print(f"\n{nights} nights of {EACH} documents onto {base:,}, maintained {habit}", flush=True)
        _tell(spent, nights)
        _lies_there(warehouse)
        after = measured(path)
        warehouse.compact(everything=True)
        fresh = measured(path)
        show(after, "  after the nights", fresh)
        warehouse.expire(keep=7, min_age=0)
        print("  laid out anew and expired:", end="")
        _lies_there(warehouse)
        shutil.rmtree(path)


def _night(warehouse: Warehouse, base: int, night: int, maintain: bool) -> Night:
    cpu, wall = published(warehouse, f"202601{night % 28 + 1:02}T000000-{night:06x}", base + night * EACH, EACH)
    begun = time.process_time()
    if maintain:
        warehouse.maintain(keep=7, min_age=0)
    return Night(cpu, wall, time.process_time() - begun)


def _tell(spent: list[Night], nights: int) -> None:
    tenth = max(nights // 10, 1)
    for name, some in (("first tenth", spent[:tenth]), ("last tenth", spent[-tenth:])):
        print(
            f"  {name}: publish {median(n.publish for n in some):.2f} CPU s,"
            f" {median(n.publish_wall for n in some):.2f} s wall;"
            f" maintain {sum(n.maintain for n in some) / len(some):.2f} CPU s on average,"
            f" at most {max(n.maintain for n in some):.2f}"
        )


def _lies_there(warehouse: Warehouse) -> None:
    parts = len(warehouse.snapshot().manifest.parts)
    files = list(warehouse.layout.data.iterdir())
    size = sum(path.stat().st_size for path in files) >> 20
    links = sum(1 for path in warehouse.layout.snapshots.rglob("*") if path.is_file())
    print(
        f"  {parts} parts, {len(files)} data files, {size} MB, {len(warehouse.snapshots())} snapshots of {links} names",
        flush=True,
    )
