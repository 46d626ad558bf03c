"""Writes what `schemas/` and `docs/tables.md` say of the tables from the row models; `--check` only compares."""

import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from docpipe.tables.contract import data_contract
from docpipe.tables.registry import TABLES, Table
from docpipe.vocabulary import schemas_dir

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def table_schema(table: Table) -> dict[str, Any]:
    """The JSON Schema of one row of a table."""
    schema = table.row.model_json_schema()
    schema["title"] = table.name
    for column in schema["properties"].values():
        column.pop("title", None)
    return {"$schema": DIALECT, **schema, "x-key": list(table.key)}


def profile_schema() -> dict[str, Any]:
    """The JSON Schema of a profile, for editors."""
    model = import_module("docpipe.profile").Profile
    return {"$schema": DIALECT, **model.model_json_schema(by_alias=True)}


def tables_page(folder: Path) -> str:
    """The page `docs/tables.md`: every table and column, and a query of `schemas/queries/` for each table."""
    parts = ["# Tables\n\nGenerated from the row models by `make schemas`; every query is run by the tests.\n"]
    for name, table in TABLES.items():
        rows = "\n".join(f"| `{column}` | {said} |" for column, said in table.columns.items())
        parts.append(f"## {name}\n\n{table.comment}\n\n| column | what it holds |\n|---|---|\n{rows}\n")
        query = _read(folder / "queries" / f"{name}.sql")
        if query is not None:
            parts.append(f"```sql\n{query.strip()}\n```\n")
    return "\n".join(parts)


def generated() -> dict[str, str]:
    """Path under `schemas/` to what must stand there."""
    schemas = {f"tables/{name}.schema.json": table_schema(table) for name, table in TABLES.items()}
    schemas["profile.schema.json"] = profile_schema()
    schemas["docpipe.odcs.json"] = data_contract(schemas_dir())
    texts = {path: json.dumps(schema, ensure_ascii=False, indent=2) + "\n" for path, schema in schemas.items()}
    return texts | {"../docs/tables.md": tables_page(schemas_dir())}


def stale(folder: Path) -> list[str]:
    """Generated files that are missing, differ from the models, or belong to no table any more."""
    wanted = generated()
    differing = [path for path, text in wanted.items() if _read(folder / path) != text]
    extra = [f"tables/{path.name}" for path in sorted((folder / "tables").glob("*.json"))]
    return differing + [path for path in extra if path not in wanted]


def _read(path: Path) -> str | None:
    return path.read_text("utf-8") if path.is_file() else None


def write(folder: Path) -> list[str]:
    """Brings the generated files up to date; what was written or removed."""
    changed, wanted = stale(folder), generated()
    for path in changed:
        if path in wanted:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(wanted[path], "utf-8")
        else:
            (folder / path).unlink()
    return changed


def main(arguments: list[str]) -> int:
    """0 when everything is (or was brought) up to date, 1 when `--check` finds stale files."""
    folder = schemas_dir()
    if "--check" not in arguments:
        print("\n".join(f"wrote schemas/{path}" for path in write(folder)) or "schemas are up to date")
        return 0
    old = stale(folder)
    for path in old:
        print(f"schemas/{path} is stale: run `make schemas`", file=sys.stderr)
    return 1 if old else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
