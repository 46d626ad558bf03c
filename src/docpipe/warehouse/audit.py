"""The laws, over what a run has staged, before anybody sees it."""

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa

from docpipe.sql.laws import Breach, broken_laws
from docpipe.tables import TABLES
from docpipe.warehouse import parquet
from docpipe.warehouse.arrow import arrow_schema
from docpipe.warehouse.layout import Layout
from docpipe.warehouse.stage import Stage


class AuditFailed(RuntimeError):
    """What was staged breaks a law; nothing was published. `breaches` says which law and shows rows."""

    def __init__(self, breaches: Sequence[Breach]) -> None:
        super().__init__("; ".join(str(breach) for breach in breaches))
        self.breaches = tuple(breaches)


def audit(layout: Layout, stages: Sequence[Stage], runs: pa.Table) -> None:
    """The staged rows keep the laws. Raises AuditFailed."""
    folder = layout.staging / ".audit"
    folder.mkdir(parents=True, exist_ok=True)
    parquet.write(folder / "runs.parquet", "runs", runs)
    files = {table: _files(folder, table, stages) for table in TABLES if table != "runs"}
    breaches = broken_laws(files | {"runs": [folder / "runs.parquet"]}, staged=True)
    if breaches:
        raise AuditFailed(breaches)


def _files(folder: Path, table: str, stages: Sequence[Stage]) -> list[Path]:
    found = [path for stage in stages if (path := stage.path(table)) is not None]
    if not found:
        found = [folder / f"{table}.parquet"]
        parquet.write(found[0], table, arrow_schema(table).empty_table())
    return found
