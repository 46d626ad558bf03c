"""A folder of Parquet tables that changes from one whole snapshot to the next."""

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa

import docpipe
from docpipe.sql.database import copy_database
from docpipe.tables import TABLES
from docpipe.warehouse import audit, parquet, tidy
from docpipe.warehouse.arrow import arrow_table, conformed
from docpipe.warehouse.commit import commit
from docpipe.warehouse.compact import compacted, worth_merging
from docpipe.warehouse.known import KnownSources, known_sources
from docpipe.warehouse.layout import Layout
from docpipe.warehouse.lock import writer_lock
from docpipe.warehouse.manifest import DataFile, Manifest, Part
from docpipe.warehouse.parts import (
    Limits,
    empty_file,
    grouped,
    part_of_stages,
    source_ids,
    touches,
    without,
    write_whole,
)
from docpipe.warehouse.remote import address_of, remote_of, working_copy
from docpipe.warehouse.snapshot import NoSnapshot, Snapshot, current_number, numbers, open_snapshot
from docpipe.warehouse.stage import Stage

log = logging.getLogger(__name__)
OWNED = tuple(name for name, table in TABLES.items() if table.owner is not None)
WHOLE = tuple(name for name, table in TABLES.items() if table.owner is None)


class Maintained(NamedTuple):
    """What maintenance did: the snapshot that compaction made, if any, and the snapshots that are gone."""

    compacted: int | None
    expired: list[int]


class Warehouse:
    """A warehouse folder, or the working copy of one on an object store (`s3://bucket/prefix`).

    Of a folder nothing is created before something is written.

    One process writes at a time (`lock`), any number reads at any time. A run stages its batches
    (`write_stage(warehouse.staging(run_id), batch_id, rows)`), then publishes them all in one step:

        with warehouse.lock("run 2026-11-24"):
            known = warehouse.known_sources()
            stages = [write_stage(warehouse.staging(run_id), batch_id, rows) for batch_id, rows in batches]
            snapshot = warehouse.publish(stages, run_row)
    """

    def __init__(self, path: str | Path, limits: Limits | None = None) -> None:
        self.path = Path(path) if address_of(path) is None else working_copy(path)
        self.layout = Layout(self.path.resolve())
        self._remote = remote_of(self.layout)
        self.limits = limits or Limits()
        self._locked = False

    @contextmanager
    def lock(self, owner: str = "docpipe") -> Iterator[None]:
        """This process is the only writer while inside; may be entered again by the same object.

        Raises WarehouseBusy at once where another process writes.
        """
        if self._locked:
            yield
            return
        with ExitStack() as held:
            with self._remote.turn() if self._remote is not None else nullcontext():
                held.enter_context(writer_lock(self.layout.lock, owner))
            self._locked = True
            try:
                if self._remote is not None:
                    self._remote.pull()
                yield
            finally:
                self._locked = False

    def staging(self, run_id: str) -> Path:
        """The folder for the stages of a run; exists afterwards. Finished stages in it outlive a killed run."""
        folder = self.layout.staging / run_id
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def snapshot(self, number: int | None = None) -> Snapshot:
        """A published snapshot, by default the newest. Raises NoSnapshot."""
        return open_snapshot(self.layout, number)

    def snapshots(self) -> list[int]:
        """Numbers of the published snapshots that are still kept, lowest first."""
        newest = current_number(self.layout) or 0
        return [number for number in numbers(self.layout) if number <= newest]

    @property
    def empty(self) -> bool:
        """Whether nothing was ever published."""
        return current_number(self.layout) is None

    def known_sources(self, collections: set[str] | None = None) -> KnownSources:
        """What the newest snapshot knows of the sources of some collections, or of all; empty before the first."""
        files = [] if self.empty else self.snapshot().files("sources")
        return known_sources(files, collections)

    def rows(self, table: str, column: str, values: Iterable[str]) -> list[dict[str, Any]]:
        """Rows of the newest snapshot whose `column` (an id) is one of the values; for a few rows, not for queries."""
        wanted = sorted(set(values))
        if self.empty or not wanted:
            return []
        found = (parquet.read_where(path, column, wanted) for path in self.snapshot().files(table))
        return [row for data in found for row in conformed(table, data).to_pylist()]

    def all_rows(self, table: str) -> list[dict[str, Any]]:
        """All rows of a table of the newest snapshot; for small tables."""
        return [] if self.empty else self._whole(table).to_pylist()

    def publish(
        self,
        stages: Sequence[Stage],
        run: Mapping[str, Any],
        *,
        replaced: Iterable[str] = (),
        whole: Mapping[str, Sequence[Mapping[str, Any]]] | None = None,
    ) -> Snapshot:
        """The staged rows are part of the newest snapshot, in one step for all tables and readers; that snapshot.

        Rows of a source that the stages tell of, or whose id is in `replaced`, leave the warehouse. A deleted file is
        a staged `sources` row with `deleted_run_id`: its document's rows go, that row stays. `run` is the row for
        `runs` (`snapshot` and, where it is None, `finished_at` are filled in). `whole` gives all rows of tables
        without an owner (templates). The laws are checked over what is staged first: AuditFailed lists what they
        found, and nothing has changed. Whatever goes wrong, readers see the state before or the state after.
        The staging folders are left to the caller (`drop_staging`).
        """
        with self.lock(f"publish of run {run['run_id']}"):
            tidy.drop_uncommitted(self.layout)
            number = (current_number(self.layout) or 0) + 1
            row = dict(run) | {"snapshot": number, "finished_at": run.get("finished_at") or _now()}
            runs = arrow_table("runs", [row])
            audit.audit(self.layout, stages, runs)
            parts = (*self._kept_parts(stages, replaced), *self._new_parts(stages))
            given = {name: arrow_table(name, list(map(dict, rows))) for name, rows in (whole or {}).items()}
            given["runs"] = pa.concat_tables([self._whole("runs"), runs])
            return self._commit(parts, given, str(run["run_id"]), "publish")

    def drop_staging(self, keep: str | None = None) -> list[str]:
        """Staging folders of all runs but `keep` are gone; the runs."""
        with self.lock("tidying of staging"):
            return tidy.drop_staging(self.layout, keep)

    def expire(self, keep: int = 7, min_age: float = 3600.0) -> list[int]:
        """Old snapshots are gone, all but the newest `keep` and those that were current within `min_age` seconds.

        Their numbers; data files that only they referred to are gone, too.
        """
        with self.lock("expiry"):
            tidy.drop_uncommitted(self.layout)
            expired = tidy.expire(self.layout, keep, min_age)
            tidy.drop_unreferenced(self.layout)
            if self._remote is not None:
                self._remote.expire(keep, min_age)
            return expired

    def compact(self, *, everything: bool = False) -> Snapshot | None:
        """Small parts are merged into a new snapshot with the same rows; None where there is nothing to gain.

        With `everything`, all parts are laid out anew, documents in order of their day of signing.
        """
        with self.lock("compaction"):
            tidy.drop_uncommitted(self.layout)
            parts = self._parts()
            chosen = list(parts) if everything else worth_merging(parts)
            if not chosen:
                return None
            left = [part for part in parts if part not in chosen]
            return self._commit([*left, *compacted(self.layout, chosen)], {}, None, "compact")

    def maintain(self, keep: int = 7, min_age: float = 3600.0) -> Maintained:
        """Small parts are merged, old snapshots are gone; what a killed writer left, too."""
        with self.lock("maintenance"):
            snapshot = self.compact()
            return Maintained(snapshot.number if snapshot else None, self.expire(keep, min_age))

    def recover(self, keep_staging: str | None = None) -> list[str]:
        """What a killed writer left is gone, the views stand for the newest snapshot; names of what was removed."""
        with self.lock("recovery"):
            gone = tidy.drop_uncommitted(self.layout) + tidy.drop_unreferenced(self.layout)
            gone += tidy.drop_staging(self.layout, keep_staging)
            if not self.empty:
                self._write_views(self.snapshot())
            return gone

    def _parts(self) -> tuple[Part, ...]:
        return () if self.empty else self.snapshot().manifest.parts

    def _kept_parts(self, stages: Sequence[Stage], replaced: Iterable[str]) -> Iterator[Part]:
        staged = [path for stage in stages if (path := stage.path("sources")) is not None]
        told = (item for path in staged for item in source_ids(path).to_pylist())
        gone = pa.array(sorted({*replaced, *told}), pa.string())
        for part in self._parts():
            kept = without(self.layout, part, gone) if touches(self.layout, part, gone) else part
            if kept is not None:
                yield kept

    def _new_parts(self, stages: Sequence[Stage]) -> Iterator[Part]:
        for group in grouped(stages, self.limits):
            part = part_of_stages(self.layout, group)
            if part is not None:
                yield part

    def _whole(self, table: str) -> pa.Table:
        files = [] if self.empty else self.snapshot().files(table)
        return pa.concat_tables([conformed(table, parquet.read(path)) for path in files] + [arrow_table(table, [])])

    def _commit(
        self, parts: Sequence[Part], given: Mapping[str, pa.Table], run_id: str | None, reason: str
    ) -> Snapshot:
        before = current_number(self.layout)
        whole = {name: self._whole_file(name, given.get(name)) for name in WHOLE}
        missing = [name for name in OWNED if not any(name in part.files for part in parts)]
        whole |= {name: (empty_file(self.layout, name),) for name in missing}
        manifest = Manifest(
            snapshot=(before or 0) + 1,
            parent=before,
            created_at=_now().isoformat(timespec="seconds") + "Z",
            run_id=run_id,
            reason=reason,
            docpipe_version=docpipe.__version__,
            parts=tuple(parts),
            whole=whole,
        )
        self.layout.snapshots.mkdir(parents=True, exist_ok=True)
        snapshot = commit(self.layout, manifest, self._remote.publish if self._remote is not None else None)
        self._write_views(snapshot)
        return snapshot

    def _whole_file(self, table: str, data: pa.Table | None) -> tuple[DataFile, ...]:
        if data is None and not self.empty and table in self.snapshot().manifest.whole:
            return self.snapshot().manifest.whole[table]
        return (write_whole(self.layout, table, data if data is not None else arrow_table(table, [])),)

    def _write_views(self, snapshot: Snapshot) -> None:
        """The views follow the commit: a fault here leaves them on the snapshot before, which is whole as well."""
        try:
            copy_database(self.layout.database, snapshot.folder)
        except Exception as broken:
            log.warning("the views of %s could not be rebuilt: %s", self.layout.database, broken)


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


__all__ = ["NoSnapshot", "Warehouse"]
