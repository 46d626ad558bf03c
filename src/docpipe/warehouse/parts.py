"""Parts of a warehouse: made of stages, and made again without some sources."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from docpipe.tables import TABLES
from docpipe.warehouse import disk, parquet
from docpipe.warehouse.arrow import arrow_schema, conformed, in_order
from docpipe.warehouse.layout import Layout
from docpipe.warehouse.manifest import DataFile, Part
from docpipe.warehouse.stage import Stage

SOURCE_ID = 16  # characters of a document_id that are its source_id
OWNED = tuple(name for name, table in TABLES.items() if table.owner is not None)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a part holds before the next one begins: sources, and bytes in memory."""

    sources: int = 25_000
    size: int = 96 << 20


def keep_file(layout: Layout, table: str, aside: Path) -> DataFile:
    """The Parquet file `aside` stands in `data/` under the name of its content."""
    sha256 = disk.sha256_of_file(aside)
    size, said = aside.stat().st_size, pq.read_metadata(aside)
    columns = "\n".join(f"{item.path} {item.physical_type} {item.logical_type}" for item in said.schema)
    name = f"{table}-{sha256[:24]}.parquet"
    disk.settle(aside, layout.data / name)
    return DataFile(name, said.num_rows, size, sha256, hashlib.sha256(columns.encode()).hexdigest()[:12])


def aside_of(layout: Layout, table: str) -> Path:
    """Where a data file is written before its name is known."""
    layout.data.mkdir(parents=True, exist_ok=True)
    return layout.data / f".{table}.tmp"


def write_whole(layout: Layout, table: str, data: pa.Table) -> DataFile:
    """The rows as one data file."""
    aside = aside_of(layout, table)
    parquet.write(aside, table, in_order(table, data))
    return keep_file(layout, table, aside)


def grouped(stages: Iterable[Stage], limits: Limits) -> Iterator[list[Stage]]:
    """The stages in turn, as many together as fit into one part."""
    group: list[Stage] = []
    sources = size = 0
    for stage in stages:
        more = sum(file.size for file in stage.files.values())
        if group and (sources + stage.sources > limits.sources or size + more > limits.size):
            yield group
            group, sources, size = [], 0, 0
        group.append(stage)
        sources, size = sources + stage.sources, size + more
    if group:
        yield group


def part_of_stages(layout: Layout, stages: Sequence[Stage]) -> Part | None:
    """A part with all rows of the stages, each table sorted; None where they hold no source."""
    files = {}
    for table in OWNED:
        paths = [path for stage in stages if (path := stage.path(table)) is not None]
        if paths:
            files[table] = part_file(layout, table, paths)
    return part_of_files(layout, files)


def part_file(layout: Layout, table: str, paths: Sequence[Path]) -> DataFile:
    """One data file with the rows of several; a single one is taken as it is."""
    aside = aside_of(layout, table)
    aside.unlink(missing_ok=True)
    if len(paths) == 1:
        disk.link(paths[0], aside)
    else:
        together = pa.concat_tables([conformed(table, parquet.read(path)) for path in paths])
        parquet.write(aside, table, in_order(table, together))
    return keep_file(layout, table, aside)


def part_of_files(layout: Layout, files: dict[str, DataFile]) -> Part | None:
    """The part that the files are, or None where they tell of no source."""
    if "sources" not in files:
        return None
    ids = source_ids(layout.data / files["sources"].name)
    return Part(len(ids), ids[0].as_py(), ids[-1].as_py(), files) if len(ids) else None


def source_ids(path: Path) -> pa.ChunkedArray:
    """All source ids of a `sources` file, in order."""
    return parquet.read(path, ["source_id"])["source_id"]


def touches(layout: Layout, part: Part, gone: pa.Array) -> bool:
    """Whether the part has rows of one of the sources; `gone` is sorted."""
    inside = np.searchsorted(gone, [part.first, part.last + "\0"]) if len(gone) else (0, 0)
    if inside[0] == inside[1]:
        return False
    ids = source_ids(layout.data / part.files["sources"].name)
    return bool(pc.any(pc.is_in(ids, value_set=gone)).as_py())


def without(layout: Layout, part: Part, gone: pa.Array) -> Part | None:
    """The part without the rows of some sources; files that have none of them are kept as they are."""
    files = {}
    for table, file in part.files.items():
        kept = _file_without(layout, table, file, gone)
        if kept is not None:
            files[table] = kept
    return part_of_files(layout, files)


def owners(table: str, data: pa.Table) -> pa.ChunkedArray:
    """The source_id of each row."""
    owner = TABLES[table].owner
    return pc.utf8_slice_codeunits(data[owner], 0, SOURCE_ID) if owner == "document_id" else data[owner]


def _file_without(layout: Layout, table: str, file: DataFile, gone: pa.Array) -> DataFile | None:
    path, owner = layout.data / file.name, TABLES[table].owner
    found = pc.is_in(owners(table, parquet.read(path, [str(owner)])), value_set=gone)
    removed, distinct = pc.sum(found).as_py() or 0, file.rows
    if not removed:
        return file
    if removed == file.rows:
        return None
    aside = aside_of(layout, table)
    parquet.write_stream(aside, table, _rows_without(path, table, gone), distinct)
    return keep_file(layout, table, aside)


def _rows_without(path: Path, table: str, gone: pa.Array) -> Iterator[pa.Table]:
    with pq.ParquetFile(path) as file:
        for number in range(file.num_row_groups):
            data = conformed(table, file.read_row_group(number, use_threads=False))
            yield data.filter(pc.invert(pc.is_in(owners(table, data), value_set=gone)))


def empty_file(layout: Layout, table: str) -> DataFile:
    """A data file without rows, so that a table without any can be queried."""
    return write_whole(layout, table, arrow_schema(table).empty_table())
