"""`python -m benchmarks.warehouse [DOCUMENTS]`: a warehouse of so many documents, queried and laid out anew."""

import sys
import tempfile
import time
from pathlib import Path

from benchmarks.warehouse.queries import measured, show
from benchmarks.warehouse.synthetic import Collection, run_row, staged
from docpipe.profile_file import load_profile
from docpipe.warehouse import Warehouse

RUN, NIGHT = "20260101T000000-aaaaaa", "20260102T000000-aaaaaa"


def main() -> None:
    """Prints the figures."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "warehouse"
        warehouse = Warehouse(path)
        papers = Collection("big", load_profile("default").digest, RUN)
        _published(warehouse, papers, RUN, 0, count)
        show(measured(path), f"{count:,} documents in {len(warehouse.snapshot().manifest.parts)} parts")
        begun = time.process_time()
        warehouse.compact(everything=True)
        parts = len(warehouse.snapshot().manifest.parts)
        show(measured(path), f"laid out anew in {time.process_time() - begun:.1f} CPU s, {parts} parts")
        _published(warehouse, papers, NIGHT, count, 1000)


def _published(warehouse: Warehouse, papers: Collection, run_id: str, first: int, count: int) -> None:
    lots = enumerate(papers.lots(first, count))
    stages = [staged(warehouse.staging(run_id), f"batch-{at:05}", lot) for at, lot in lots]
    wall, cpu = time.perf_counter(), time.process_time()
    warehouse.publish(stages, run_row(run_id, count))
    warehouse.drop_staging()
    spent = f"{time.perf_counter() - wall:.1f} s wall, {time.process_time() - cpu:.1f} s CPU"
    print(f"published {count:,} documents into {warehouse.snapshot().rows('sources') - count:,}: {spent}", flush=True)


if __name__ == "__main__":
    main()
