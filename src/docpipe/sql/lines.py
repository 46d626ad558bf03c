"""Blocks and links of many pages, page after page, from files that hold them in any order."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa

from docpipe.sql.memory import in_memory
from docpipe.sql.views import quoted

# So many ids are looked for by their bloom filters; where there are more, files are read from end to end.
LOOKED_FOR = 1000
# What is sorted goes to disk beyond that.
MEMORY, AT_ONCE = "400MB", 4000
BLOCKS = 'seq, start, "end", part, text, path, confidence'
LINKS = 'start, "end"'


class Files(NamedTuple):
    """Where a table's rows are: those of `new` count all, those of `old` where `document_id` is in `of_old`."""

    new: Sequence[Path]
    old: Sequence[Path]


class Block(NamedTuple):
    """What is asked of a block."""

    seq: int
    start: int
    end: int
    part: str
    text: str
    path: str | None
    confidence: float


def lines_of_pages(
    blocks: Files, links: Files, pages: pa.Table, scratch: Path
) -> Iterator[tuple[int, list[Block], list[tuple[int, int]]]]:
    """For each page that has blocks its rank, blocks and places of links, by rank.

    `pages` has the columns rank (ascending), document_id and old (whether its rows are in the old files). Each file is
    read once however many pages there are, and what does not fit into memory is sorted in the folder `scratch`.
    """
    with in_memory() as connection:
        connection.execute(f"SET memory_limit = '{MEMORY}'")
        connection.execute(f"SET temp_directory = {quoted(str(scratch))}")
        connection.execute("SET preserve_insertion_order = false")
        found = groupby(_rows(connection, blocks, pages, BLOCKS, "seq"), key=_rank)
        linked = groupby(_rows(connection.cursor(), links, pages, LINKS, "start"), key=_rank)
        at, places = next(linked, (-1, iter(())))
        for rank, rows in found:
            while 0 <= at < rank:
                at, places = next(linked, (-1, iter(())))
            here = [(row[1], row[2]) for row in places] if at == rank else []
            yield rank, [Block(*row[1:]) for row in rows], here


def _rank(row: tuple[Any, ...]) -> int:
    return int(row[0])


def _rows(
    connection: duckdb.DuckDBPyConnection, files: Files, pages: pa.Table, columns: str, order: str
) -> Iterator[tuple[Any, ...]]:
    """Rank and columns of all rows of the pages, in order."""
    connection.register("page", pages)
    parts = [_scan(files.new, columns)] if files.new else []
    old = pages.filter(pages["old"])["document_id"]
    if files.old and len(old):
        scan = _scan(files.old, columns)
        if len(old) <= LOOKED_FOR:
            scan += f" WHERE document_id IN ({', '.join(map(quoted, old.to_pylist()))})"
        parts.append(
            f"SELECT scan.* FROM ({scan}) scan SEMI JOIN page ON scan.document_id = page.document_id AND page.old"
        )
    if not parts:
        return
    query = f"SELECT page.rank, {columns} FROM ({' UNION ALL '.join(parts)}) JOIN page USING (document_id) "
    cursor = connection.execute(f"{query} WHERE start IS NOT NULL ORDER BY page.rank, {order}")
    while rows := cursor.fetchmany(AT_ONCE):
        yield from rows


def _scan(paths: Sequence[Path], columns: str) -> str:
    names = ", ".join(quoted(str(path)) for path in paths)
    return f"SELECT document_id, {columns} FROM read_parquet([{names}], union_by_name = true)"
