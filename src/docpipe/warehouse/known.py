"""What a warehouse knows of the sources: enough to see which need work."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from docpipe.warehouse import parquet
from docpipe.warehouse.arrow import arrow_table
from docpipe.warehouse.hexadecimal import Digests, packed

NOTHING = -(2**63)  # in the place of a number that is NULL
NUMBERS, WORDS = ("mtime_ns", "bytes"), ("status", "first_run_id")
# Of a column of digests, how many bytes each has.
DIGESTS = {"source_id": 8, "sha256": 32, "key": 8, "duplicate_of": 8, "container_id": 8}
COLUMNS = [*DIGESTS, *NUMBERS, *WORDS, "deleted_run_id", "collection"]


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

    def __init__(self, pieces: Iterable[pa.Table]) -> None:
        """`pieces` are rows of `sources`, at least COLUMNS of them; one piece at a time is unpacked in memory."""
        table = pa.concat_tables([_compact(piece) for piece in pieces], promote_options="permissive")
        ids = _numbers(table["source_id"])
        order = np.argsort(ids, kind="stable")
        self._ids = array("Q", ids[order].tobytes())
        rows = pa.array(order)
        self._digests = {name: Digests(table[name].take(rows)) for name in DIGESTS if name != "source_id"}
        self._numbers = {name: array("q", table[name].to_numpy()[order].tobytes()) for name in NUMBERS}
        words = {name: table[name].take(rows).combine_chunks() for name in WORDS}
        self._words = {name: column.dictionary.to_pylist() for name, column in words.items()}
        self._codes = {name: array("i", column.indices.to_numpy().tobytes()) for name, column in words.items()}
        self._deleted = table["deleted"].to_numpy()[order].tobytes()

    def __len__(self) -> int:
        return len(self._ids)

    def get(self, source_id: str) -> Known | None:
        """The source of that id, or None."""
        number = int(source_id, 16)
        at = bisect_left(self._ids, number)
        return self.at(at) if at < len(self._ids) and self._ids[at] == number else None

    def at(self, at: int) -> Known:
        """The source in that place, in order of ids."""
        return Known(
            f"{self._ids[at]:016x}",
            self._number("mtime_ns", at),
            self._number("bytes", at),
            self._digests["sha256"][at],
            self._digests["key"][at],
            self._words["status"][self._codes["status"][at]],
            self._digests["duplicate_of"][at],
            self._digests["container_id"][at],
            self._words["first_run_id"][self._codes["first_run_id"][at]],
            bool(self._deleted[at]),
        )

    def _number(self, name: str, at: int) -> int | None:
        value = self._numbers[name][at]
        return None if value == NOTHING else value

    def __iter__(self) -> Iterator[Known]:
        return (self.at(at) for at in range(len(self._ids)))


def _compact(data: pa.Table) -> pa.Table:
    columns = {name: packed(data[name].combine_chunks(), width) for name, width in DIGESTS.items()}
    columns |= {name: data[name].fill_null(NOTHING).cast(pa.int64()) for name in NUMBERS}
    columns |= {name: data[name].dictionary_encode() for name in WORDS}
    return pa.table(columns | {"deleted": data["deleted_run_id"].is_valid()})


def _numbers(ids: pa.ChunkedArray) -> np.ndarray:
    whole = ids.combine_chunks()
    return np.frombuffer(whole.buffers()[1], ">u8", len(whole)).astype(np.uint64)


def known_sources(paths: list[Path], collections: set[str] | None = None) -> KnownSources:
    """What the `sources` files say, of some collections or all."""
    known = KnownSources(_pieces(paths, collections))
    pa.default_memory_pool().release_unused()  # which is as much again as what was kept
    return known


def _pieces(paths: list[Path], collections: set[str] | None) -> Iterator[pa.Table]:
    yield arrow_table("sources", [])
    for path in paths:
        data = parquet.narrow(path, "sources", COLUMNS)
        yield data if collections is None else data.filter(pc.is_in(data["collection"], pa.array(collections)))
