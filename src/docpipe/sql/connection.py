"""The one door to SQL: a connection that reads one snapshot of a warehouse and nothing else."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

import duckdb

from docpipe.sql.database import NAME, attached
from docpipe.sql.folder import check_readable, snapshot_folder, table_files
from docpipe.sql.memory import in_memory
from docpipe.sql.result import Result
from docpipe.sql.statements import reading, refuse_hidden_writes
from docpipe.sql.views import attach_earlier, build, lock_down, quoted


class Connection:
    """SQL over one snapshot. Read-only by construction: whatever writes, attaches, loads or reads elsewhere is refused.

    The snapshot is resolved once, when the connection is made: queries over several tables never mix two of them, and
    a run that publishes meanwhile is not seen. Reading the Parquet files of the snapshot is all that DuckDB itself may
    do (`allowed_paths`, no external access, configuration locked); statements that are no SELECT are refused
    before, and so are those that hide a COPY or DELETE in their WITH; every query runs in a read-only transaction.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
        self._connection = connection
        self.folder = folder

    @property
    def snapshot(self) -> int:
        """Number of the snapshot that is read."""
        return int(self.folder.name)

    def sql(
        self, query: str, params: Sequence[Any] | dict[str, Any] | None = None, *, seconds: float | None = None
    ) -> Result:
        """The result of the last statement of a query. Raises Refused for what does more than read.

        Where `seconds` are given, a query that takes longer is stopped and raises TimeoutError.
        """
        statements = reading(query)
        if not statements:
            raise ValueError("no SQL statement given")
        cursor = self._connection.cursor()
        cursor.execute("USE docpipe")
        cursor.execute("BEGIN TRANSACTION READ ONLY")
        for statement in statements[:-1]:
            refuse_hidden_writes(cursor, statement)
            cursor.execute(statement)
        refuse_hidden_writes(cursor, statements[-1], params)
        with limited(cursor, seconds), as_keyboard_interrupt():
            return Result(cursor, cursor.execute(statements[-1], params), statements[-1])

    execute = sql

    def tables(self) -> dict[str, str]:
        """Tables and views with what a row of each is."""
        found = self.sql(
            "SELECT view_name, comment FROM duckdb_views() WHERE NOT internal "
            "UNION ALL SELECT table_name, comment FROM duckdb_tables() WHERE NOT internal ORDER BY 1"
        )
        return {name: comment or "" for name, comment in found.fetchall()}

    def columns(self) -> dict[str, dict[str, str]]:
        """Table or view to its columns, in order, with what each means."""
        found = self.sql(
            "SELECT table_name, column_name, comment FROM duckdb_columns() WHERE NOT internal "
            "ORDER BY table_name, column_index"
        )
        columns: dict[str, dict[str, str]] = {}
        for table, column, comment in found.fetchall():
            columns.setdefault(table, {})[column] = comment or ""
        return columns

    def types(self, table: str) -> dict[str, str]:
        """Column of a table or view to its type."""
        query = "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = ? ORDER BY column_index"
        return dict(self.sql(query, [table]).fetchall())

    @property
    def warehouse(self) -> Path:
        """The folder of the warehouse."""
        return self.folder.parent.parent

    def close(self) -> None:
        """The connection is closed."""
        self._connection.close()

    def __enter__(self) -> "Connection":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def connect(
    warehouse: str | Path = "warehouse",
    as_of: int | str | None = None,
    *,
    earlier: int | str | Path | None = None,
    threads: int | None = None,
    memory_limit: str | None = None,
) -> Connection:
    """A read-only connection to the newest snapshot of a warehouse, or to an older one (`as_of` number or moment).

    All tables and the views of `schemas/views.sql` are there, commented. With `earlier`, another snapshot to compare
    with (number, moment, or the folder of one), its tables are there: `FROM earlier.documents`. Raises NoWarehouse.
    """
    folder = snapshot_folder(warehouse, as_of)
    if earlier is not None and not isinstance(earlier, Path):
        earlier = snapshot_folder(warehouse, earlier)
    return Connection(_open(folder, earlier, threads, memory_limit), folder)


@contextmanager
def as_keyboard_interrupt() -> Iterator[None]:
    """Ctrl-C during a query, which DuckDB makes a RuntimeError of, is a KeyboardInterrupt again."""
    try:
        yield
    except RuntimeError as stopped:
        if "interrupted" not in str(stopped).lower():
            raise
        raise KeyboardInterrupt from stopped


@contextmanager
def limited(cursor: duckdb.DuckDBPyConnection, seconds: float | None) -> Iterator[None]:
    """What the cursor does meanwhile is stopped after so many seconds, which raises TimeoutError."""
    if seconds is None:
        yield
        return
    timer = threading.Timer(seconds, cursor.interrupt)
    timer.start()
    try:
        yield
    except duckdb.InterruptException as stopped:
        raise TimeoutError(f"the query took longer than {seconds:g} s") from stopped
    finally:
        timer.cancel()
        timer.join()  # a thread that outlives us keeps DuckDB alive past the end, which then tells of leaks


def _open(
    folder: Path, earlier: Path | None, threads: int | None, memory_limit: str | None
) -> duckdb.DuckDBPyConnection:
    check_readable(folder)
    connection = attached(folder / NAME, folder)
    built = connection is not None
    connection = connection or in_memory()
    try:
        if threads is not None:
            connection.execute(f"SET threads = {int(threads)}")
        if memory_limit is not None:
            connection.execute(f"SET memory_limit = {quoted(memory_limit)}")
        if not built:
            connection.execute("ATTACH ':memory:' AS docpipe")
            connection.execute("USE docpipe")
            build(connection, folder)
        if earlier is not None:
            check_readable(earlier)
            attach_earlier(connection, earlier)
        read = [folder] if earlier is None else [folder, earlier]
        lock_down(connection, [path for one in read for paths in table_files(one).values() for path in paths])
    except BaseException:
        connection.close()
        raise
    return connection
