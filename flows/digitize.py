"""The flow: raw documents in, a new snapshot of the warehouse out. Prefect sees batches, never documents."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from prefect import flow, get_run_logger, task
from prefect.artifacts import create_markdown_artifact, create_progress_artifact, create_table_artifact
from prefect.artifacts import update_progress_artifact as update
from prefect.cache_policies import NO_CACHE
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterId,
    TaskRunFilter,
    TaskRunFilterState,
    TaskRunFilterStateType,
)
from prefect.client.schemas.objects import State, StateType
from prefect.context import FlowRunContext
from prefect.futures import as_completed
from prefect.states import Completed
from prefect.task_runners import ThreadPoolTaskRunner

from docpipe.batch import Order, Outcome
from docpipe.run import Choice, Progress, RunSummary, default_jobs, run

# Prefect spends 40 to 60 ms of CPU on a task, so a flow has at most so many.
MOST_TASKS = 200
DRAIN_SECONDS = 20.0


@dataclass
class Session:
    """What the caller of a flow gives and gets beside its parameters, which must be data."""

    progress: Progress | None = None
    summary: RunSummary | None = None


SESSION: ContextVar[Session | None] = ContextVar("docpipe_session", default=None)


@flow(
    name="docpipe digitize",
    flow_run_name="digitize-{collection}",
    task_runner=ThreadPoolTaskRunner(max_workers=64),  # type: ignore[arg-type]  # threads wait for the pool's workers
    validate_parameters=True,
    persist_result=False,
)
def digitize(
    collection: str | list[str] | None = None,
    raw: str = "raw",
    warehouse: str = "warehouse",
    jobs: int | None = None,
    force: bool = False,
    again: list[str] | None = None,
    only: list[str] | None = None,
    unsettled: list[str] | None = None,
    profile: str | None = None,
) -> State[dict[str, Any]]:
    """The warehouse tells of raw/ as it is now. One collection, several, or all; only what changed is worked on."""
    wanted = [collection] if isinstance(collection, str) else collection
    context, session = FlowRunContext.get(), SESSION.get()
    flow_run = context.flow_run if context else None
    summary = run(
        raw,
        warehouse,
        wanted,
        jobs=jobs,
        execute=lambda orders, work: in_tasks(orders, work, jobs),
        progress=session.progress if session else None,
        choice=Choice(
            only=None if only is None else frozenset(only),
            again=frozenset(again or ()),
            force=force,
            unsettled=frozenset(unsettled or ()),
            profile=profile,
        ),
        engine="prefect",
        flow_run_id=str(flow_run.id) if flow_run else None,
    )
    if session is not None:
        session.summary = summary
    _tell(summary)
    if flow_run is not None:
        drain(str(flow_run.id))
    return Completed(message=_sentence(summary), data=told(summary))


def in_tasks(orders: Sequence[Order], work: Callable[[Order], Outcome], jobs: int | None) -> Iterator[Outcome]:
    """Outcomes of all batches, worked on in at most MOST_TASKS tasks. A task that failed fails the run."""
    outcomes: dict[str, list[Outcome]] = {}

    @task(name="batches", task_run_name="{first}", retries=2, retry_delay_seconds=2, cache_policy=NO_CACHE)
    def batches(first: str, count: int) -> dict[str, Any]:
        """Retried, because only a machine can fail here: bad data never raises."""
        outcomes[first] = [work(order) for order in groups[first]]
        return {"first": first, "batches": count, "sources": sum(item.statuses.total() for item in outcomes[first])}

    groups = {group[0].batch.batch_id: group for group in in_groups(orders)}
    bar = create_progress_artifact(progress=0.0, description="batches worked on")
    limit = (default_jobs() if jobs is None else max(1, jobs)) + 1
    waiting = list(groups.items())
    running: list[Any] = []
    done = 0
    while waiting or running:
        while waiting and len(running) < limit:
            first, group = waiting.pop(0)
            running.append(batches.submit(first, len(group)))
        future = next(as_completed(running))
        running.remove(future)
        result = future.result()  # raises what the task raised
        done += 1
        yield from outcomes.pop(result["first"])
        update(bar, progress=100.0 * done / len(groups))  # type: ignore[arg-type]


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


def told(summary: RunSummary) -> dict[str, Any]:
    """The summary as plain data."""
    return {
        "run_id": summary.run_id,
        "snapshot": summary.snapshot,
        "sources": summary.sources,
        "unchanged": summary.unchanged,
        "deleted": summary.deleted,
        **dict(summary.statuses),
    }


def _sentence(summary: RunSummary) -> str:
    counts = ", ".join(f"{count} {status}" for status, count in sorted(summary.statuses.items())) or "nothing to do"
    return f"{counts}; {summary.unchanged} unchanged; snapshot {summary.snapshot}"


def _tell(summary: RunSummary) -> None:
    """Artifacts for Prefect's page: outcomes, problems, and how to query what was made."""
    rows = [{"outcome": status, "sources": count} for status, count in sorted(summary.statuses.items())]
    create_table_artifact(
        key="docpipe-outcomes", table=rows or [{"outcome": "unchanged", "sources": summary.unchanged}]
    )
    problems = "\n".join(f"| {code} | {count} |" for code, count in summary.problems.most_common())
    create_markdown_artifact(
        key="docpipe-run",
        markdown=f"# Run {summary.run_id}\n\n{_sentence(summary)}\n\n| problem | rows |\n|---|---|\n{problems}\n",
    )
    get_run_logger().info(_sentence(summary))


def run_engine(
    raw: str,
    warehouse: str,
    collections: list[str] | None,
    progress: Progress | None = None,
    jobs: int | None = None,
    choice: Choice | None = None,
) -> RunSummary:
    """The flow, run in this process on Prefect's own local server; the summary of what it did."""
    session, chosen = Session(progress), choice or Choice()
    token = SESSION.set(session)
    try:
        digitize(
            collection=collections,
            raw=raw,
            warehouse=warehouse,
            jobs=jobs,
            force=chosen.force,
            again=sorted(chosen.again),
            only=None if chosen.only is None else sorted(chosen.only),
            unsettled=sorted(chosen.unsettled),
            profile=chosen.profile,
        )
    finally:
        SESSION.reset(token)
    if session.summary is None:
        raise RuntimeError("the flow ended without a summary; see Prefect's log")
    return session.summary
