"""The laws, over what a run has staged, before anybody sees it."""

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa

from docpipe.sql.laws import Breach, broken_laws
from docpipe.tables import TABLES
from docpipe.warehouse import parquet
from docpipe.warehouse.arrow import arrow_schema
from docpipe.warehouse.layout import Layout
from docpipe.warehouse.parts import Limits, grouped, source_ids
from docpipe.warehouse.stage import Stage

# What is checked together; the laws take about ten times as much memory.
AT_ONCE = Limits(sources=100_000, size=256 << 20)


class AuditFailed(RuntimeError):
    """What was staged breaks a law; nothing was published. `breaches` says which law and shows rows."""

    def __init__(self, breaches: Sequence[Breach]) -> None:
        super().__init__("; ".join(str(breach) for breach in breaches))
        self.breaches = tuple(breaches)


def audit(layout: Layout, stages: Sequence[Stage], runs: pa.Table) -> None:
    """The staged rows keep the laws. Raises AuditFailed.

    So many stages at a time as fit into memory: no law of a run's rows alone speaks of two sources, but for the one
    that a source is told of once.
    """
    folder = layout.staging / ".audit"
    folder.mkdir(parents=True, exist_ok=True)
    parquet.write(folder / "runs.parquet", "runs", runs)
    breaches = _repeated(stages)
    for group in list(grouped(stages, AT_ONCE)) or [[]]:
        files = {table: _files(folder, table, group) for table in TABLES if table != "runs"}
        breaches += broken_laws(files | {"runs": [folder / "runs.parquet"]}, staged=True)
    if breaches:
        raise AuditFailed(breaches)


def _repeated(stages: Sequence[Stage]) -> list[Breach]:
    """Sources that two stages tell of."""
    ids = [source_ids(path) for stage in stages if (path := stage.path("sources")) is not None]
    counted = pa.chunked_array([chunk for found in ids for chunk in found.chunks], pa.string()).value_counts()
    twice = counted.filter(pa.compute.greater(counted.field("counts"), 1)).field("values").to_pylist()
    if not twice:
        return []
    says = "A run tells of a source once."
    return [Breach("keys-no-row-twice", says, len(twice), ("source_id",), tuple((item,) for item in twice[:5]))]


def _files(folder: Path, table: str, stages: Sequence[Stage]) -> list[Path]:
    found = [path for stage in stages if (path := stage.path(table)) is not None]
    if not found:
        found = [folder / f"{table}.parquet"]
        parquet.write(found[0], table, arrow_schema(table).empty_table())
    return found
