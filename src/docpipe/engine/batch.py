"""The work on one batch: sources in, staged rows out."""

import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, NamedTuple

import docpipe
from docpipe.compose import TemplateOf
from docpipe.engine.outcome import Outcome
from docpipe.engine.plan import Batch, Setting, Work, read_batch
from docpipe.engine.sealed import write_sealed
from docpipe.engine.sites import read_templates
from docpipe.engine.tidied import tidied
from docpipe.engine.work_rows import Means, Parser, rows_of_work
from docpipe.profile import Profile
from docpipe.readers.host import Host
from docpipe.rows import Rows, gather
from docpipe.tables.stamp import RunStamp
from docpipe.warehouse import write_stage

# A stage is written when so many blocks have come together, so that memory stays flat.
STAGE_BLOCKS = 30_000
# How long writing a stage may take.
WRITING_SECONDS = 900.0
# How much longer than its reader a worker may be silent.
GRACE = 1.5
# What became of a finished batch stands beside its plan, so that a stopped run need not do it again.
OUTCOME = ".outcome"


class Order(NamedTuple):
    """What a worker is asked to do: a batch, where its stages go, as which run; and sources that it must not touch,
    because they killed or hung a worker before: place in the batch to (code, reason)."""

    batch: Batch
    staging: Path
    run_id: str
    processed_at: datetime
    fatal: tuple[tuple[int, str, str], ...] = ()
    docpipe_version: str = docpipe.__version__  # of whoever leads the run


class OtherVersion(RuntimeError):
    """docpipe was upgraded under a run, or on some machines only: rows of two versions are never mixed."""

    def __init__(self, leading: str) -> None:
        super().__init__(f"the run was begun by docpipe {leading}, and this is {docpipe.__version__}: begin it again")


class Told(NamedTuple):
    """A sign of life: the batch's source at `at` is begun, `statuses` are those of what was finished since the last."""

    at: int
    statuses: tuple[str, ...]
    seconds: float = WRITING_SECONDS


Tell = Callable[[Told], None]


class _Collector:
    """Rows of a batch on their way into stages."""

    def __init__(self, order: Order, outcome: Outcome) -> None:
        self.order, self.outcome = order, outcome
        self.rows: Rows = {}
        self.count = 0

    def add(self, rows: Mapping[str, Sequence[dict[str, Any]]]) -> None:
        gather(self.rows, rows)
        self.outcome.add(rows)

    def flush(self, *, full: bool = True) -> None:
        if not self.rows or (not full and len(self.rows.get("blocks", ())) < STAGE_BLOCKS):
            return
        batch_id = f"{self.order.batch.batch_id}-{self.count:03d}"
        self.outcome.stages.append(write_stage(self.order.staging, batch_id, self.rows))
        self.rows, self.count = {}, self.count + 1


def run_batch(order: Order, tell: Tell = lambda told: None, host: Host | None = None) -> Outcome:
    """Every source of the batch has its row, every document its rows, staged. Bad data never raises.

    Files are parsed by the host's processes; without one, in this process. Raises OtherVersion.
    """
    if order.docpipe_version != docpipe.__version__:
        raise OtherVersion(order.docpipe_version)
    started = time.perf_counter()
    setting, works = read_batch(order.batch.file)
    outcome = Outcome(order.batch.batch_id)
    collector, fatal = _Collector(order, outcome), {at: (code, reason) for at, code, reason in order.fatal}
    means = Means(
        setting,
        profile_of(setting),
        RunStamp(order.run_id, order.processed_at),
        template_of(setting),
        Parser(host),
    )
    done: tuple[str, ...] = ()
    with tidied() as tidy:
        for at, work in enumerate(works):
            # The worker waits longer than its reader may take, so that a reader that hangs is the worker's to end.
            means.parser.seconds = patience(work)
            means.parser.sign = partial(tell, Told(at, (), GRACE * patience(work)))
            tell(Told(at, done, GRACE * patience(work)))
            statuses = []
            for rows in rows_of_work(work, means, fatal.get(at)):
                collector.add(rows)
                statuses += [row["status"] for row in rows["sources"]]
                collector.flush(full=False)
                if len(statuses) % 20 == 0:
                    means.parser.sign()  # a member of a container is a sign of life, too
            done = tuple(statuses)
            outcome.bytes += work.size
            tidy(work.size)
        tell(Told(len(works), done))
        collector.flush()
    outcome.seconds = time.perf_counter() - started
    _keep(order, outcome)
    return outcome


def _keep(order: Order, outcome: Outcome) -> None:
    """The outcome stands in the staging folder, whole or not at all."""
    write_sealed(order.staging / f"{order.batch.batch_id}{OUTCOME}", outcome)


def patience(work: Work) -> float:
    """Seconds that a source may take before it is given up: two minutes, and more for what is large."""
    return 120.0 + work.size / 50_000


def profile_of(setting: Setting) -> Profile:
    """The profile of a collection, as the plan saw it."""
    return _profile(setting.profile_json)


@lru_cache(maxsize=8)
def _profile(given: str) -> Profile:
    return Profile.model_validate_json(given)


def template_of(setting: Setting) -> TemplateOf | None:
    """The templates of the collection's sites, as the run knows them."""
    if setting.templates is None:
        return None
    known, collection = read_templates(setting.templates), setting.collection
    return lambda site: known.get((collection, site))
