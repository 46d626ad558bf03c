"""What a warehouse knows of the sources: enough to see which need work."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from docpipe.warehouse import parquet
from docpipe.warehouse.arrow import arrow_table, conformed

COLUMNS = (
    "source_id",
    "mtime_ns",
    "bytes",
    "sha256",
    "key",
    "status",
    "duplicate_of",
    "container_id",
    "first_run_id",
    "deleted_run_id",
)


class Known(NamedTuple):
    """One source as the last run left it. `deleted`: the file was gone then."""

    source_id: str
    mtime_ns: int | None
    bytes: int | None
    sha256: str | None
    key: str | None
    status: str
    duplicate_of: str | None
    container_id: str | None
    first_run_id: str
    deleted: bool


class KnownSources:
    """All sources of a snapshot, about 100 bytes each, found by id in a binary search."""

    def __init__(self, table: pa.Table) -> None:
        order = pc.sort_indices(table["source_id"])
        table = table.take(order).combine_chunks()
        self._ids = _numbers(table["source_id"])
        self._mtime = table["mtime_ns"].combine_chunks()
        self._bytes = table["bytes"].combine_chunks()
        self._sha256 = _binary(table["sha256"], 32)
        self._key = _binary(table["key"], 8)
        self._status = table["status"].combine_chunks().dictionary_encode()
        self._duplicate_of = _binary(table["duplicate_of"], 8)
        self._container = _binary(table["container_id"], 8)
        self._first = table["first_run_id"].combine_chunks().dictionary_encode()
        self._deleted = pc.is_valid(table["deleted_run_id"]).to_numpy(zero_copy_only=False)

    def __len__(self) -> int:
        return len(self._ids)

    def get(self, source_id: str) -> Known | None:
        """The source of that id, or None."""
        number = np.uint64(int(source_id, 16))
        at = int(np.searchsorted(self._ids, number))
        return self.at(at) if at < len(self._ids) and self._ids[at] == number else None

    def at(self, at: int) -> Known:
        """The source in that place, in order of ids."""
        sha256, key = self._sha256[at].as_py(), self._key[at].as_py()
        duplicate_of, container = self._duplicate_of[at].as_py(), self._container[at].as_py()
        return Known(
            f"{int(self._ids[at]):016x}",
            self._mtime[at].as_py(),
            self._bytes[at].as_py(),
            sha256.hex() if sha256 is not None else None,
            key.hex() if key is not None else None,
            self._status[at].as_py(),
            duplicate_of.hex() if duplicate_of is not None else None,
            container.hex() if container is not None else None,
            self._first[at].as_py(),
            bool(self._deleted[at]),
        )

    def __iter__(self) -> Iterator[Known]:
        return (self.at(at) for at in range(len(self._ids)))


def _numbers(ids: pa.ChunkedArray) -> np.ndarray:
    return np.array([int(item, 16) for item in ids.to_pylist()], dtype=np.uint64)


def _binary(column: pa.ChunkedArray, width: int) -> pa.Array:
    values = [bytes.fromhex(item) if item is not None else None for item in column.to_pylist()]
    return pa.array(values, pa.binary(width))


def known_sources(paths: list[Path], collections: set[str] | None = None) -> KnownSources:
    """What the `sources` files say, of some collections or all."""
    columns = [*COLUMNS, "collection"]
    found = []
    for path in paths:
        data = conformed("sources", parquet.read(path)).select(columns)
        found.append(data if collections is None else data.filter(pc.is_in(data["collection"], pa.array(collections))))
    return KnownSources(
        pa.concat_tables([*found, arrow_table("sources", [])], promote_options="permissive").select(COLUMNS)
    )
