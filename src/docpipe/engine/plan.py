"""Which sources need work, and in what batches."""

import hashlib
import json
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import docpipe
from docpipe.collection import Entry, entries_of, folder_of
from docpipe.engine.choice import Choice
from docpipe.engine.finished import Finished, mark_of
from docpipe.engine.groups import Told, groups_in
from docpipe.engine.owners import Owners
from docpipe.engine.sealed import read_sealed, write_sealed
from docpipe.profile import Profile
from docpipe.profile_file import COLLECTION_FILE, LEXICON_FILE, TERMS_FILE, collection_profile, own_digest
from docpipe.rows import work_key
from docpipe.sidecar_names import Sidecars
from docpipe.source import Source
from docpipe.warehouse import Known, KnownSources

# A batch is worth 5 to 20 CPU seconds: bytes, weighed by what their format costs, and at most so many sources.
BATCH_COST = 16 << 20
BATCH_SOURCES = 800
# The first batches are an eighth, a quarter, a half of that, so many of each, none smaller than its files are worth.
# They are worked on last, so that all workers end at about the same time.
SMALL_BATCHES, LEAST_SOURCES = 4, 100
SOURCE_COST = 4_000  # opening, hashing and rows of a source, in bytes of HTML
WEIGHT = {".pdf": 8, ".docx": 20, ".png": 60, ".jpg": 60, ".jpeg": 60, ".tif": 30, ".tiff": 30, ".zip": 6, ".gz": 6}
# What batch ids begin with: of the first work on a source in a run, and of the second, when its site has been counted.
FIRST, AGAIN = "batch", "again"

# Source id of a container to (source id, run that first saw it) of each of its members.
MembersOf = Callable[[str], Iterable[tuple[str, str]]]


class Beside(NamedTuple):
    """A file whose text belongs to that of another one, as a translation in the language that its name says."""

    entry: Entry
    sha256: str | None
    first_run_id: str | None
    language: str


class Work(NamedTuple):
    """One source to be worked on, with its sidecars; everything that a worker needs to know of them."""

    entry: Entry
    sha256: str | None
    first_run_id: str | None
    duplicate_of: str | None = None
    # Of a container that is known: when its members were first seen.
    members: tuple[tuple[str, str], ...] = ()
    sidecars: tuple[Beside, ...] = ()
    language: str | None = None  # that the source's name says, where it has sidecars

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The files: the source, and its sidecars."""
        return (self.entry, *(beside.entry for beside in self.sidecars))

    @property
    def languages(self) -> tuple[str | None, ...]:
        """What the name of each says."""
        return (self.language, *(beside.language for beside in self.sidecars))

    @property
    def size(self) -> int:
        """Bytes of these."""
        return sum(entry.size for entry in self.entries)

    @property
    def content(self) -> str | None:
        """The hashes of all files; None where that of the first is not known."""
        return self.sha256 and "+".join([self.sha256, *(str(beside.sha256) for beside in self.sidecars)])

    def apart(self) -> Iterator["Work"]:
        """The same files, each for itself."""
        yield self._replace(sidecars=(), language=None)
        for entry, sha256, first_run_id, _ in self.sidecars:
            yield Work(entry, sha256, first_run_id)


class Batch(NamedTuple):
    """A list of Work in a file: small enough to hand to any engine."""

    batch_id: str
    file: Path
    sources: int
    bytes: int
    cost: int = 0  # bytes, weighed by what their format costs


class Setting(NamedTuple):
    """What all batches of a collection have in common."""

    collection: str
    folder: Path
    profile: str
    profile_digest: str
    # A file with what the sites repeat (docpipe.engine.sites), where that is known.
    templates: Path | None = None
    profile_json: str = ""  # all of it, as it was when the run began: whoever edits it meanwhile changes the next run


@dataclass
class Plan:
    """What a look at raw/ found: batches to be worked on, and what is left alone."""

    settings: dict[str, Setting]
    batches: list[Batch] = field(default_factory=list)
    finished: list[str] = field(default_factory=list)  # batches of a run that was stopped, still as they are wanted
    sources: int = 0
    unchanged: int = 0
    bytes: int = 0
    work: int = 0
    seen: "array[int]" = field(default_factory=lambda: array("Q"))
    unchanged_containers: set[str] = field(default_factory=set)
    outcomes: Counter[str] = field(default_factory=Counter)


def setting_of(raw: Path, collection: str, pinned: Profile | None = None) -> Setting:
    """The folder and profile of a collection; `pinned` takes the place of its own. Raises ProfileError."""
    folder = folder_of(raw, collection)
    _check_own(folder)
    own = folder / COLLECTION_FILE
    profile = pinned or collection_profile(folder)
    name = profile.name if pinned else str(own) if own.is_file() else "default"
    digest = own_digest(folder, profile)
    return Setting(collection, folder, name, digest, profile_json=profile.model_dump_json(by_alias=True))


def _check_own(folder: Path) -> None:
    """What a collection says of its translations can be read. Raises ProfileError. Imported here: most have none."""
    if (folder / TERMS_FILE).is_file() or (folder / LEXICON_FILE).is_file():
        from docpipe.align import lexicon_in, terms_for

        terms_for(folder)
        lexicon_in(folder)


class Planner:
    """Looks at every source once, in order; writes the batches that need work into a folder."""

    def __init__(
        self,
        raw: Path,
        known: KnownSources,
        folder: Path,
        choice: Choice,
        finished: Finished,
        pinned: Profile | None = None,
        templates: Path | None = None,
    ) -> None:
        self.raw, self.known, self.folder, self.choice = raw, known, folder, choice
        self.finished, self.pinned, self.templates = finished, pinned, templates
        self.owners = Owners()
        self.together: dict[str, Work] = {}  # of a file that belongs to others: all of them
        self._pending: list[Work] = []
        self._cost = 0
        self._kind = FIRST
        self._written = 0
        self._number = 1 + max((int(name.rpartition("-")[2]) for name in finished.files), default=-1)

    def plan(self, collections: Iterable[str], members_of: MembersOf) -> Plan:
        """The plan for some collections."""
        settings = {name: setting_of(self.raw, name, self.pinned) for name in collections}
        plan = Plan({name: setting._replace(templates=self.templates) for name, setting in settings.items()})
        for setting in plan.settings.values():
            self.owners = Owners(len(self.known))  # a repetition in another collection is no duplicate
            groups = groups_in(self.raw, setting.collection, _sidecars(setting))
            for entry in entries_of(self.raw, setting.collection):
                self._look_at(plan, setting, groups.files(entry), members_of)
            for entry in groups.left():
                self._look(plan, setting, entry, members_of)
            self._flush(plan)
        self._take_up(plan)
        return plan

    def again(self, plan: Plan, works: Iterable[Work], templates: Path | None) -> list[Batch]:
        """Batches of sources that are worked on once more in the same run, now with these templates."""
        settings = {name: setting._replace(templates=templates) for name, setting in plan.settings.items()}
        second, self._kind, self._written = Plan(settings), AGAIN, 0
        for work in sorted(works, key=lambda item: (item.entry.collection, item.entry.path)):
            if self._pending and self._pending[0].entry.collection != work.entry.collection:
                self._flush(second)
            self._add(second, work)
        self._flush(second)
        return second.batches

    def _look_at(self, plan: Plan, setting: Setting, files: Sequence[Told], members_of: MembersOf) -> None:
        """Files that hold one text in several languages are one piece of work, where that is possible."""
        if len(files) < 2 or not self._look_together(plan, setting, files):
            for entry, _ in files:
                self._look(plan, setting, entry, members_of)

    def _look_together(self, plan: Plan, setting: Setting, files: Sequence[Told]) -> bool:
        """Whether the files can be worked on together: the run looks at them, and each can be read and is no copy.

        While one of them is still being written all are left as they are known.
        """
        ids = [Source(entry.collection, entry.path).source_id for entry, _ in files]
        held = [self.known.get(source_id) for source_id in ids]
        if not self.choice.unsettled.isdisjoint(ids):
            plan.seen.extend(int(source_id, 16) for source_id in ids)
            for (entry, _), one in zip(files, held, strict=True):
                self._leave(plan, entry, one)
            return True
        if not any(map(self.choice.takes, ids, held)) or any(one and one.status == "container" for one in held):
            return False
        content = [self._content(setting, entry, one) for (entry, _), one in zip(files, held, strict=True)]
        owners = [self._owner(entry, sha, one) for (entry, _), sha, one in zip(files, content, ids, strict=True)]
        if None in content or any(owners):
            return False
        parts = [
            Beside(entry, sha, one.first_run_id if one else None, str(language))
            for (entry, language), sha, one in zip(files, content, held, strict=True)
        ]
        work = Work(*parts[0][:3], sidecars=tuple(parts[1:]), language=files[0].language)
        self.together |= dict.fromkeys(ids, work)
        self._plan_together(plan, setting, work, ids, held)
        return True

    def _plan_together(
        self, plan: Plan, setting: Setting, work: Work, ids: Sequence[str], held: Sequence[Known | None]
    ) -> None:
        plan.seen.extend(int(source_id, 16) for source_id in ids)
        plan.sources += len(ids)
        if not any(map(self.choice.redoes, ids)) and all(
            self._same(setting, entry, one, work.content, None) for entry, one in zip(work.entries, held, strict=True)
        ):
            plan.unchanged += len(ids)
            plan.outcomes.update(one.status for one in held if one is not None)
        elif not (self.finished and self.finished.match(int(ids[0], 16), _mark(setting, work))):
            self._add(plan, work)

    def _look(self, plan: Plan, setting: Setting, entry: Entry, members_of: MembersOf) -> None:
        source_id = Source(entry.collection, entry.path).source_id
        plan.seen.append(int(source_id, 16))
        held = self.known.get(source_id)
        if not self.choice.takes(source_id, held):
            self._leave(plan, entry, held)
            return
        plan.sources += 1
        sha256 = self._content(setting, entry, held)
        owner = self._owner(entry, sha256, source_id)
        if not self.choice.redoes(source_id) and self._same(setting, entry, held, sha256, owner):
            assert held is not None
            plan.unchanged += 1
            plan.outcomes[held.status] += 1
            if held.status == "container":
                plan.unchanged_containers.add(source_id)
            return
        members = tuple(members_of(source_id)) if held is not None and held.status == "container" else ()
        work = Work(entry, sha256, held.first_run_id if held else None, owner, members)
        if not (self.finished and self.finished.match(int(source_id, 16), _mark(setting, work))):
            self._add(plan, work)

    def _leave(self, plan: Plan, entry: Entry, held: Known | None) -> None:
        """A source that the run does not look at: it stays as it is known, and owns its content as before."""
        if held is None or held.deleted:
            return
        if held.status == "container":
            plan.unchanged_containers.add(held.source_id)
        if held.duplicate_of is None:
            self._owner(entry, held.sha256, held.source_id)

    def _take_up(self, plan: Plan) -> None:
        """Batches that a stopped run had finished are taken over; where one is only partly what is wanted now, what is
        wanted of it is worked on again."""
        plan.finished = self.finished.whole()
        for name, file in self.finished.files.items():
            if name in plan.finished:
                continue
            setting, works = read_batch(file)
            if self._pending and self._pending[0].entry.collection != setting.collection:
                self._flush(plan)
            for work in works:
                source_id = Source(work.entry.collection, work.entry.path).source_id
                if self.finished.matched(int(source_id, 16)):
                    self._add(plan, work)
        self._flush(plan)

    def _content(self, setting: Setting, entry: Entry, held: Known | None) -> str | None:
        """SHA-256 of the file; believed unread where size and time of the last change are those that are known."""
        if entry.code is not None:
            return None
        if held is not None and held.sha256 and (held.mtime_ns, held.bytes) == (entry.mtime_ns, entry.size):
            return held.sha256
        try:
            with (setting.folder / entry.path).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            return None  # the worker says why

    def _owner(self, entry: Entry, sha256: str | None, source_id: str) -> str | None:
        if sha256 is None or entry.size == 0:
            return None
        owner = self.owners.owner(sha256, source_id)
        return None if owner == source_id else owner

    def _same(self, setting: Setting, entry: Entry, held: Known | None, content: str | None, owner: str | None) -> bool:
        if held is None or held.deleted or content is None or held.key is None:
            return False
        if (held.mtime_ns, held.bytes) != (entry.mtime_ns, entry.size) or held.duplicate_of != owner:
            return False
        return held.key == work_key(content, setting.profile_digest, docpipe.__version__)

    def _add(self, plan: Plan, work: Work) -> None:
        cost = SOURCE_COST * len(work.entries)
        if work.duplicate_of is None:
            cost += sum(entry.size * WEIGHT.get(Path(entry.path).suffix.lower(), 1) for entry in work.entries)
        part = 1 << max(0, 3 - self._written // SMALL_BATCHES)
        most = max(BATCH_SOURCES // part, min(BATCH_SOURCES, LEAST_SOURCES))
        if self._pending and (self._cost + cost > BATCH_COST // part or len(self._pending) >= most):
            self._flush(plan)
        self._pending.append(work)
        self._cost += cost

    def _flush(self, plan: Plan) -> None:
        if not self._pending:
            return
        batch_id = f"{self._kind}-{self._number:06d}"
        self._number += 1
        self._written += 1
        file = self.folder / f"{batch_id}.plan"
        write_sealed(file, (plan.settings[self._pending[0].entry.collection], self._pending))
        size = sum(work.size for work in self._pending)
        sources = sum(len(work.entries) for work in self._pending)
        plan.batches.append(Batch(batch_id, file, sources, size, self._cost))
        plan.bytes += size
        plan.work += sources
        self._pending, self._cost = [], 0


def _sidecars(setting: Setting) -> Sidecars:
    """How files are named that belong together; a profile that an older run kept says nothing of it."""
    return Sidecars.model_validate(json.loads(setting.profile_json).get("sidecars", {}))


def read_batch(file: Path) -> tuple[Setting, list[Work]]:
    """What a batch file holds. Raises NotWhole."""
    setting, works = read_sealed(file)
    return setting, works


def marks_of(file: Path) -> list[tuple[int, int]]:
    """Of each source of a batch file, its id as a number and the mark of the work on it."""
    setting, works = read_batch(file)
    return [(int(Source(work.entry.collection, work.entry.path).source_id, 16), _mark(setting, work)) for work in works]


def _mark(setting: Setting, work: Work) -> int:
    return mark_of(setting.collection, setting.profile_digest, *work)
