"""The file `docpipe.duckdb`: views on a snapshot, for any DuckDB client."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from docpipe.sql.memory import in_memory
from docpipe.sql.views import build, definition, quoted

# DuckDB command lines as old as 1.0 open it.
STORAGE_VERSION = "v1.0.0"
NAME = "docpipe.duckdb"


def write_database(path: Path, folder: Path) -> None:
    """The database's views stand for the snapshot in `folder`. It is replaced by rename: who has it open keeps the old.

    The views name the files by their absolute paths: after the warehouse was moved, `docpipe maintain` renews them.
    """
    with _replaced(path) as aside:
        connection = in_memory()
        try:
            connection.execute(f"ATTACH {quoted(str(aside))} AS docpipe (STORAGE_VERSION {quoted(STORAGE_VERSION)})")
            connection.execute("USE docpipe")
            build(connection, folder)
            connection.execute("USE memory")
            connection.execute("DETACH docpipe")
        finally:
            connection.close()


def copy_database(path: Path, folder: Path) -> None:
    """`path` is the database of the snapshot in `folder`, which is written where it is missing or outdated."""
    own = folder / NAME
    if not attached(own, folder):
        write_database(own, folder)
    with _replaced(path) as aside:
        shutil.copyfile(own, aside)


@contextmanager
def _replaced(path: Path) -> Iterator[Path]:
    """Where the file is written before it takes the place of `path`, flushed; nothing is left if that fails.

    What a killed process leaves begins with a dot, and is removed by the next writer (`warehouse.tidy`).
    """
    aside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    aside.unlink(missing_ok=True)
    try:
        yield aside
        with aside.open("rb") as written:
            os.fsync(written.fileno())
        os.replace(aside, path)
    finally:
        for left in (aside, aside.with_name(f"{aside.name}.wal")):
            left.unlink(missing_ok=True)


def attached(own: Path, folder: Path) -> duckdb.DuckDBPyConnection | None:
    """A connection to the database of a snapshot, read-only; None where there is none that fits.

    It fits where it names this very folder (the warehouse was not moved) and has today's views.
    """
    if not own.is_file():
        return None
    connection = in_memory()
    try:
        connection.execute(f"ATTACH {quoted(str(own))} AS docpipe (READ_ONLY)")
        connection.execute("USE docpipe")
        said = connection.execute("SELECT folder, definition FROM snapshot").fetchall()
    except duckdb.Error:
        said = []
    if said == [(str(folder), definition())]:
        return connection
    connection.close()
    return None
