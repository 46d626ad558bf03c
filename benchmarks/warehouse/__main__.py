"""`python -m benchmarks.warehouse [DOCUMENTS]`: a warehouse of so many documents, queried and laid out anew."""

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.warehouse.appends import appended
from benchmarks.warehouse.made import RUN, made, published
from benchmarks.warehouse.queries import measured, show
from benchmarks.warehouse.readers import disturbed
from benchmarks.warehouse.unchanged import unchanged
from docpipe.warehouse import Warehouse

NIGHT = "20260102T000000-aaaaaa"


def main() -> None:
    """Prints the figures."""
    given = argparse.ArgumentParser(prog="python -m benchmarks.warehouse")
    given.add_argument("documents", type=int, nargs="?", default=100_000)
    given.add_argument("--appends", type=int, help="So many nights of 20 documents, with and without maintenance.")
    given.add_argument("--publishes", type=int, help="So many publishes under ten times as many queries.")
    given.add_argument("--unchanged", action="store_true", help="A run over so many tiny files that are known.")
    given.add_argument("--folder", type=Path, help="Kept; what was made in it before is used again.")
    asked = given.parse_args()
    with tempfile.TemporaryDirectory() as passing:
        folder = asked.folder or Path(passing)
        folder.mkdir(parents=True, exist_ok=True)
        if asked.appends:
            appended(folder, asked.documents, asked.appends)
        elif asked.publishes:
            sys.exit(disturbed(made(folder / "base", asked.documents), asked.publishes, 10 * asked.publishes))
        elif asked.unchanged:
            unchanged(folder, asked.documents)
        else:
            queried(folder / "queried", asked.documents)


def queried(path: Path, count: int) -> None:
    """As published, laid out anew, and a night's publish into it."""
    warehouse = Warehouse(path)
    _told(warehouse, *published(warehouse, RUN, 0, count))
    show(measured(path), f"as published, {len(warehouse.snapshot().manifest.parts)} parts")
    warehouse.compact(everything=True)
    show(measured(path), f"laid out anew, {len(warehouse.snapshot().manifest.parts)} parts")
    _told(warehouse, *published(warehouse, NIGHT, count, 1000))


def _told(warehouse: Warehouse, cpu: float, wall: float) -> None:
    print(f"published, now {warehouse.snapshot().rows('sources'):,} documents: {wall:.1f} s wall, {cpu:.1f} s CPU")


if __name__ == "__main__":
    main()
