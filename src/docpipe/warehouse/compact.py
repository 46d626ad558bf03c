"""Many small files become few large ones, in an order that queries profit from."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.ipc
import pyarrow.parquet as pq

from docpipe.tables import TABLES
from docpipe.warehouse import disk, parquet
from docpipe.warehouse.arrow import arrow_schema, conformed
from docpipe.warehouse.layout import Layout
from docpipe.warehouse.manifest import DataFile, Part
from docpipe.warehouse.parts import OWNED, aside_of, keep_file, owners, part_of_files, source_ids

# Sources of a compacted part, and about how many bytes of its Parquet files: a query opens every file of a table.
SOURCES, BYTES = 100_000, 256 << 20
# So many parts that are far from full are left alone: merging them would not pay.
SMALL_PARTS = 8
# What documents lie in order of: a filter by day or year then reads few row groups; ids are found by bloom filter.
CLUSTERED = "signed_on"


class Places(NamedTuple):
    """Where each source goes: ids in order, and beside each its new part and its rank in it."""

    ids: np.ndarray
    part: np.ndarray
    rank: np.ndarray

    def of(self, table: str, data: pa.Table) -> np.ndarray:
        """Where in `ids` the owner of each row stands."""
        return np.asarray(np.searchsorted(self.ids, owners(table, data).to_numpy().astype("S16")))


def worth_merging(parts: Sequence[Part]) -> list[Part]:
    """The parts that are far from full, where there are enough of them."""
    small = [part for part in parts if part.sources < SOURCES // 4 and _bytes(part) < BYTES // 4]
    return small if len(small) > SMALL_PARTS else []


def _bytes(part: Part) -> int:
    return sum(file.bytes for file in part.files.values())


def compacted(layout: Layout, parts: Sequence[Part]) -> list[Part]:
    """New parts with all rows of the given ones. Memory holds one table of one new part at a time."""
    count = max(-(-sum(part.sources for part in parts) // SOURCES), -(-sum(map(_bytes, parts)) // BYTES), 1)
    places = _places(layout, parts, count)
    files: list[dict[str, DataFile]] = [{} for _ in range(count)]
    for table in OWNED:
        paths = [layout.data / part.files[table].name for part in parts if table in part.files]
        for number, file in _table_files(layout, table, paths, places, count):
            files[number][table] = file
    made = (part_of_files(layout, found) for found in files)
    return [part for part in made if part is not None]


def _places(layout: Layout, parts: Sequence[Part], count: int) -> Places:
    """Sources in order of the day on which their document was signed, cut into equal parts."""
    found, days = [], []
    for part in parts:
        ids = source_ids(layout.data / part.files["sources"].name)
        found.append(ids.combine_chunks())
        day = pa.nulls(len(ids), pa.date32())
        if "documents" in part.files:
            data = parquet.read(layout.data / part.files["documents"].name, ["document_id", CLUSTERED])
            at = pc.index_in(ids, data["document_id"].combine_chunks())
            day = data[CLUSTERED].combine_chunks().take(at.combine_chunks() if isinstance(at, pa.ChunkedArray) else at)
        days.append(day)
    ids = pa.concat_arrays(found).to_numpy(zero_copy_only=False).astype("S16")
    day = pc.fill_null(pa.concat_arrays(days).cast(pa.int32()), -(2**31)).to_numpy(zero_copy_only=False)
    order = np.lexsort((ids, day))
    rank = np.empty(len(ids), np.int64)
    rank[order] = np.arange(len(ids))
    by_id = np.argsort(ids)
    return Places(ids[by_id], rank[by_id] * count // max(len(ids), 1), rank[by_id])


def _table_files(
    layout: Layout, table: str, paths: Sequence[Path], places: Places, count: int
) -> Iterator[tuple[int, DataFile]]:
    """The new files of a table: rows are laid aside by their new part, then each part is sorted and written."""
    folder = layout.staging / ".compact"
    disk.remove(folder)
    folder.mkdir(parents=True)
    _lay_aside(folder, table, paths, places, count)
    for number in range(count):
        spilled = folder / f"{number}.arrow"
        if not spilled.is_file():
            continue
        with pa.memory_map(str(spilled)) as file:
            data = pa.ipc.open_stream(file).read_all()
            data = data.take(_order(table, data, places))
        aside = aside_of(layout, table)
        parquet.write(aside, table, data)
        yield number, keep_file(layout, table, aside)
    disk.remove(folder)


def _lay_aside(folder: Path, table: str, paths: Sequence[Path], places: Places, count: int) -> None:
    options = pa.ipc.IpcWriteOptions(compression="lz4")
    writers: dict[int, pa.ipc.RecordBatchStreamWriter] = {}
    try:
        for path in paths:
            with pq.ParquetFile(path) as file:
                for group in range(file.num_row_groups):
                    data = conformed(table, file.read_row_group(group, use_threads=False))
                    numbers = places.part[places.of(table, data)]
                    for number in np.unique(numbers).tolist():
                        if number not in writers:
                            out = pa.OSFile(str(folder / f"{number}.arrow"), "wb")
                            writers[number] = pa.ipc.new_stream(out, arrow_schema(table), options=options)
                        writers[number].write_table(data.filter(pa.array(numbers == number)))
    finally:
        for writer in writers.values():
            writer.close()


def _order(table: str, data: pa.Table, places: Places) -> pa.Array:
    """Documents in order of their day, everything else by its key."""
    keys = TABLES[table].key
    if table == "documents":
        data = data.select([*keys]).append_column("rank", pa.array(places.rank[places.of(table, data)]))
        keys = ("rank", *keys)
    return pc.sort_indices(data.select(list(keys)), sort_keys=[(name, "ascending") for name in keys])
