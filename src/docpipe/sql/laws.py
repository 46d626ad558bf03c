"""The laws as SQL: each query returns no rows on a sound warehouse."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from docpipe.sql.folder import snapshot_folder, table_files
from docpipe.sql.memory import in_memory
from docpipe.sql.views import COMMENTED, create_tables, create_vocabulary, lock_down
from docpipe.vocabulary import schemas_dir

SHOWN = 5
WHOLE_ONLY = "scope: warehouse"


class Law(NamedTuple):
    """A law: its name (the file's), what it says, its query; `staged` whether it holds of a run's rows alone."""

    name: str
    says: str
    query: str
    staged: bool


class Breach(NamedTuple):
    """A law that is broken: how many rows break it, and the first of them."""

    law: str
    says: str
    broken_by: int
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]

    def __str__(self) -> str:
        first = ", ".join(f"{name}={value!r:.80}" for name, value in zip(self.columns, self.rows[0], strict=True))
        return f"law {self.law} is broken by {self.broken_by} rows ({self.says}), first: {first}"


def laws() -> list[Law]:
    """All laws in `schemas/laws/`, by name."""
    return [_law(path) for path in sorted((schemas_dir() / "laws").glob("*.sql"))]


def _law(path: Path) -> Law:
    text = path.read_text("utf-8")
    said = [line.strip() for line in COMMENTED.findall(text)]
    says = " ".join(line for line in said if not line.startswith("scope:"))
    return Law(path.stem, says, text.strip().rstrip(";"), WHOLE_ONLY not in said)


def broken_laws(files: Mapping[str, Sequence[Path]], *, staged: bool = False) -> list[Breach]:
    """The laws that the tables in these files break; with `staged`, of those that hold of a run's rows alone."""
    connection = in_memory()
    try:
        create_tables(connection, files)
        create_vocabulary(connection)
        lock_down(connection, [path for paths in files.values() for path in paths])
        found = (_breach(connection, law) for law in laws() if law.staged or not staged)
        return [breach for breach in found if breach is not None]
    finally:
        connection.close()


def check_laws(warehouse: str | Path, as_of: int | str | None = None) -> list[Breach]:
    """The laws that a snapshot of a warehouse breaks. Raises NoWarehouse."""
    return broken_laws(table_files(snapshot_folder(warehouse, as_of)))


def _breach(connection: duckdb.DuckDBPyConnection, law: Law) -> Breach | None:
    rows = connection.execute(law.query).fetchmany(SHOWN)
    if not rows:
        return None
    columns = tuple(str(item[0]) for item in connection.description or ())
    counted = connection.execute(f"SELECT count(*) FROM ({law.query})").fetchall()
    return Breach(law.name, law.says, int(counted[0][0]), columns, tuple(rows))
