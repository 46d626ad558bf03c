"""Parquet files as the warehouse writes them."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from docpipe.tables import TABLES
from docpipe.tables.column import Row
from docpipe.tables.kind import kind_of
from docpipe.warehouse.arrow import arrow_schema, conformed

ROW_GROUP_ROWS = 25_000
# A lookup by id asks the bloom filter of every row group, at a million documents some 200, and unpacks all columns of
# the one that has it: small ones cost by their number, large ones by what is unpacked for nothing.
ROW_GROUP_BYTES = 12 << 20
# Where a filter errs, a row group is unpacked for nothing; among hundreds of them one in a hundred is too often.
BLOOM_ERRS = 1e-4
DOCUMENT_OF = "document_id"


def _identity(table: str) -> str | None:
    names = TABLES[table].row.model_fields
    return DOCUMENT_OF if DOCUMENT_OF in names else "source_id" if "source_id" in names else None


def _dictionaries(table: str) -> list[str]:
    own = TABLES[table]
    repeated = [DOCUMENT_OF] if DOCUMENT_OF in own.row.model_fields and own.key != (DOCUMENT_OF,) else []
    return [*repeated, *(_path(own.row, name) for name in own.marked("low_cardinality"))]


def _path(row: type[Row], column: str) -> str:
    """Where Parquet keeps the values of a column: those of lists lie deeper."""
    return f"{column}.list.element" if kind_of(row, column).many else column


def _settings(table: str, distinct: int) -> dict[str, Any]:
    identity = _identity(table)
    bloom = {identity: {"ndv": max(distinct, 1), "fpp": BLOOM_ERRS}} if identity else None
    return {
        "compression": "zstd",
        "compression_level": 3,
        "use_dictionary": _dictionaries(table),
        "bloom_filter_options": bloom,
        "write_page_index": True,
        "store_schema": True,
    }


def rows_per_group(data: pa.Table) -> int:
    """As many rows as a row group may have: at most ROW_GROUP_ROWS and about ROW_GROUP_BYTES."""
    each = max(data.nbytes // max(len(data), 1), 1)
    return int(min(ROW_GROUP_ROWS, max(ROW_GROUP_BYTES // each, 256)))


def write(path: Path, table: str, data: pa.Table) -> None:
    """A Parquet file with the rows of `data`, which are sorted by the table's key."""
    size = rows_per_group(data)
    identity = _identity(table)
    distinct = min(size, pa.compute.count_distinct(data[identity]).as_py()) if identity and len(data) else 1
    with pq.ParquetWriter(path, data.schema, **_settings(table, distinct)) as writer:
        writer.write_table(data, row_group_size=size)


def write_stream(path: Path, table: str, batches: Iterable[pa.Table], distinct: int) -> int:
    """A Parquet file of several tables in turn, one row group or more each; the number of rows written."""
    rows = 0
    with pq.ParquetWriter(path, arrow_schema(table), **_settings(table, distinct)) as writer:
        for data in batches:
            if len(data):
                writer.write_table(data, row_group_size=rows_per_group(data))
                rows += len(data)
    return rows


def read(path: Path, columns: list[str] | None = None) -> pa.Table:
    """The rows of one Parquet file."""
    return pq.read_table(path, columns=columns, partitioning=None, use_threads=False)


def narrow(path: Path, table: str, names: list[str]) -> pa.Table:
    """Some columns of one Parquet file of a table; those that an older file does not have are NULL."""
    there = [name for name in names if name in columns(path)]
    return conformed(table, read(path, there)).select(names)


def columns(path: Path) -> list[str]:
    """Names of the columns of one Parquet file."""
    return list(pq.read_schema(path).names)


def read_where(path: Path, column: str, values: list[str]) -> pa.Table:
    """The rows of one Parquet file whose column is one of the values; row groups without any are not read."""
    return pq.read_table(path, filters=[(column, "in", values)], partitioning=None, use_threads=False)
