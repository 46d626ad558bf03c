"""Tables, vocabulary and friendly views in a DuckDB connection, each with its comments."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import duckdb

from docpipe.tables import TABLES
from docpipe.tables.registry import extra_of
from docpipe.vocabulary import schemas_dir, vocabulary

MAPPINGS = ("dc", "schema", "akn", "ftm")
COMMENTED = re.compile(r"^--\s?(.*)$", re.MULTILINE)


def quoted(text: str) -> str:
    """The text as an SQL string."""
    return "'" + text.replace("'", "''") + "'"


def create_tables(connection: duckdb.DuckDBPyConnection, files: Mapping[str, Sequence[Path] | Path]) -> None:
    """Every table is a view on its Parquet files (or on a folder of them), with comments on it and its columns.

    `union_by_name`, because without it DuckDB silently drops columns that only later files have.
    """
    for name, paths in files.items():
        listed = [paths / "*.parquet"] if isinstance(paths, Path) else paths
        where = "[" + ", ".join(quoted(str(path)) for path in listed) + "]"
        connection.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet({where}, union_by_name = true)")


def comment_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Every table and column says what it holds."""
    for name, table in TABLES.items():
        connection.execute(f"COMMENT ON VIEW {name} IS {quoted(table.comment)}")
        there = {row[0] for row in connection.execute(f"SELECT column_name FROM (DESCRIBE {name})").fetchall()}
        for column in table.columns:
            if column in there:
                connection.execute(f'COMMENT ON COLUMN {name}."{column}" IS {quoted(column_comment(name, column))}')


def column_comment(table: str, column: str) -> str:
    """What a column holds, its Chinese term and the clause of the norm."""
    extra = extra_of(TABLES[table].row, column)
    said = "; ".join(str(extra[key]) for key in ("zh", "clause") if key in extra)
    return TABLES[table].columns[column] + (f" [{said}]" if said else "")


def create_vocabulary(connection: duckdb.DuckDBPyConnection) -> None:
    """The table `vocabulary` holds every role, field and link kind with meaning, Chinese term and mappings."""
    connection.execute(
        "CREATE TABLE vocabulary (section VARCHAR, name VARCHAR, meaning VARCHAR, zh VARCHAR, body BOOLEAN, "
        + ", ".join(f"{mapping} VARCHAR" for mapping in MAPPINGS)
        + ")"
    )
    connection.execute("COMMENT ON TABLE vocabulary IS 'The words that blocks, fields and links are described with.'")
    marks = ", ".join("?" * (5 + len(MAPPINGS)))
    connection.executemany(f"INSERT INTO vocabulary VALUES ({marks})", [list(row) for row in _words()])


def _words() -> Iterator[tuple[object, ...]]:
    for section, entries in vocabulary().items():
        for name, entry in entries.items():
            said = (entry.get(mapping) for mapping in MAPPINGS)
            yield section, name, entry.get("meaning"), entry.get("zh"), bool(entry.get("body")), *said


def view_statements() -> list[tuple[str, str, str]]:
    """Name, comment and statement of each friendly view: the comment lines above it in `schemas/views.sql`."""
    text = (schemas_dir() / "views.sql").read_text("utf-8")
    found = []
    for chunk in re.split(r";\s*\n", text):
        named = re.search(r"CREATE (?:VIEW|MACRO) (\w+)", chunk)
        if named is not None:
            comment = " ".join(line.strip() for line in COMMENTED.findall(chunk[: named.start()]))
            found.append((named[1], comment, chunk[named.start() :].strip()))
    return found


def create_views(connection: duckdb.DuckDBPyConnection) -> None:
    """All friendly views stand, each with its comment."""
    for name, comment, statement in view_statements():
        connection.execute(statement)
        if statement.startswith("CREATE VIEW"):
            connection.execute(f"COMMENT ON VIEW {name} IS {quoted(comment)}")


def lock_down(connection: duckdb.DuckDBPyConnection, files: Sequence[Path]) -> None:
    """The connection can read these files and nothing else, for good."""
    allowed = "[" + ", ".join(quoted(str(path)) for path in files) + "]"
    connection.execute(f"SET allowed_paths = {allowed}")
    for setting in ("autoinstall_known_extensions", "autoload_known_extensions", "allow_community_extensions"):
        connection.execute(f"SET {setting} = false")
    connection.execute("SET python_enable_replacements = false")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
