"""The flow: raw documents in, a new snapshot of the warehouse out."""

import logging
from contextvars import ContextVar
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from prefect import flow, get_run_logger
from prefect.client.schemas.objects import State
from prefect.context import FlowRunContext
from prefect.runtime import flow_run
from prefect.states import Completed, Failed
from prefect.task_runners import ThreadPoolTaskRunner

from docpipe.engine.expectations import broken_expectations
from docpipe.engine.run import Choice, Execute, Progress, RunSummary, run
from flows.alarm import tell_failure
from flows.artifacts import leave, sentence, told
from flows.deadline import ended_within
from flows.machine import patiently
from flows.parameters import Patience, Work
from flows.tasks import drain, in_tasks
from flows.telling import at_best


@dataclass
class Session:
    """What the caller of a flow gives and gets beside its parameters, which must be data."""

    progress: Progress | None = None
    summary: RunSummary | None = None
    execute: Execute | None = None


def named() -> str:
    """What Prefect's page calls a run: the collections that it looks at."""
    wanted = flow_run.parameters.get("collection")
    names = [wanted] if isinstance(wanted, str) else wanted or ["all"]
    return "digitize-" + "-".join(names)[:80]


log = logging.getLogger("docpipe")
SESSION: ContextVar[Session | None] = ContextVar("docpipe_session", default=None)


@flow(
    name="docpipe digitize",
    flow_run_name=named,
    task_runner=ThreadPoolTaskRunner(max_workers=64),  # type: ignore[arg-type]  # threads wait for the pool's workers
    validate_parameters=True,
    persist_result=False,
    timeout_seconds=None,  # a deployment's `patience.hours` says it: a first run over an archive takes its time
    on_failure=[tell_failure],
    on_crashed=[tell_failure],
)
def digitize(
    collection: str | list[str] | None = None,
    raw: str = "raw",
    warehouse: str = "warehouse",
    work: Work | None = None,
    patience: Patience | None = None,
) -> State[dict[str, Any]]:
    """The warehouse tells of raw/ as it is now; only what changed is worked on.

    Args:
        collection: One collection, several, or all where none is named.
        raw: Folder of collections.
        warehouse: Folder of the warehouse.
        work: How much is done, and how.
        patience: What is done about faults of the machine.
    """
    return brought_up_to_date(collection, raw, warehouse, work or Work(), patience or Patience())


def brought_up_to_date(
    collection: str | list[str] | None, raw: str, warehouse: str, work: Work, patience: Patience
) -> State[dict[str, Any]]:
    """What the flow does; a function of its own, because Dask's workers get the flow pickled with all that it names."""
    wanted = [collection] if isinstance(collection, str) else collection
    context, session = FlowRunContext.get(), SESSION.get() or Session()
    here = context.flow_run if context else None
    teller = get_run_logger() if context else log
    once = partial(
        run,
        raw,
        warehouse,
        wanted,
        jobs=work.jobs,
        execute=session.execute or partial(in_tasks, jobs=work.jobs),
        progress=session.progress,
        choice=_choice(work),
        engine="prefect",
        flow_run_id=str(here.id) if here else None,
    )
    with ended_within(patience.hours, f"the run over {raw}"):
        summary = session.summary = patiently(once, patience, teller)
    summary.broken = broken_expectations(Path(raw), Path(warehouse), summary.collections)
    with at_best("what the run did"):
        leave(summary, raw, warehouse)
        if here is not None:
            drain(str(here.id))
    if summary.broken:
        return Failed(name="ExpectationsBroken", message="; ".join([*summary.broken, sentence(summary)]))
    return Completed(message=sentence(summary), data=told(summary))


def _choice(work: Work) -> Choice:
    return Choice(
        only=None if work.only is None else frozenset(work.only),
        again=frozenset(work.again),
        force=work.force,
        unsettled=frozenset(work.unsettled),
        profile=work.profile,
    )


def run_engine(
    raw: str,
    warehouse: str,
    collections: list[str] | None,
    progress: Progress | None = None,
    jobs: int | None = None,
    choice: Choice | None = None,
    execute: Execute | None = None,
    flow: Any = None,
) -> RunSummary:
    """The flow, run in this process on Prefect's own local server; the summary of what it did.

    Whoever typed the command sees a fault of the machine at once and types it again: no waiting here.
    """
    chosen, session = choice or Choice(), Session(progress, execute=execute)
    work = Work(
        jobs=jobs,
        force=chosen.force,
        only=None if chosen.only is None else sorted(chosen.only),
        again=sorted(chosen.again),
        unsettled=sorted(chosen.unsettled),
        profile=chosen.profile,
    )
    token = SESSION.set(session)
    try:
        state: State[Any] = (flow or digitize)(
            collections, raw, warehouse, work, Patience(retries=0), return_state=True
        )
    except Exception as fault:
        # Whatever the run itself raises comes back as a state: here it is Prefect that lost sight of it.
        if session.summary is None:
            raise
        log.warning("the run is done, but Prefect does not know: %s: %s", type(fault).__name__, str(fault)[:200])
        return session.summary
    finally:
        SESSION.reset(token)
    if session.summary is None:
        state.result()  # raises what ended the flow
        raise RuntimeError("the flow ended without a summary; see Prefect's log")
    return session.summary
