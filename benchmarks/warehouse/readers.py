"""A thousand queries while a hundred runs publish into a large warehouse: none fails, none sees two runs mixed."""

import multiprocessing
import time
from collections import Counter
from multiprocessing.synchronize import Event
from pathlib import Path
from statistics import median, quantiles

from benchmarks.warehouse.made import RUN, published
from docpipe.sql import connect
from docpipe.warehouse import Warehouse

EACH = 1000  # documents that a run makes again, all of one and the same run
# Of these documents all tables must speak of one run, which is the newest of the snapshot.
MIXED = """
SELECT (SELECT list(DISTINCT last_run_id) FROM sources WHERE first_run_id <> ?),
       (SELECT list(DISTINCT run_id) FROM documents WHERE run_id <> ?),
       (SELECT count(*) FROM documents WHERE run_id <> ?),
       (SELECT max(run_id) FROM runs), (SELECT count(*) FROM documents)
"""
COUNTED = "SELECT count(*) FROM fields WHERE document_id IN (SELECT document_id FROM documents WHERE run_id <> ?)"


def _ask(
    path: Path, over: Event, least: int, found: "multiprocessing.Queue[tuple[list[float], Counter[str], set[int]]]"
) -> None:
    spent, faults, snapshots = [], Counter[str](), set()
    while not over.is_set() or len(spent) < least:
        begun = time.perf_counter()
        try:
            with connect(path) as connection:
                of_sources, of_documents, count, newest, whole = connection.sql(MIXED, [RUN] * 3).fetchall()[0]
                fields = connection.sql(COUNTED, [RUN]).fetchall()[0][0]
                snapshots.add(connection.snapshot)
        except Exception as fault:
            faults[f"{type(fault).__name__}: {fault}"[:200]] += 1
        else:
            mixed = not (of_sources == of_documents == [newest] and count == EACH and fields == 3 * EACH)
            faults["mixed"] += mixed or whole % EACH != 0
        spent.append(time.perf_counter() - begun)
    found.put((spent, +faults, snapshots))


def disturbed(warehouse: Warehouse, publishes: int, queries: int, readers: int = 2) -> int:
    """Prints the figures; how many queries failed or saw a mixture."""
    first = warehouse.snapshot().rows("sources")
    published(warehouse, "20260102T000000-000000", first, EACH)
    context = multiprocessing.get_context("spawn")
    over, found = context.Event(), context.Queue()
    processes = [
        context.Process(target=_ask, args=(warehouse.path, over, queries // readers, found)) for _ in range(readers)
    ]
    for process in processes:
        process.start()
    walls = []
    for number in range(1, publishes + 1):
        walls.append(published(warehouse, f"20260102T000000-{number:06x}", first, EACH)[1])
        warehouse.maintain(keep=7, min_age=60)
    over.set()
    told = [found.get() for _ in processes]
    for process in processes:
        process.join()
    spent = sorted(second for seconds, _, _ in told for second in seconds)
    faults = sum((wrong for _, wrong, _ in told), Counter[str]())
    seen = set().union(*(snapshots for _, _, snapshots in told))
    print(
        f"{len(spent)} connections with two queries each during {publishes} publishes of {EACH} documents"
        f" into {first:,}:"
        f" {faults.total()} failed or saw a mixture; {len(seen)} snapshots seen"
    )
    print(
        f"  publish {median(walls):.2f} s wall (median), {max(walls):.2f} at most; "
        f"connection with its queries {1000 * median(spent):.0f} ms wall (median),"
        f" {1000 * quantiles(spent, n=20)[-1]:.0f} of 95 in 100"
    )
    for fault, times in faults.items():
        print(f"  {times} × {fault}")
    return faults.total()
