"""The warehouse: immutable Parquet files, snapshots of them, one writer, any number of readers."""

from docpipe.warehouse.arrow import RowsRefused, arrow_schema
from docpipe.warehouse.audit import AuditFailed
from docpipe.warehouse.known import Known, KnownSources
from docpipe.warehouse.lock import WarehouseBusy
from docpipe.warehouse.parts import Limits
from docpipe.warehouse.remote import working_copy
from docpipe.warehouse.snapshot import NoSnapshot, Snapshot
from docpipe.warehouse.stage import Stage, read_stages, reduced, staged_rows, write_stage
from docpipe.warehouse.warehouse import Warehouse

__all__ = [
    "AuditFailed",
    "Known",
    "KnownSources",
    "Limits",
    "NoSnapshot",
    "RowsRefused",
    "Snapshot",
    "Stage",
    "Warehouse",
    "WarehouseBusy",
    "arrow_schema",
    "read_stages",
    "reduced",
    "staged_rows",
    "working_copy",
    "write_stage",
]
