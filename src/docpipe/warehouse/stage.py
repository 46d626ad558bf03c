"""What one batch of a run has written and nobody has published yet."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from docpipe.tables import TABLES
from docpipe.warehouse import disk, parquet
from docpipe.warehouse.arrow import arrow_table, conformed

SUFFIX = ".stage.json"


@dataclass(frozen=True, slots=True)
class Staged:
    """A Parquet file of one table in a stage; `size` is what its rows take in memory."""

    name: str
    rows: int
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Stage:
    """A finished batch: its files, one per table that has rows. Small: a task can return it."""

    folder: Path
    batch_id: str
    files: dict[str, Staged]
    sources: int

    def path(self, table: str) -> Path | None:
        """The Parquet file of a table, or None where the batch has no rows for it."""
        return self.folder / self.files[table].name if table in self.files else None

    @property
    def whole(self) -> bool:
        """Whether every file is what was written."""
        paths = [(self.folder / file.name, file) for file in self.files.values()]
        return all(path.is_file() and disk.sha256_of_file(path) == file.sha256 for path, file in paths)

    def rows(self, table: str) -> int:
        """Number of rows that the batch has for a table."""
        return self.files[table].rows if table in self.files else 0


def write_stage(folder: Path, batch_id: str, rows: Mapping[str, Sequence[dict[str, Any]]]) -> Stage:
    """The batch's rows are checked against their models and lie in `folder` as Parquet files, named after the batch.

    Safe to call again for the same batch, and from another process than the one that publishes: the stage exists only
    once its `<batch_id>.stage.json` stands, which is written last. `rows` maps table to rows; a source's rows must all
    be in the same batch. Raises RowsRefused for rows that do not fit (a fault of ours, not of the data).
    """
    folder.mkdir(parents=True, exist_ok=True)
    files = {}
    for table, given in rows.items():
        if TABLES[table].owner is None:
            raise ValueError(f"{table} has no owner and cannot be staged: hand it to publish(whole=...)")
        if given:
            files[table] = _write(folder, batch_id, table, given)
    stage = Stage(folder, batch_id, files, len(rows.get("sources", ())))
    record = {"batch_id": batch_id, "sources": stage.sources, "files": {name: asdict(files[name]) for name in files}}
    disk.write_json(folder / f"{batch_id}{SUFFIX}", record)
    return stage


def _write(folder: Path, batch_id: str, table: str, rows: Sequence[dict[str, Any]]) -> Staged:
    return _written(folder, f"{batch_id}.{table}.parquet", table, arrow_table(table, rows))


def _written(folder: Path, name: str, table: str, data: pa.Table) -> Staged:
    aside = folder / f".{name}.tmp"
    parquet.write(aside, table, data)
    digest = disk.sha256_of_file(aside)
    aside.replace(folder / name)
    return Staged(name, len(data), data.nbytes, digest)


def reduced(stage: Stage, gone: frozenset[str]) -> Stage | None:
    """The stage without the rows of some sources, as files beside its own; None where nothing else is in it."""
    path = stage.path("sources")
    sources = parquet.read(path, ["source_id"])["source_id"].to_pylist() if path else []
    left = [item for item in sources if item not in gone]
    if len(left) == len(sources):
        return stage
    if not left:
        return None
    files = {}
    for table in stage.files:
        data = parquet.read(stage.folder / stage.files[table].name)
        owner = str(TABLES[table].owner)
        kept = data.filter([item[:16] not in gone for item in data[owner].to_pylist()])
        if len(kept):
            name = f"{stage.batch_id}.reduced.{table}.parquet"
            files[table] = _written(stage.folder, name, table, kept)
    return Stage(stage.folder, f"{stage.batch_id}.reduced", files, len(left))


def values(stage: Stage, table: str, column: str) -> list[Any]:
    """One column of what the batch has for a table."""
    path = stage.path(table)
    return [] if path is None else parquet.read(path, [column])[column].to_pylist()


def staged_rows(stage: Stage, table: str) -> list[dict[str, Any]]:
    """The rows that the batch has for a table."""
    path = stage.path(table)
    return [] if path is None else conformed(table, parquet.read(path)).to_pylist()


def read_stages(folder: Path) -> list[Stage]:
    """The finished stages in a staging folder, by batch id; a batch that was cut off is not among them."""
    return [_read(path) for path in sorted(folder.glob(f"*{SUFFIX}"))]


def _read(path: Path) -> Stage:
    given = json.loads(path.read_text("utf-8"))
    files = {table: Staged(**file) for table, file in given["files"].items()}
    return Stage(path.parent, given["batch_id"], files, given["sources"])
