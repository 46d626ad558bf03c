"""Warehouses of synthetic documents, made as runs make them."""

import time
from pathlib import Path

from benchmarks.warehouse.synthetic import Collection, run_row, staged
from docpipe.profile_file import load_profile
from docpipe.warehouse import Warehouse

NAME, RUN = "big", "20260101T000000-aaaaaa"


def published(warehouse: Warehouse, run_id: str, first: int, count: int) -> tuple[float, float]:
    """So many documents, from number `first` on, are in the warehouse; CPU and wall seconds of the publish."""
    papers = Collection(NAME, load_profile("default").digest, run_id)
    lots = enumerate(papers.lots(first, count))
    stages = [staged(warehouse.staging(run_id), f"batch-{at:05}", lot) for at, lot in lots]
    cpu, wall = time.process_time(), time.perf_counter()
    warehouse.publish(stages, run_row(run_id, count))
    spent = time.process_time() - cpu, time.perf_counter() - wall
    warehouse.drop_staging()
    return spent


def made(path: Path, count: int) -> Warehouse:
    """A warehouse of so many documents, laid out as `docpipe maintain --everything` does; made once."""
    warehouse = Warehouse(path)
    if warehouse.empty:
        published(warehouse, RUN, 0, count)
        warehouse.compact(everything=True)
        warehouse.expire(keep=1, min_age=0)
    return warehouse
