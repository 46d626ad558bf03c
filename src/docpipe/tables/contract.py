"""The data contract of a warehouse in the Open Data Contract Standard."""

from pathlib import Path
from typing import Any

import docpipe
from docpipe.tables.kind import Kind, kind_of
from docpipe.tables.references import reference_of
from docpipe.tables.registry import TABLES, Table, extra_of

API_VERSION = "v3.1.0"
LOGICAL = {
    "string": "string",
    "binary": "string",
    "bool": "boolean",
    "date": "date",
    "timestamp": "timestamp",
    "int16": "integer",
    "int32": "integer",
    "int64": "integer",
    "float32": "number",
    "float64": "number",
}
DESCRIPTION = {
    "purpose": "Documents, each tiled by blocks and quoted by fields, so that every value leads back to its place.",
    "usage": "SQL over warehouse/docpipe.duckdb or `docpipe sql`; Parquet files of the newest snapshot in current/.",
    "limitations": "NULL where nothing was certain. Held documents are in the tables; views show accepted ones only.",
}
SERVERS = [
    {"server": "parquet", "type": "local", "path": "warehouse/current/{model}/*.parquet", "format": "parquet"},
    {"server": "duckdb", "type": "duckdb", "database": "warehouse/docpipe.duckdb", "schema": "main"},
]
# The table of which a law speaks first of all, by how the law's name begins.
TOLD_OF = {"1-files": "sources", "2-characters": "blocks", "3-fields": "fields", "keys": "documents"}


def data_contract(schemas: Path) -> dict[str, Any]:
    """The contract: every table with its columns, keys and references, and the laws in `schemas`/laws as SQL."""
    return {
        "apiVersion": API_VERSION,
        "kind": "DataContract",
        "id": "docpipe-warehouse",
        "name": "docpipe warehouse",
        "version": docpipe.__version__,
        "status": "active",
        "description": DESCRIPTION,
        "servers": SERVERS,
        "schema": [_table(table, schemas) for table in TABLES.values()],
    }


def _table(table: Table, schemas: Path) -> dict[str, Any]:
    said: dict[str, Any] = {
        "name": table.name,
        "physicalName": table.name,
        "logicalType": "object",
        "physicalType": "table",
        "description": table.comment,
        "dataGranularityDescription": "One row for each " + ", ".join(table.key),
        "properties": [_column(table, column) for column in table.columns],
    }
    laws = sorted((schemas / "laws").glob("*.sql"))
    quality = [_law(path) for path in laws if _told_of(path) == table.name]
    return said | ({"quality": quality} if quality else {})


def _column(table: Table, column: str) -> dict[str, Any]:
    kind, extra = kind_of(table.row, column), extra_of(table.row, column)
    said: dict[str, Any] = {
        "name": column,
        "description": table.columns[column],
        **_typed(kind),
        "required": not kind.nullable,
    }
    if column in table.key:
        said |= {"primaryKey": True, "primaryKeyPosition": table.key.index(column) + 1}
    if "zh" in extra:
        said["businessName"] = extra["zh"]
    if (named := reference_of(table.name, column)) is not None:
        said["relationships"] = [{"type": "foreignKey", "to": ".".join(named)}]
    if kind.words:
        valid = {"metric": "invalidValues", "arguments": {"validValues": list(kind.words)}, "mustBe": 0}
        said["quality"] = [{"type": "library", **valid}]
    marks = {"clause": extra.get("clause"), "runColumn": extra.get("run_column")}
    custom = [{"property": name, "value": value} for name, value in marks.items() if value]
    return said | ({"customProperties": custom} if custom else {})


def _typed(kind: Kind) -> dict[str, Any]:
    logical = LOGICAL[kind.stored]
    if not kind.many:
        return {"logicalType": logical, "physicalType": kind.stored}
    items = {"logicalType": logical, "physicalType": kind.stored}
    return {"logicalType": "array", "physicalType": f"list<{kind.stored}>", "items": items}


def _told_of(law: Path) -> str | None:
    return next((table for start, table in TOLD_OF.items() if law.name.startswith(start)), None)


def _law(path: Path) -> dict[str, Any]:
    lines = path.read_text("utf-8").strip().rstrip(";").splitlines()
    said = [line.removeprefix("--").strip() for line in lines if line.startswith("--")]
    query = "\n".join(line for line in lines if not line.startswith("--"))
    return {
        "name": path.stem,
        "description": " ".join(line for line in said if not line.startswith("scope:")),
        "type": "sql",
        "query": f"SELECT count(*) FROM (\n{query}\n)",
        "mustBe": 0,
    }
