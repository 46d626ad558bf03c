"""The file `docpipe.duckdb`: views on the newest snapshot, for any DuckDB client."""

import os
from pathlib import Path

import duckdb

from docpipe.sql.views import comment_tables, create_tables, create_views, create_vocabulary, quoted
from docpipe.tables import TABLES

# DuckDB command lines as old as 1.0 open it.
STORAGE_VERSION = "v1.0.0"


def write_database(path: Path, folder: Path) -> None:
    """The database's views stand for the snapshot in `folder`. It is replaced by rename: who has it open keeps the old.

    The views name the folder by its absolute path: after the warehouse was moved, `Warehouse.recover()` renews them.
    """
    aside = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    aside.unlink(missing_ok=True)
    connection = duckdb.connect(":memory:")
    try:
        connection.execute(f"ATTACH {quoted(str(aside))} AS docpipe (STORAGE_VERSION {quoted(STORAGE_VERSION)})")
        connection.execute("USE docpipe")
        create_tables(connection, {name: folder / name for name in TABLES})
        create_vocabulary(connection)
        create_views(connection)
        comment_tables(connection)
        connection.execute("USE memory")
        connection.execute("DETACH docpipe")
    finally:
        connection.close()
    os.replace(aside, path)
