"""Beyond one machine: the same flow, its batches worked on by the workers of a Dask scheduler that is there already.

raw/ and the warehouse must lie at the same place for all of them. Workers write staging files with names of their own,
which a second attempt replaces whole; the process that runs the flow is the only one that commits.
"""

import atexit
import os
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any

from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.tasks import exponential_backoff

from docpipe.engine.batch import Order
from docpipe.engine.outcome import Outcome
from docpipe.engine.pool import Pool
from docpipe.engine.run import Progress, RunSummary
from flows.tasks import in_groups
from flows.telling import Bar

# Threads that a Dask worker may have.
MOST_THREADS = 64


@task(
    name="batches",
    task_run_name="{first}",
    retries=2,
    retry_delay_seconds=exponential_backoff(2),
    retry_jitter_factor=0.5,
    cache_policy=NO_CACHE,
    persist_result=False,
)
def batches(first: str, orders: list[Order]) -> list[Outcome]:
    """Outcomes of some batches, worked on in a process beside Dask's: a document that kills its process kills no
    worker and none of the batches that the worker had finished."""
    return [beside().run(order) for order in orders]


@cache
def beside() -> Pool:
    """The processes beside this one, one for each thread that works at the same time; kept for the batches to come."""
    pool = Pool(MOST_THREADS)
    atexit.register(pool.close)
    return pool


def in_dask(orders: Sequence[Order], work: Callable[[Order], Outcome], progress: Progress | None) -> Iterator[Outcome]:
    """Outcomes of all batches. What does not come back from the cluster, whatever Dask says, is worked on here."""
    groups = {group[0].batch.batch_id: group for group in in_groups(orders)}
    futures, bar = {first: batches.submit(first, group) for first, group in groups.items()}, Bar(len(groups))
    for first, future in futures.items():
        try:
            outcomes: list[Outcome] = future.result()
        except Exception as lost:  # a lost worker, a poison task left pending, a fault that will show here again
            get_run_logger().warning("batch %s did not come back (%s); it is worked on here", first, lost)
            yield from (work(order) for order in groups[first])
            bar.one_more()
            continue
        if progress is not None:
            for outcome in outcomes:
                progress.finished(list(outcome.statuses.elements()))
        yield from outcomes
        bar.one_more()


def run_engine(
    raw: str, warehouse: str, collections: list[str] | None, progress: Progress | None = None, **options: Any
) -> RunSummary:
    """The flow with its batches on Dask. Raises ValueError without an address, or without a started Prefect server."""
    address = options.pop("address", None)
    if not address:
        raise ValueError("the runner dask needs a scheduler: --address tcp://host:8786")
    if not os.environ.get("PREFECT_API_URL"):
        raise ValueError(
            "the runner dask needs a started Prefect server, or every worker would start its own: "
            "`prefect server start`, then PREFECT_API_URL=http://host:4200/api"
        )
    from prefect_dask.task_runners import DaskTaskRunner

    from flows.digitize import digitize
    from flows.digitize import run_engine as flow_engine

    runner: Any = DaskTaskRunner(address=address)
    flow = digitize.with_options(task_runner=runner)
    # Workers have working folders of their own.
    raw, warehouse = str(Path(raw).resolve()), str(Path(warehouse).resolve())
    execute = partial(in_dask, progress=progress)
    return flow_engine(raw, warehouse, collections, progress, execute=execute, flow=flow, **options)
