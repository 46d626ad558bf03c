"""A warehouse opened for SQL, wherever it lies."""

from pathlib import Path
from typing import Any

from docpipe import sql


def connect(warehouse: str | Path = "warehouse", as_of: int | str | None = None, **options: Any) -> sql.Connection:
    """A read-only connection to one in a folder or at an address (`s3://bucket/prefix`); else as docpipe.sql.connect.

    Of an address this machine keeps a working copy, which is brought up to date first.
    Raises NoWarehouse, ObjectsFault.
    """
    if ":/" in str(warehouse):  # nothing of Arrow is imported for a folder
        from docpipe.warehouse.remote import address_of, working_copy

        if address_of(warehouse) is not None:
            warehouse = working_copy(warehouse)
    return sql.connect(warehouse, as_of, **options)
