"""A run: look at raw/, work on what changed, check the laws, publish."""

import errno
import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

import docpipe
from docpipe.collection import Entry, check_collections
from docpipe.engine.batch import Order, run_batch
from docpipe.engine.choice import EVERYTHING, Choice
from docpipe.engine.finished import Finished
from docpipe.engine.gone import deletion, gone_of
from docpipe.engine.leftover import Leftover, begin, leftover
from docpipe.engine.outcome import Outcome
from docpipe.engine.pinned import keep_profiles, pinned_profile
from docpipe.engine.plan import Batch, Plan, Planner, Work, marks_of, read_batch
from docpipe.engine.pool import Pool
from docpipe.engine.preview import preview
from docpipe.engine.runlog import RunLog
from docpipe.engine.sites import Recount, known_rows, recount, templates_of, write_templates
from docpipe.engine.summary import Progress, RunSummary
from docpipe.extract.links import OF_SITES
from docpipe.source import Source
from docpipe.tables.stamp import RunStamp
from docpipe.warehouse import AuditFailed, KnownSources, Stage, Warehouse, reduced
from docpipe.warehouse.pages import Pages
from docpipe.warehouse.parts import source_ids
from docpipe.warehouse.stage import values

# Costs of batches that differ by less are as good as equal: those keep the order of the plan.
GRAIN = 256 << 10
# How batches are worked on: by default in threads that feed the pool; Prefect brings its own.
Execute = Callable[[Sequence[Order], Callable[[Order], Outcome]], Iterable[Outcome]]


def default_jobs() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_threads(orders: Sequence[Order], work: Callable[[Order], Outcome], jobs: int) -> Iterator[Outcome]:
    """Outcomes of all orders, as they are done; whatever ends it, ends it at once."""
    from concurrent.futures import ThreadPoolExecutor, as_completed

    threads = ThreadPoolExecutor(max(1, jobs), "docpipe")
    try:
        for future in as_completed([threads.submit(work, order) for order in orders]):
            yield future.result()
    finally:
        # Who is still at work waits for a worker of the pool, which the caller stops.
        threads.shutdown(wait=False, cancel_futures=True)


def run(
    raw: str | Path = "raw",
    warehouse: str | Path = "warehouse",
    collections: list[str] | None = None,
    *,
    jobs: int | None = None,
    execute: Execute | None = None,
    progress: Progress | None = None,
    choice: Choice = EVERYTHING,
    plan_only: bool = False,
    dry_run: bool = False,
    engine: str = "local",
    flow_run_id: str | None = None,
) -> RunSummary:
    """The warehouse tells of raw/ as it is now; only what changed was worked on. Safe to stop at any moment: the next
    run goes on from the batches that were finished.

    `jobs` worker processes (0: in this process, without isolation). `choice` says what to look at and what to redo.
    `plan_only` counts what there is to do; `dry_run` does it, says what would change, and publishes nothing.
    Raises NoCollection, ProfileError, WarehouseBusy, AuditFailed, WorkerFailed.
    """
    raw, home, tell = Path(raw), Warehouse(warehouse), progress or Progress()
    wanted = check_collections(raw, collections)
    with home.lock("docpipe run"):
        left = leftover(home)
        home.recover(left.run_id if left else None)
        trial = plan_only or dry_run
        resumed = None if trial or choice.force else left
        started = resumed.started if resumed else datetime.now(UTC)
        run_id = resumed.run_id if resumed else f"{started:%Y%m%dT%H%M%S}-{uuid4().hex[:6]}"
        job = Job(raw, home, wanted, collections, run_id, started, choice, resumed)
        kept = left.run_id if left and trial else None
        try:
            summary = _run(job, Engine(jobs, execute, tell, engine, flow_run_id), plan_only, dry_run)
        except BaseException as fault:
            _stopped(home, run_id, fault, kept, trial)
            raise
        home.drop_staging(kept)
        return summary


class Job(NamedTuple):
    """What a run is about."""

    raw: Path
    home: Warehouse
    wanted: list[str]
    named: list[str] | None  # as the caller said it: None for all
    run_id: str
    started: datetime
    choice: Choice
    left: Leftover | None


class Engine(NamedTuple):
    """How batches are worked on, and who wants to know."""

    jobs: int | None
    execute: Execute | None
    tell: Progress
    name: str
    flow_run_id: str | None


def _stopped(home: Warehouse, run_id: str, fault: BaseException, kept: str | None, trial: bool) -> None:
    """What a stopped run had finished is kept for the next one, unless it is what is at fault or fills the disk."""
    useless = isinstance(fault, AuditFailed) or (isinstance(fault, OSError) and fault.errno == errno.ENOSPC)
    try:
        home.drop_staging(kept if useless or trial else run_id)
    except OSError as second:
        fault.add_note(f"and staging could not be tidied: {second}")


def _run(job: Job, engine: Engine, plan_only: bool, dry_run: bool) -> RunSummary:
    begun, home = time.perf_counter(), job.home
    engine.tell.step("looking")
    staging = begin(home, job.run_id, job.started, job.left)
    known = home.known_sources(set(job.wanted) if job.named else None)
    rows = known_rows(home)
    planner = _planner(job, known, staging, rows)
    plan = planner.plan(job.wanted, partial(_members, home))
    engine.tell.planned(plan)
    summary = RunSummary(job.run_id, job.wanted, plan.sources, plan.unchanged, known=plan.outcomes)
    summary.snapshot = None if home.empty else home.snapshot().number
    if plan_only:
        summary.bytes, summary.statuses["planned"] = plan.bytes, plan.work
        return summary
    log = RunLog(None if dry_run else home.layout.root, job.run_id)
    log.planned(plan, engine.flow_run_id, resumed=job.left is not None)
    try:
        look = Look(planner, plan, known, rows, staging)
        made = _made(look, job, summary, engine)
        summary.deleted = len(made.gone)
        if dry_run:
            summary.preview = preview(home, made.stages, made.gone)
        else:
            summary.seconds = time.perf_counter() - begun
            _publish(made, look, job, summary, engine)
    except BaseException as fault:
        log.failed(fault)
        raise
    summary.seconds = time.perf_counter() - begun
    log.finished(summary)
    return summary


class Look(NamedTuple):
    """What the look at raw/ and at the warehouse found, and where the work on it is staged."""

    planner: Planner
    plan: Plan
    known: KnownSources
    site_rows: list[dict[str, Any]]
    staging: Path


class Made(NamedTuple):
    """What a run made, before it is published. `sites` is None where nothing changed."""

    stages: list[Stage]
    gone: list[str]
    sites: Recount | None


def _made(look: Look, job: Job, summary: RunSummary, engine: Engine) -> Made:
    """The work is done: what changed, and then what its site says something new of."""
    plan, home = look.plan, job.home
    stages = _reused(job, plan, summary)
    with Pool(default_jobs() if engine.jobs is None else engine.jobs) as pool:
        stages += _work(_orders(plan.batches, look.staging, job), summary, engine, pool)
        gone = gone_of(look.known, plan, stages, job.choice)
        if not stages and not gone:
            return Made(stages, gone, None)
        sites = recount(Pages(home, stages, gone, OF_SITES, look.staging), look.site_rows, job.run_id)
        if sites.again:
            engine.tell.step("labelling again what sites repeat")
            batches = _again(look.planner, plan, job, sites, look.staging)
            stages = _relabel(_orders(batches, look.staging, job), stages, summary, engine, pool)
    return Made(stages, gone, sites)


def _orders(batches: Iterable[Batch], staging: Path, job: Job) -> list[Order]:
    return [Order(batch, staging, job.run_id, job.started) for batch in batches]


def _publish(made: Made, look: Look, job: Job, summary: RunSummary, engine: Engine) -> None:
    """What was made is part of a new snapshot, if there is anything; else the newest one stays."""
    home, stages = job.home, made.stages + deletion(job.home, made.gone, look.staging, job.run_id)
    if not stages and not home.empty:
        return
    engine.tell.step("publishing")
    keep_profiles(home, look.plan.settings.values())
    whole = {"templates": made.sites.rows} if made.sites is not None else None
    summary.snapshot = home.publish(stages, _row(summary, job, engine), whole=whole).number
    summary.published = True
    home.maintain()


def _planner(job: Job, known: KnownSources, staging: Path, rows: list[dict[str, Any]]) -> Planner:
    pinned = pinned_profile(job.home, job.choice.profile) if job.choice.profile else None
    finished = Finished(job.left.batches if job.left else {}, marks_of)
    templates = write_templates(staging / "templates-before", templates_of(rows))
    return Planner(job.raw, known, staging, job.choice, finished, pinned, templates)


def _members(home: Warehouse, container_id: str) -> Iterable[tuple[str, str]]:
    rows = home.rows("sources", "container_id", [container_id])
    return [(row["source_id"], row["first_run_id"]) for row in rows]


def _reused(job: Job, plan: Plan, summary: RunSummary) -> list[Stage]:
    """Stages of the batches that a stopped run had finished and that are still what is wanted."""
    stages: list[Stage] = []
    for batch_id in plan.finished:
        assert job.left is not None
        outcome = job.left.outcome(batch_id)
        summary.resumed += outcome.statuses.total()
        summary.count(outcome)
        stages += outcome.stages
    return stages


def _work(orders: Sequence[Order], summary: RunSummary, engine: Engine, pool: Pool) -> list[Stage]:
    """Stages of all batches, in the order of the plan, whatever the order in which they were done: what takes long is
    begun first, so that the workers end together."""
    found: dict[str, Outcome] = {}
    if not orders:
        return []
    orders = sorted(orders, key=lambda order: -(order.batch.cost // GRAIN))
    engine.tell.step("working")
    count, pool.progress = min(pool.jobs, len(orders)), engine.tell.finished

    def here(order: Order) -> Outcome:
        return run_batch(order, lambda told: engine.tell.finished(told.statuses) if told.statuses else None)

    work = pool.run if engine.jobs != 0 else here
    outcomes = engine.execute(orders, work) if engine.execute is not None else in_threads(orders, work, count)
    for outcome in outcomes:
        found[outcome.batch_id] = outcome
    missing = [order.batch.batch_id for order in orders if order.batch.batch_id not in found]
    if missing:
        raise RuntimeError(f"{len(missing)} batches have no outcome, {missing[0]} first: nothing was published")
    done = [found[batch_id] for batch_id in sorted(found)]
    for outcome in done:
        summary.count(outcome)
    return [stage for outcome in done for stage in outcome.stages]


def _again(planner: Planner, plan: Plan, job: Job, sites: Recount, staging: Path) -> list[Batch]:
    """Batches of the sources whose site says something new of them."""
    works, wanted, home = dict[str, Work](), set(sites.again), job.home
    taken_over = [job.left.batches[name] for name in plan.finished] if job.left else []
    for file in (*taken_over, *(batch.file for batch in plan.batches)):
        for work in read_batch(file)[1]:
            works[Source(work.entry.collection, work.entry.path).source_id] = work
    works |= planner.together
    rows = {row["source_id"]: row for row in home.rows("sources", "source_id", wanted - works.keys())}
    wanted = {(rows[item]["container_id"] or item) if item in rows else item for item in wanted}
    rows |= {row["source_id"]: row for row in home.rows("sources", "source_id", wanted - rows.keys() - works.keys())}
    for item in wanted - works.keys():
        row = rows.get(item)
        if row is not None and row["collection"] in plan.settings and _as_known(plan, row):
            entry = Entry(row["collection"], row["path"], row["bytes"], row["mtime_ns"] or 0)
            works[item] = Work(entry, row["sha256"], row["first_run_id"], None, tuple(_members(home, item)))
    after = write_templates(staging / "templates-after", sites.templates)
    again = dict.fromkeys(works[item] for item in sorted(wanted) if item in works)
    return planner.again(plan, again, after)


def _as_known(plan: Plan, row: dict[str, Any]) -> bool:
    """Whether the file is the one that the row tells of; any other is a matter of the run that looks at it."""
    try:
        found = (plan.settings[row["collection"]].folder / row["path"]).stat()
    except OSError:
        return False
    return (found.st_size, found.st_mtime_ns) == (row["bytes"], row["mtime_ns"])


def _relabel(
    orders: Sequence[Order], stages: list[Stage], summary: RunSummary, engine: Engine, pool: Pool
) -> list[Stage]:
    """The stages, with what is labelled again in place of what was said first; the summary tells of the result."""
    second = RunSummary(summary.run_id, summary.collections)
    anew = _work(orders, second, engine._replace(execute=None, tell=Progress()), pool)
    told = frozenset(item for stage in anew if (path := stage.path("sources")) for item in source_ids(path).to_pylist())
    left = [less for stage in stages if (less := reduced(stage, told)) is not None] + anew
    summary.relabelled, summary.killed = second.documents, summary.killed + second.killed
    summary.statuses = _counted(left, "sources", "status")
    summary.problems = Counter(
        code
        for stage in left
        for code, severity in zip(values(stage, "problems", "code"), values(stage, "problems", "severity"), strict=True)
        if severity != "info"
    )
    summary.reasons = Counter(
        code or status
        for stage in left
        for status, code in zip(values(stage, "sources", "status"), values(stage, "sources", "code"), strict=True)
        if status in {"held", "unreadable"}
    )
    summary.blocks, summary.fields = (sum(stage.rows(name) for stage in left) for name in ("blocks", "fields"))
    return left


def _counted(stages: Sequence[Stage], table: str, column: str) -> Counter[str]:
    return Counter(value for stage in stages for value in values(stage, table, column))


def _row(summary: RunSummary, job: Job, engine: Engine) -> dict[str, Any]:
    counts = {name: summary.statuses[name] for name in ("accepted", "held", "unreadable", "duplicate")}
    return {
        "run_id": summary.run_id,
        "started_at": RunStamp(summary.run_id, job.started).utc,
        "finished_at": None,
        "collection": ",".join(job.wanted) if job.named else None,
        "flow_run_id": engine.flow_run_id,
        "engine": engine.name,
        "docpipe_version": docpipe.__version__,
        "snapshot": None,
        "sources": summary.sources,
        "unchanged": summary.unchanged,
        "deleted": summary.deleted,
        "bytes": summary.bytes,
        "blocks": summary.blocks,
        "fields": summary.fields,
        "problems": sum(summary.problems.values()),
        "relabelled": summary.relabelled,
        "seconds": summary.seconds,
        **counts,
    }


__all__ = ["Choice", "Execute", "Progress", "RunSummary", "default_jobs", "in_threads", "run"]
