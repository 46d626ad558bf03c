"""Batches as tasks: Prefect sees batches, never documents, and has heard of every one of them before the run ends."""

import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any
from uuid import UUID

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterId,
    TaskRunFilter,
    TaskRunFilterState,
    TaskRunFilterStateType,
)
from prefect.client.schemas.objects import StateType
from prefect.futures import as_completed
from prefect.tasks import exponential_backoff

from docpipe.engine.batch import Order
from docpipe.engine.outcome import Outcome
from docpipe.engine.run import default_jobs
from flows.telling import Bar

# Prefect spends 40 to 60 ms of CPU on a task, so a flow has at most so many.
MOST_TASKS = 200
DRAIN_SECONDS = 20.0


def in_tasks(orders: Sequence[Order], work: Callable[[Order], Outcome], jobs: int | None) -> Iterator[Outcome]:
    """Outcomes of all batches, worked on in at most MOST_TASKS tasks. A task that failed fails the run."""
    outcomes: dict[str, list[Outcome]] = {}

    @task(
        name="batches",
        task_run_name="{first}",
        retries=2,
        retry_delay_seconds=exponential_backoff(2),
        retry_jitter_factor=0.5,
        cache_policy=NO_CACHE,
    )
    def batches(first: str, count: int) -> dict[str, Any]:
        """Retried, because only a machine can fail here: bad data never raises."""
        outcomes[first] = [work(order) for order in groups[first]]
        return {"first": first, "batches": count, "sources": sum(item.statuses.total() for item in outcomes[first])}

    groups = {group[0].batch.batch_id: group for group in in_groups(orders)}
    bar = Bar(len(groups))
    limit = (default_jobs() if jobs is None else max(1, jobs)) + 1
    waiting = list(groups.items())
    running: list[Any] = []
    while waiting or running:
        while waiting and len(running) < limit:
            first, group = waiting.pop(0)
            running.append(batches.submit(first, len(group)))
        future = next(as_completed(running))
        running.remove(future)
        result = future.result()  # raises what the task raised
        yield from outcomes.pop(result["first"])
        bar.one_more()


def in_groups(orders: Sequence[Order]) -> Iterator[list[Order]]:
    """The orders in at most MOST_TASKS runs of neighbours."""
    size = max(1, -(-len(orders) // MOST_TASKS))
    for at in range(0, len(orders), size):
        yield list(orders[at : at + size])


def drain(flow_run_id: str) -> bool:
    """Whether the server has heard of the end of every task of the flow run; waits for it.

    The server of a run that was started by hand ends with the process and would forget what is still on its way.
    """
    mine = FlowRunFilter(id=FlowRunFilterId(any_=[UUID(flow_run_id)]))
    kinds = [StateType.COMPLETED, StateType.FAILED, StateType.CRASHED, StateType.CANCELLED]
    ended = TaskRunFilter(state=TaskRunFilterState(type=TaskRunFilterStateType(any_=kinds)))
    until = time.monotonic() + DRAIN_SECONDS
    with get_client(sync_client=True) as client:
        while time.monotonic() < until:
            there = len(client.read_task_runs(flow_run_filter=mine))
            over = len(client.read_task_runs(flow_run_filter=mine, task_run_filter=ended))
            if there == over:
                return True
            time.sleep(0.1)
    return False
