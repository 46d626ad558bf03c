"""What a warehouse needs from time to time: small files merged, old snapshots gone, files checked."""

from pathlib import Path

from docpipe.tables import TABLES
from docpipe.warehouse import Warehouse, disk


def tidied(warehouse: str | Path, snapshots: int, seconds: float) -> list[int]:
    """Numbers of the snapshots that are gone: neither among the newest so many nor current within so many seconds.

    Raises WarehouseBusy.
    """
    home = Warehouse(warehouse)
    with home.lock("maintenance"):
        return home.maintain(snapshots, seconds).expired


def damaged(warehouse: str | Path) -> list[str]:
    """Files of the newest snapshot that are missing or no longer what was written, each a sentence."""
    home = Warehouse(warehouse)
    if home.empty:
        return []
    snapshot, said = home.snapshot(), []
    for table in TABLES:
        for path, file in zip(snapshot.files(table), snapshot.manifest.files(table), strict=True):
            if not path.is_file():
                said.append(f"{table}/{file.name} is missing")
            elif path.stat().st_size != file.bytes or disk.sha256_of_file(path) != file.sha256:
                said.append(f"{table}/{file.name} is not what was written")
    return said
