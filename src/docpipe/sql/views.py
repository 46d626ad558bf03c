"""Tables, vocabulary and friendly views in a DuckDB connection, each with its comments."""

import hashlib
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import duckdb

from docpipe.sql.folder import created_at, table_files, uniform_tables
from docpipe.sql.types import duckdb_type
from docpipe.tables import TABLES
from docpipe.tables.registry import extra_of
from docpipe.vocabulary import schemas_dir, vocabulary

MAPPINGS = ("dc", "schema", "akn", "ftm")
COMMENTED = re.compile(r"^--\s?(.*)$", re.MULTILINE)
COLUMN_SAID = re.compile(r"^--   (\w+): (.*)$", re.MULTILINE)
VOCABULARY = "The words that blocks, fields and links are described with, and what they map to in standards."
SNAPSHOT = {
    "number": "Its number.",
    "created_at": "When it was published, UTC.",
    "folder": "Where it lies.",
    "definition": "Which views and comments stand here; another docpipe may have others.",
}
# Raised where `build` itself changes.
BUILD = 2
WORDS = {
    "section": "role (of a block), field or link.",
    "name": "The word.",
    "meaning": "What it means.",
    "zh": "Its Chinese term.",
    "body": "Whether blocks of that role are running text.",
    "dc": "The same in Dublin Core Terms.",
    "schema": "The same in schema.org (Legislation, CreativeWork).",
    "akn": "The same in Akoma Ntoso.",
    "ftm": "The same in FollowTheMoney.",
}


def quoted(text: str) -> str:
    """The text as an SQL string."""
    return "'" + text.replace("'", "''") + "'"


@cache
def definition() -> str:
    """Changes whenever views, vocabulary or comments do: what was built with another one is built again."""
    said = [f"{name}.{item}: {column_comment(name, item)}" for name in TABLES for item in TABLES[name].columns]
    texts = [(schemas_dir() / name).read_text("utf-8") for name in ("views.sql", "vocabulary.toml")]
    return hashlib.sha256("\n".join([*said, *texts, str(BUILD)]).encode()).hexdigest()[:16]


def build(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """All tables, views and comments of the snapshot in `folder` stand in the connection's database."""
    create_tables(connection, table_files(folder), uniform_tables(folder))
    create_vocabulary(connection)
    create_snapshot(connection, folder)
    create_views(connection)
    comment_tables(connection)


def attach_earlier(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """The tables of the snapshot in `folder` stand in a database named `earlier`, beside the one that is in use."""
    connection.execute("ATTACH ':memory:' AS earlier")
    connection.execute("USE earlier")
    create_tables(connection, table_files(folder), uniform_tables(folder))
    connection.execute("USE docpipe")


def create_snapshot(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """The view `snapshot` says which snapshot is read."""
    made = created_at(folder).rstrip("Z")
    connection.execute(
        f"CREATE VIEW snapshot AS SELECT {int(folder.name)} AS number, TIMESTAMP {quoted(made)} AS created_at, "
        f"{quoted(str(folder))} AS folder, {quoted(definition())} AS definition"
    )
    said = [_on_column("snapshot", name, comment) for name, comment in SNAPSHOT.items()]
    _together(connection, ["COMMENT ON VIEW snapshot IS 'The snapshot of the warehouse that is read.'", *said])


def create_tables(
    connection: duckdb.DuckDBPyConnection, files: Mapping[str, Sequence[Path]], uniform: Collection[str] = ()
) -> None:
    """Every table is a view on its Parquet files; tables and columns that an older docpipe did not have are NULL.

    `union_by_name`, because without it DuckDB silently drops columns that only later files have; not for the tables in
    `uniform`, whose files are known to have the same columns: then only those are opened that a query needs.
    """
    for name, paths in files.items():
        where = "[" + ", ".join(quoted(str(path)) for path in paths) + "]"
        union = "" if name in uniform else ", union_by_name = true"
        rows = f"read_parquet({where}{union})"
        there = {row[0] for row in connection.execute(f"SELECT column_name FROM (DESCRIBE FROM {rows})").fetchall()}
        missing = "".join(f", {_nothing(name, item)}" for item in TABLES[name].columns if item not in there)
        connection.execute(f"CREATE VIEW {name} AS SELECT *{missing} FROM {rows}")
    for name in TABLES.keys() - files.keys():
        columns = ", ".join(_nothing(name, item) for item in TABLES[name].columns)
        connection.execute(f"CREATE VIEW {name} AS SELECT {columns} WHERE false")


def _nothing(table: str, column: str) -> str:
    return f'CAST(NULL AS {duckdb_type(TABLES[table].row, column)}) AS "{column}"'


def comment_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Every table and column says what it holds."""
    said, there = [], _columns(connection)
    for name, table in TABLES.items():
        said.append(f"COMMENT ON VIEW {name} IS {quoted(table.comment)}")
        said += [_on_column(name, item, column_comment(name, item)) for item in table.columns if item in there[name]]
    _together(connection, said)


def column_comment(table: str, column: str) -> str:
    """What a column holds, its Chinese term and the clause of the norm."""
    extra = extra_of(TABLES[table].row, column)
    said = "; ".join(str(extra[key]) for key in ("zh", "clause") if key in extra)
    return TABLES[table].columns[column] + (f" [{said}]" if said else "")


@cache
def inherited_comments() -> dict[str, str]:
    """Column to what it means in the table that has it; of several tables, the one that is listed first."""
    return {column: column_comment(name, column) for name in reversed(TABLES) for column in TABLES[name].columns}


def _columns(connection: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    """Table or view to its columns."""
    listed = "list(column_name ORDER BY column_index)"
    query = f"SELECT table_name, {listed} FROM duckdb_columns() WHERE NOT internal GROUP BY ALL"
    return dict(connection.execute(query).fetchall())


def _on_column(name: str, column: str, comment: str) -> str:
    return f'COMMENT ON COLUMN {name}."{column}" IS {quoted(comment)}'


def _together(connection: duckdb.DuckDBPyConnection, statements: Sequence[str]) -> None:
    """The statements in one transaction, which takes half the time."""
    connection.execute("; ".join(["BEGIN", *statements, "COMMIT"]))


def create_vocabulary(connection: duckdb.DuckDBPyConnection) -> None:
    """The view `vocabulary` holds every role, field and link kind with meaning, Chinese term and mappings."""
    rows = ", ".join("(" + ", ".join(map(_literal, row)) + ")" for row in _words())
    names = ", ".join(WORDS)
    connection.execute(f"CREATE VIEW vocabulary AS SELECT * FROM (VALUES {rows}) AS words({names})")
    said = [_on_column("vocabulary", name, comment) for name, comment in WORDS.items()]
    _together(connection, [f"COMMENT ON VIEW vocabulary IS {quoted(VOCABULARY)}", *said])


def _literal(value: object) -> str:
    return "NULL" if value is None else str(value).upper() if isinstance(value, bool) else quoted(str(value))


def _words() -> Iterator[tuple[object, ...]]:
    for section, entries in vocabulary().items():
        for name, entry in entries.items():
            said = (entry.get(mapping) for mapping in MAPPINGS)
            yield section, name, entry.get("meaning"), entry.get("zh"), bool(entry.get("body")), *said


class View(NamedTuple):
    """A friendly view of `schemas/views.sql`: what a row is, what its own columns mean, its statement."""

    name: str
    comment: str
    columns: dict[str, str]
    statement: str

    @property
    def is_macro(self) -> bool:
        """Whether it takes arguments: `FROM search('…')`."""
        return self.statement.startswith("CREATE MACRO")


@cache
def friendly_views() -> tuple[View, ...]:
    """All views of `schemas/views.sql`, with what the comment lines above each say."""
    text = (schemas_dir() / "views.sql").read_text("utf-8")
    chunks = re.split(r";\s*\n", text)
    found = ((chunk, re.search(r"^CREATE (?:VIEW|MACRO) (\w+)", chunk, re.MULTILINE)) for chunk in chunks)
    return tuple(_view(chunk, named) for chunk, named in found if named is not None)


def _view(chunk: str, named: re.Match[str]) -> View:
    above = chunk[: named.start()].strip().split("\n\n")[-1]  # the comment that stands right above
    columns = dict(COLUMN_SAID.findall(above))
    comment = " ".join(line.strip() for line in COMMENTED.findall(COLUMN_SAID.sub("", above)) if line.strip())
    return View(named[1], comment, columns, chunk[named.start() :].strip())


def create_views(connection: duckdb.DuckDBPyConnection) -> None:
    """All friendly views stand; each and every column of it has its comment."""
    _together(connection, [view.statement for view in friendly_views()])
    said, inherited, there = [], inherited_comments(), _columns(connection)
    for view in (view for view in friendly_views() if not view.is_macro):
        said.append(f"COMMENT ON VIEW {view.name} IS {quoted(view.comment)}")
        known = inherited | view.columns
        said += [_on_column(view.name, name, known[name]) for name in there[view.name] if name in known]
    _together(connection, said)


def lock_down(connection: duckdb.DuckDBPyConnection, files: Sequence[Path]) -> None:
    """The connection can read these files and nothing else, for good."""
    allowed = "[" + ", ".join(quoted(str(path)) for path in files) + "]"
    connection.execute(f"SET allowed_paths = {allowed}")
    for setting in ("autoinstall_known_extensions", "autoload_known_extensions", "allow_community_extensions"):
        connection.execute(f"SET {setting} = false")
    # Files of a snapshot never change: what stands at their ends is read once.
    connection.execute("SET parquet_metadata_cache = true")
    # They lie on this machine, where fetching ahead only costs. Global, since queries run in sessions of their own.
    connection.execute("SET GLOBAL disable_parquet_prefetching = true")
    connection.execute("SET python_enable_replacements = false")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
