"""`docs/queries.md` is made of the queries in `schemas/cookbook/` and of what they give on the samples.

`python -m tests.cookbook` (part of `make gold`) writes it.
"""

import io
import re
import shutil
import tempfile
from pathlib import Path

from rich.console import Console

from docpipe.cli.rows import show_rows
from docpipe.engine.run import run
from docpipe.sql import Connection, connect
from tests.shown import ROOT, WIDTH, tidy

PAGE = ROOT / "docs" / "queries.md"
FILES = sorted((ROOT / "schemas" / "cookbook").glob("*.sql"))
# Run ids and times differ from run to run.
VARIES = re.compile(r"\b\d{8}T\d{6}-[0-9a-f]{6}\b.*")
INTRODUCTION = """\
# Queries to start from

Questions that people ask of a collection, in SQL, with what comes out on the samples in `raw/`. Each is a file in
`schemas/cookbook/` and is run by the tests; this page is made of them (`make gold`).

They run wherever the views are:

| where | how |
|---|---|
| docpipe | `docpipe sql --file schemas/cookbook/05-per-year.sql`, or typed into the shell `docpipe sql` |
| Python | `docpipe.connect("warehouse").sql(query).df()`; `.pl()` for polars, `.to_arrow_table()` for Arrow |
| DuckDB's own command line | `duckdb -readonly warehouse/docpipe.duckdb` |
| ibis | `ibis.duckdb.connect("warehouse/docpipe.duckdb", read_only=True).table("notices")` |

The tables themselves are plain Parquet, for whatever reads that (the views are not there, then):

| where | how |
|---|---|
| any DuckDB | `FROM 'warehouse/current/documents/*.parquet'` |
| pandas | `pandas.read_parquet("warehouse/current/documents")` |
| polars | `polars.scan_parquet("warehouse/current/documents/*.parquet")` |

`warehouse/current` leads to the newest snapshot; who opens several tables one after the other should resolve it once
(`Path("warehouse/current").resolve()`), as a run may publish meanwhile. `docpipe.connect` and the database do.
"""


def made(connection: Connection) -> str:
    """The page as it is for that warehouse."""
    parts = [INTRODUCTION]
    for number, file in enumerate(FILES, 1):
        question, _, query = file.read_text("utf-8").partition("\n")
        parts.append(f"## {number}. {question.removeprefix('-- ')}\n\n```sql\n{query.strip()}\n```\n\n")
        parts[-1] += f"```text\n{output(connection, query)}```\n"
    return "\n".join(parts)


def output(connection: Connection, query: str) -> str:
    """What `docpipe sql` prints for a query."""
    result = connection.sql(query)
    written = io.StringIO()
    console = Console(file=written, width=WIDTH, highlight=False, color_system=None)
    show_rows(console, result.columns, result.fetchall())
    return tidy(written.getvalue())


def main() -> None:
    """The page shows what comes out now, where more differs than times."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "raw", folder / "raw")
        run(folder / "raw", folder / "warehouse", jobs=0)
        with connect(folder / "warehouse") as connection:
            page = made(connection)
    if VARIES.sub("RUN", page) != VARIES.sub("RUN", PAGE.read_text("utf-8") if PAGE.is_file() else ""):
        PAGE.write_text(page, "utf-8")
        print(f"changed {PAGE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
