"""A run: look at raw/, work on what changed, check the laws, publish."""

import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

import numpy as np

import docpipe
from docpipe.batch import Order, Outcome, run_batch
from docpipe.collection import Entry, check_collections
from docpipe.extract.links import OF_SITES
from docpipe.plan import Batch, Plan, Planner, Work, read_batch
from docpipe.pool import Pool
from docpipe.sites import Recount, known_rows, recount, templates_of, write_templates
from docpipe.source import Source
from docpipe.tables.stamp import RunStamp
from docpipe.warehouse import KnownSources, Stage, Warehouse, reduced, write_stage
from docpipe.warehouse.pages import Pages
from docpipe.warehouse.parts import source_ids
from docpipe.warehouse.stage import values

# How batches are worked on: by default in threads that feed the pool; Prefect brings its own.
Execute = Callable[[Sequence[Order], Callable[[Order], Outcome]], Iterable[Outcome]]


@dataclass
class Progress:
    """What a run tells while it runs; the methods do nothing here."""

    def planned(self, plan: Plan) -> None:
        """The look at raw/ is done."""

    def finished(self, statuses: Sequence[str]) -> None:
        """Sources have been worked on, with these outcomes."""

    def step(self, name: str) -> None:
        """A step begins: looking, working, publishing."""


@dataclass
class RunSummary:
    """What a run did. `snapshot` is the one that stands afterwards; None for a dry run on an empty warehouse."""

    run_id: str
    collections: list[str]
    sources: int = 0
    unchanged: int = 0
    deleted: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    known: Counter[str] = field(default_factory=Counter)
    problems: Counter[str] = field(default_factory=Counter)
    blocks: int = 0
    fields: int = 0
    bytes: int = 0
    killed: int = 0
    relabelled: int = 0
    seconds: float = 0.0
    snapshot: int | None = None
    published: bool = False

    @property
    def documents(self) -> int:
        """Documents made in this run."""
        return self.statuses["accepted"] + self.statuses["held"]


def default_jobs() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_threads(orders: Sequence[Order], work: Callable[[Order], Outcome], jobs: int) -> Iterable[Outcome]:
    """Outcomes of all orders, as they are done; a fault of docpipe ends it at once."""
    from concurrent.futures import ThreadPoolExecutor, as_completed

    with ThreadPoolExecutor(max(1, jobs), "docpipe") as threads:
        futures = [threads.submit(work, order) for order in orders]
        try:
            for future in as_completed(futures):
                yield future.result()
        except BaseException:
            for future in futures:
                future.cancel()
            raise


def run(
    raw: str | Path = "raw",
    warehouse: str | Path = "warehouse",
    collections: list[str] | None = None,
    *,
    jobs: int | None = None,
    execute: Execute | None = None,
    progress: Progress | None = None,
    dry_run: bool = False,
    force: bool = False,
    again: frozenset[str] = frozenset(),
    engine: str = "local",
    flow_run_id: str | None = None,
) -> RunSummary:
    """The warehouse tells of raw/ as it is now; only what changed was worked on. Safe to kill and to run again.

    `jobs` worker processes (0: in this process, without isolation); `force` works on everything, `again` on sources
    of these ids whatever is known of them. Raises NoCollection, ProfileError, WarehouseBusy, AuditFailed, WorkerFailed.
    """
    started, begun = datetime.now(UTC), time.perf_counter()
    raw, home, tell = Path(raw), Warehouse(warehouse), progress or Progress()
    wanted = check_collections(raw, collections)
    run_id = f"{started:%Y%m%dT%H%M%S}-{uuid4().hex[:6]}"
    with home.lock(f"docpipe run {run_id}"):
        home.recover()
        tell.step("looking")
        staging = home.staging(run_id)
        try:
            known = home.known_sources(set(wanted) if collections else None)
            rows = known_rows(home)
            file = write_templates(staging / "templates-before", templates_of(rows))
            planner = Planner(raw, known, staging, force=force, templates=file)
            plan = planner.plan(wanted, partial(_members, home), again)
            tell.planned(plan)
            summary = RunSummary(run_id, wanted, plan.sources, plan.unchanged, known=plan.outcomes)
            summary.snapshot = None if home.empty else home.snapshot().number
            if dry_run:
                summary.bytes, summary.statuses["planned"] = plan.bytes, plan.work
                return summary
            orders = [Order(batch, staging, run_id, started) for batch in plan.batches]
            stages = _work(orders, summary, Engine(jobs, execute, tell))
            gone = _gone(known, plan, stages, set(collections) if collections else None)
            sites = recount(Pages(home, stages, gone, OF_SITES), rows, run_id) if stages or gone else None
            if sites is not None and sites.again:
                tell.step("labelling again what sites repeat")
                batches = _again(planner, plan, home, sites, staging)
                stages = _relabel([Order(batch, staging, run_id, started) for batch in batches], stages, summary, jobs)
            stages += _deletion(home, gone, staging, run_id)
            summary.deleted = len(gone)
            summary.seconds = time.perf_counter() - begun
            if stages or home.empty:
                tell.step("publishing")
                row = _row(summary, started, wanted if collections else None, engine, flow_run_id)
                whole = {"templates": sites.rows} if sites is not None else None
                summary.snapshot = home.publish(stages, row, whole=whole).number
                summary.published = True
                home.expire()
            summary.seconds = time.perf_counter() - begun
            return summary
        finally:
            home.drop_staging()


def _members(home: Warehouse, container_id: str) -> Iterable[tuple[str, str]]:
    rows = home.rows("sources", "container_id", [container_id])
    return [(row["source_id"], row["first_run_id"]) for row in rows]


class Engine(NamedTuple):
    """How batches are worked on."""

    jobs: int | None
    execute: Execute | None
    tell: Progress


def _work(orders: Sequence[Order], summary: RunSummary, engine: Engine) -> list[Stage]:
    """Stages of all batches, in the order of the plan, whatever the order in which they were done."""
    jobs, execute, tell = engine
    found: dict[str, list[Stage]] = {}
    if not orders:
        return []
    tell.step("working")
    count = default_jobs() if jobs is None else jobs
    count = min(count, len(orders))

    def here(order: Order) -> Outcome:
        return run_batch(order, lambda told: tell.finished(told.statuses) if told.statuses else None)

    with Pool(count, tell.finished) as pool:
        work = pool.run if jobs != 0 else here
        outcomes = execute(orders, work) if execute is not None else in_threads(orders, work, count)
        for outcome in outcomes:
            found[outcome.batch_id] = outcome.stages
            summary.statuses.update(outcome.statuses)
            summary.problems.update(outcome.problems)
            summary.blocks += outcome.blocks
            summary.fields += outcome.fields
            summary.bytes += outcome.bytes
            summary.killed += outcome.killed
    missing = [order.batch.batch_id for order in orders if order.batch.batch_id not in found]
    if missing:
        raise RuntimeError(f"{len(missing)} batches have no outcome, {missing[0]} first: nothing was published")
    return [stage for batch_id in sorted(found) for stage in found[batch_id]]


def _again(planner: Planner, plan: Plan, home: Warehouse, sites: Recount, staging: Path) -> list[Batch]:
    """Batches of the sources whose site says something new of them."""
    works, wanted = dict[str, Work](), set(sites.again)
    for batch in plan.batches:
        for work in read_batch(batch.file)[1]:
            works[Source(work.entry.collection, work.entry.path).source_id] = work
    rows = {row["source_id"]: row for row in home.rows("sources", "source_id", wanted - works.keys())}
    wanted = {(rows[item]["container_id"] or item) if item in rows else item for item in wanted}
    rows |= {row["source_id"]: row for row in home.rows("sources", "source_id", wanted - rows.keys() - works.keys())}
    for item in wanted - works.keys():
        row = rows.get(item)
        if row is not None and row["collection"] in plan.settings:
            entry = Entry(row["collection"], row["path"], row["bytes"], row["mtime_ns"] or 0)
            works[item] = Work(entry, row["sha256"], row["first_run_id"], None, tuple(_members(home, item)))
    file = write_templates(staging / "templates-after", sites.templates)
    return planner.again(plan, [works[item] for item in sorted(wanted) if item in works], file)


def _relabel(orders: Sequence[Order], stages: list[Stage], summary: RunSummary, jobs: int | None) -> list[Stage]:
    """The stages, with what is labelled again in place of what was said first; the summary tells of the result."""
    second = RunSummary(summary.run_id, summary.collections)
    anew = _work(orders, second, Engine(jobs, None, Progress()))
    told = frozenset(item for stage in anew if (path := stage.path("sources")) for item in source_ids(path).to_pylist())
    left = [less for stage in stages if (less := reduced(stage, told)) is not None] + anew
    summary.relabelled, summary.killed = second.documents, summary.killed + second.killed
    summary.statuses = _counted(left, "sources", "status")
    summary.problems = _counted(left, "problems", "code")
    summary.blocks, summary.fields = (sum(stage.rows(name) for stage in left) for name in ("blocks", "fields"))
    return left


def _counted(stages: Sequence[Stage], table: str, column: str) -> Counter[str]:
    return Counter(value for stage in stages for value in values(stage, table, column))


def _gone(known: KnownSources, plan: Plan, stages: Sequence[Stage], wanted: set[str] | None) -> list[str]:
    """Ids of sources that were there and are no more: files not seen, members that their container lost."""
    seen = set(np.frombuffer(plan.seen, dtype=np.uint64).tolist()) if len(plan.seen) else set()
    staged = {item for stage in stages if (path := stage.path("sources")) for item in source_ids(path).to_pylist()}
    gone = []
    for item in known:
        if item.deleted or item.source_id in staged:
            continue
        if item.container_id is not None:
            if item.container_id not in plan.unchanged_containers:
                gone.append(item.source_id)
        elif int(item.source_id, 16) not in seen:
            gone.append(item.source_id)
    return gone


def _deletion(home: Warehouse, gone: Sequence[str], staging: Path, run_id: str) -> list[Stage]:
    """A stage that marks sources as deleted, so that their documents leave the warehouse."""
    if not gone:
        return []
    rows: list[dict[str, Any]] = home.rows("sources", "source_id", gone)
    marked = [row | {"deleted_run_id": run_id, "last_run_id": run_id} for row in rows]
    return [write_stage(staging, "deleted", {"sources": marked})]


def _row(
    summary: RunSummary, started: datetime, wanted: list[str] | None, engine: str, flow_run_id: str | None
) -> dict[str, Any]:
    counts = {name: summary.statuses[name] for name in ("accepted", "held", "unreadable", "duplicate")}
    return {
        "run_id": summary.run_id,
        "started_at": RunStamp(summary.run_id, started).utc,
        "finished_at": None,
        "collection": ",".join(wanted) if wanted else None,
        "flow_run_id": flow_run_id,
        "engine": engine,
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
