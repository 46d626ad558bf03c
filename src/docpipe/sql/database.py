"""The file `docpipe.duckdb`: views on a snapshot, for any DuckDB client."""

import os
import shutil
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
    aside = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    aside.unlink(missing_ok=True)
    connection = in_memory()
    try:
        connection.execute(f"ATTACH {quoted(str(aside))} AS docpipe (STORAGE_VERSION {quoted(STORAGE_VERSION)})")
        connection.execute("USE docpipe")
        build(connection, folder)
        connection.execute("USE memory")
        connection.execute("DETACH docpipe")
    finally:
        connection.close()
    os.replace(aside, path)


def copy_database(path: Path, folder: Path) -> None:
    """`path` is the database of the snapshot in `folder`, which is written where it is missing or outdated."""
    own = folder / NAME
    if not attached(own, folder):
        write_database(own, folder)
    aside = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    shutil.copyfile(own, aside)
    os.replace(aside, path)


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
