"""DuckDB in memory, as all queries over a warehouse use it."""

from contextlib import suppress

import duckdb


def in_memory() -> duckdb.DuckDBPyConnection:
    """A new connection that prints nothing: DuckDB's progress bar would stand in what is piped on."""
    connection = duckdb.connect(":memory:")
    with suppress(duckdb.InvalidInputException):  # a notebook without ipywidgets, which shows none anyway
        connection.execute("SET enable_progress_bar = false")
    return connection
