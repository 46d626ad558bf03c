"""The work on one batch: sources in, staged rows out."""

import hashlib
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, NamedTuple

import docpipe
from docpipe.compose import TemplateOf
from docpipe.document import Document, Problem, Sidecar
from docpipe.plan import Batch, Setting, Work, read_batch
from docpipe.profile import Profile
from docpipe.readers import Unreadable, container_members, is_container, media_type_of, read
from docpipe.readers.host import Host
from docpipe.reading import Reading
from docpipe.rows import Rows, gather, problem_rows, rows_of, source_row, work_key
from docpipe.sealed import write_sealed
from docpipe.sites import read_templates
from docpipe.source import Source, sha256_of
from docpipe.tables.stamp import RunStamp
from docpipe.tidied import tidied
from docpipe.walk import File, Refusal, digest_source, digest_together
from docpipe.warehouse import Stage, write_stage

# A stage is written when so many blocks have come together, so that memory stays flat.
STAGE_BLOCKS = 30_000
# Larger files are not taken into memory.
LARGEST = 2 << 30
# How long writing a stage may take.
WRITING_SECONDS = 900.0
# How much longer than its reader a worker may be silent.
GRACE = 1.5
# What became of a finished batch stands beside its plan, so that a stopped run need not do it again.
OUTCOME = ".outcome"
# So many sources are named for each reason, in each batch.
EXAMPLES = 5


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


@dataclass
class Outcome:
    """What became of a batch; small."""

    batch_id: str
    stages: list[Stage] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    problems: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=dict)
    blocks: int = 0
    fields: int = 0
    bytes: int = 0
    seconds: float = 0.0
    killed: int = 0


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
        self.outcome.blocks += len(rows.get("blocks", ()))
        self.outcome.fields += len(rows.get("fields", ()))
        self.outcome.problems.update(row["code"] for row in rows.get("problems", ()) if row["severity"] != "info")
        for row in rows.get("sources", ()):
            self.outcome.statuses[row["status"]] += 1
            if row["status"] in {"held", "unreadable"}:
                self._name(row)

    def _name(self, row: Mapping[str, Any]) -> None:
        reason = row["code"] or row["status"]
        self.outcome.reasons[reason] += 1
        named = self.outcome.examples.setdefault(reason, [])
        if len(named) < EXAMPLES:
            member = f"!{row['member']}" if row["member"] else ""
            named.append(f"{row['collection']}/{row['path']}{member}")

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
            for rows in _rows_of_work(work, means, fatal.get(at)):
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


class Parser:
    """Reads sources and lists containers: in the host's processes where there is one, else in this one."""

    def __init__(self, host: Host | None = None) -> None:
        self.host, self.seconds = host, 120.0
        self.sign: Callable[[], None] = lambda: None

    def read(self, content: bytes, source: Source) -> Reading:
        """The reading of a source. Raises Unreadable."""
        return self.host.read(content, source, self.seconds, self.sign) if self.host else read(content, source)

    def members(self, content: bytes, source: Source) -> Iterator[Any]:
        """The members of a container. Raises Unreadable."""
        if self.host is None:
            return container_members(content, source)
        return self.host.members(content, source, self.seconds, self.sign)


class Means(NamedTuple):
    """What work on any source of a batch needs."""

    setting: Setting
    profile: Profile
    stamp: RunStamp
    template_of: TemplateOf | None
    parser: Parser


def _rows_of_work(work: Work, means: Means, fatal: tuple[str, str] | None) -> Iterator[Rows]:
    rows = _rows_together(work, means) if work.sidecars and fatal is None else None
    if rows is not None:
        yield rows
        return
    for one in work.apart():
        yield from _rows_of_file(one, means, fatal)


def _rows_together(work: Work, means: Means) -> Rows | None:
    """Rows of files that hold one text in several languages: of one document, or of each file where their texts say
    otherwise. None where one of them is not to be had like that, and each must be looked at by itself."""
    started, folder = time.perf_counter(), means.setting.folder
    try:
        files = [
            File(*_opened(Source(entry.collection, entry.path, size=entry.size, file=folder / entry.path)), language)
            for entry, language in zip(work.entries, work.languages, strict=True)
        ]
        if any(source.media_type is not None and is_container(source.media_type) for source, _, _ in files):
            return None
        results = digest_together(files, means.profile, means.template_of, means.parser.read)
    except (OSError, MemoryError):
        return None
    told: dict[str, Any] = {
        "key": _key("+".join(source.sha256 for source, _, _ in files), means.setting),
        "profile_hash": means.setting.profile_digest,
    }
    rows: Rows = {}
    for one, result in zip(work.apart(), results, strict=True):
        told |= {"mtime_ns": one.entry.mtime_ns or None, "first_run_id": one.first_run_id}
        gather(rows, result_rows(result, means.stamp, started, **told))
    return rows


def _rows_of_file(work: Work, means: Means, fatal: tuple[str, str] | None) -> Iterator[Rows]:
    setting, _, stamp, _, _ = means
    entry = work.entry
    source = Source(entry.collection, entry.path, None, work.sha256 or "", entry.size, file=setting.folder / entry.path)
    told: dict[str, Any] = {"mtime_ns": entry.mtime_ns or None, "first_run_id": work.first_run_id}
    if entry.code is not None:
        yield refused_rows(Refusal(source, entry.code, entry.reason or entry.code), stamp, **told)
        return
    if work.duplicate_of is not None:
        told["key"] = _key(source.sha256, setting)
        yield {"sources": [_duplicate(source, stamp, work.duplicate_of, told)]}
        return
    if fatal is not None:
        yield refused_rows(Refusal(source, *fatal), stamp, **told)
        return
    try:
        source, content = _opened(source)
    except OSError as refused:
        code = "vanished" if isinstance(refused, FileNotFoundError) else "unreadable_file"
        yield refused_rows(Refusal(source, code, f"the file cannot be read: {refused.strerror}"), stamp, **told)
        return
    told |= {"key": _key(source.sha256, setting), "profile_hash": setting.profile_digest}
    if source.media_type is not None and is_container(source.media_type):
        yield from _of_container(content, source, work.members, means, told)
    else:
        yield digested_rows(source, content, means, **told)


def _duplicate(source: Source, stamp: RunStamp, owner: str, told: dict[str, Any]) -> dict[str, Any]:
    return source_row(source, "duplicate", stamp, reason="the same bytes as another file", duplicate_of=owner, **told)


def _opened(source: Source) -> tuple[Source, bytes]:
    """The source as its bytes are, and these. Raises OSError."""
    if source.file is None or source.size > LARGEST:
        raise OSError(27, f"larger than {LARGEST >> 30} GB")
    content = source.file.read_bytes()
    return replace(source, sha256=sha256_of(content), size=len(content), media_type=media_of(content, source)), content


def _key(content: str, setting: Setting) -> str:
    return work_key(content, setting.profile_digest, docpipe.__version__)


def media_of(content: bytes, source: Source) -> str | None:
    """The media type, or None for an empty file; a fault in detection is a fault of the reader that follows."""
    try:
        return media_type_of(content, source.name) if content else None
    except Exception:
        return None


def digested_rows(source: Source, content: bytes, means: Means, **told: Any) -> Rows:
    """Rows of a source: of its document, or of why there is none."""
    started = time.perf_counter()
    try:
        result = digest_source(source, content, means.profile, means.template_of, means.parser.read)
        return result_rows(result, means.stamp, started, **told)
    except MemoryError:
        result = Refusal(source, "too_large", "the document takes more memory than a worker may have")
        return result_rows(result, means.stamp, started, **told)


def result_rows(result: Document | Refusal | Sidecar, stamp: RunStamp, started: float, **told: Any) -> Rows:
    """Rows of a source by what came of it; `started` is when work on it began."""
    rows = rows_of(result, stamp) if isinstance(result, Document) else {}
    told["seconds"] = time.perf_counter() - started
    if isinstance(result, Refusal):
        return refused_rows(result, stamp, **told)
    if isinstance(result, Sidecar):
        joined, reason = (result.original.source_id, *result.span), f"its text is part of {result.original.path}"
        return {"sources": [source_row(result.source, "joined", stamp, reason=reason, joined=joined, **told)]}
    row = source_row(result.source, result.status, stamp, reason=_why_held(result), **told)
    return rows | {"sources": [row]}


def _why_held(document: Document) -> str | None:
    said = [problem.message for problem in document.problems if problem.severity == "error"]
    return "; ".join(dict.fromkeys(said)) if document.status == "held" else None


def refused_rows(refusal: Refusal, stamp: RunStamp, **told: Any) -> Rows:
    """Rows of a source that gave no document: its outcome, and the same as a problem."""
    source = refusal.source
    row = source_row(source, "unreadable", stamp, code=refusal.code, reason=refusal.reason, **told)
    problem = Problem(refusal.code, refusal.reason, "error")
    return {"sources": [row], "problems": problem_rows(source.source_id, None, [problem])}


def _of_container(
    content: bytes, source: Source, members: tuple[tuple[str, str], ...], means: Means, told: dict[str, Any]
) -> Iterator[Rows]:
    """Rows of the members, each told apart by its content, then of the container itself."""
    setting, _, stamp, _, parser = means
    first_seen = dict(members)
    seen: dict[str, str] = {}
    count = 0
    try:
        for member in parser.members(content, source):
            count += 1
            inner = member.source
            said = {
                "container_id": source.source_id,
                "first_run_id": first_seen.get(inner.source_id),
                "profile_hash": setting.profile_digest,
            }
            if member.content is None:
                refusal = Refusal(inner, member.code or "corrupt", member.reason or "the member cannot be read")
                yield refused_rows(refusal, stamp, **said)
                continue
            digest = hashlib.sha256(member.content).hexdigest()
            inner = replace(inner, sha256=digest, size=len(member.content))
            owner = seen.setdefault(digest, inner.source_id) if member.content else inner.source_id
            if owner != inner.source_id:
                yield {"sources": [_duplicate(inner, stamp, owner, said)]}
                continue
            inner = replace(inner, media_type=inner.media_type or media_of(member.content, inner))
            yield digested_rows(inner, member.content, means, **said)
    except Unreadable as refused:
        yield refused_rows(Refusal(source, refused.code, refused.reason), stamp, **told)
        return
    except Exception as broken:
        yield refused_rows(Refusal(source, "corrupt", f"{type(broken).__name__}: {broken}"[:500]), stamp, **told)
        return
    if count == 0:
        yield refused_rows(Refusal(source, "empty", "the archive holds no files"), stamp, **told)
        return
    yield {"sources": [source_row(source, "container", stamp, reason=f"an archive of {count} members", **told)]}
