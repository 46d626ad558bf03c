"""A snapshot as a Frictionless data package: what a catalogue reads to know what lies there."""

from typing import Any

from docpipe.tables import TABLES
from docpipe.tables.frictionless import frictionless_schema
from docpipe.warehouse.manifest import DataFile, Manifest

NAME = "datapackage.json"


def data_package(manifest: Manifest) -> dict[str, Any]:
    """The descriptor that stands beside the tables of the snapshot: files with size and hash, rows, columns, keys.

    Frictionless knows a hash of one file only; where a table has several, each has its own under `files`.
    """
    return {
        "profile": "data-package",
        "name": "docpipe-warehouse",
        "title": "docpipe warehouse",
        "version": str(manifest.snapshot),
        "created": manifest.created_at,
        "description": "Tables of documents, their blocks and fields; every value leads back to its place.",
        "run_id": manifest.run_id,
        "docpipe_version": manifest.docpipe_version,
        "resources": [_resource(name, manifest.files(name)) for name in TABLES if manifest.files(name)],
    }


def _resource(table: str, files: list[DataFile]) -> dict[str, Any]:
    said: dict[str, Any] = {
        "name": table,
        "description": TABLES[table].comment,
        "path": [f"{table}/{file.name}" for file in files],
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "rows": sum(file.rows for file in files),
        "bytes": sum(file.bytes for file in files),
    }
    if len(files) == 1:
        said |= {"path": said["path"][0], "hash": f"sha256:{files[0].sha256}"}
    said["files"] = [
        {"path": f"{table}/{file.name}", "rows": file.rows, "bytes": file.bytes, "hash": f"sha256:{file.sha256}"}
        for file in files
    ]
    return said | {"schema": frictionless_schema(TABLES[table])}
