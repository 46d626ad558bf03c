"""Rows of a work: of a file, of the members of a container, of files that hold one text together."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

import docpipe
from docpipe.compose import TemplateOf
from docpipe.engine.plan import Setting, Work
from docpipe.profile import Profile
from docpipe.readers import Unreadable, container_members, is_container, media_type_of, read
from docpipe.readers.host import Host
from docpipe.reading import Reading
from docpipe.results import duplicate_rows, refused_rows, result_rows
from docpipe.rows import Rows, gather, source_row, work_key
from docpipe.source import Source, sha256_of
from docpipe.tables.stamp import RunStamp
from docpipe.walk import File, Refusal, digest_source, digest_together

if TYPE_CHECKING:
    from docpipe.readers.containers import Member

# Larger files are not taken into memory.
LARGEST = 2 << 30


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


def rows_of_work(work: Work, means: Means, fatal: tuple[str, str] | None) -> Iterator[Rows]:
    """Rows of a work, source by source; `fatal` is the code and the reason for which it must not be touched."""
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
        yield duplicate_rows(source, stamp, work.duplicate_of, **told)
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


def _of_container(
    content: bytes, source: Source, members: tuple[tuple[str, str], ...], means: Means, told: dict[str, Any]
) -> Iterator[Rows]:
    """Rows of the members, each told apart by its content, then of the container itself."""
    stamp, seen, count = means.stamp, dict[str, str](), 0
    first_seen = dict(members)
    try:
        for member in means.parser.members(content, source):
            count += 1
            said = {
                "container_id": source.source_id,
                "first_run_id": first_seen.get(member.source.source_id),
                "profile_hash": means.setting.profile_digest,
            }
            yield _rows_of_member(member, seen, means, said)
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


def _rows_of_member(member: "Member", seen: dict[str, str], means: Means, told: dict[str, Any]) -> Rows:
    """Rows of a member; `seen` holds the members before by their content, and then this one."""
    source, content = member.source, member.content
    if content is None:
        refusal = Refusal(source, member.code or "corrupt", member.reason or "the member cannot be read")
        return refused_rows(refusal, means.stamp, **told)
    source = replace(source, sha256=sha256_of(content), size=len(content))
    owner = seen.setdefault(source.sha256, source.source_id) if content else source.source_id
    if owner != source.source_id:
        return duplicate_rows(source, means.stamp, owner, **told)
    return digested_rows(
        replace(source, media_type=source.media_type or media_of(content, source)), content, means, **told
    )
