"""A snapshot as Delta Lake tables, for engines that want those."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa

from docpipe.export.fault import ExportError
from docpipe.tables import TABLES

ROWS = 20_000  # of a batch


def delta(connection: Any, out: Path) -> Iterator[Path]:
    """Every table of the snapshot is a Delta table `out`/<table>; given in turn.

    Where one stands there already it gets a new version with these rows: readers of the one before are not disturbed,
    and its files stay until somebody vacuums. Delta commits each table for itself, `docpipe.snapshot` in the commit
    tells which belong together. Times are UTC.
    """
    write, commit = _deltalake()
    said = commit(custom_metadata={"docpipe.snapshot": str(connection.snapshot)})
    for name, table in TABLES.items():
        reader = connection.sql(f"FROM {name}").to_arrow_reader(ROWS)
        schema = pa.schema([_field(field, table.columns) for field in reader.schema])
        batches = pa.RecordBatchReader.from_batches(schema, (batch.cast(schema) for batch in reader))
        how = {"mode": "overwrite", "schema_mode": "overwrite", "commit_properties": said}
        write(str(out / name), batches, name=name, description=table.comment, **how)
        yield out / name


def _field(field: pa.Field, said: dict[str, str]) -> pa.Field:
    """The column with its comment; a moment without a zone, which older readers of Delta refuse, with its zone."""
    kind = pa.timestamp("us", "UTC") if pa.types.is_timestamp(field.type) else field.type
    return pa.field(field.name, kind, metadata={"comment": said[field.name]} if field.name in said else None)


def _deltalake() -> tuple[Any, Any]:
    try:
        from deltalake import CommitProperties, write_deltalake
    except ImportError:
        raise ExportError("Delta Lake needs the package deltalake: pip install 'docpipe[delta]'") from None
    return write_deltalake, CommitProperties
