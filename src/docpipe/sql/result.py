"""What a query gave."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import duckdb


class Result:
    """Rows of a query, taken once: `fetchall`, `fetchone`, `fetchmany`, iteration, or as a data frame.

    Offers no way to write anything; that is why it is not DuckDB's own relation.
    """

    def __init__(self, cursor: duckdb.DuckDBPyConnection, executed: duckdb.DuckDBPyConnection, query: str) -> None:
        self._cursor = cursor
        self._executed = executed
        self.query = query

    @property
    def columns(self) -> list[str]:
        """Names of the columns."""
        return [str(item[0]) for item in self._executed.description or ()]

    @property
    def types(self) -> list[str]:
        """Types of the columns, as DuckDB names them."""
        return [str(item[1]) for item in self._executed.description or ()]

    def fetchall(self) -> list[tuple[Any, ...]]:
        """All rows that are left."""
        return self._executed.fetchall()

    def fetchone(self) -> tuple[Any, ...] | None:
        """The next row, or None."""
        row: tuple[Any, ...] | None = self._executed.fetchone()
        return row

    def fetchmany(self, size: int) -> list[tuple[Any, ...]]:
        """The next rows, at most `size`."""
        return self._executed.fetchmany(size)

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        while rows := self.fetchmany(1000):
            yield from rows

    def dicts(self) -> list[dict[str, Any]]:
        """All rows that are left, each as column to value."""
        names = self.columns
        return [dict(zip(names, row, strict=True)) for row in self.fetchall()]

    def df(self) -> Any:
        """All rows as a pandas data frame (pandas must be installed)."""
        return self._executed.df()

    def pl(self) -> Any:
        """All rows as a polars data frame (polars must be installed)."""
        from polars import from_arrow

        return from_arrow(self.to_arrow_table())

    def to_arrow_table(self) -> Any:
        """All rows as an Arrow table."""
        with _quiet():
            return self._executed.to_arrow_table()

    def to_arrow_reader(self, rows: int) -> Any:
        """All rows as Arrow record batches of so many rows."""
        with _quiet():
            return self._executed.to_arrow_reader(rows)

    def close(self) -> None:
        """The rest of the rows is given up."""
        self._cursor.close()


@contextmanager
def _quiet() -> Iterator[None]:
    """DuckDB would rather be asked through a relation, which could write as well."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Arrow output on a DB-API result", UserWarning)
        yield
