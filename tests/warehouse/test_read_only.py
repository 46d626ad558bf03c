"""Whoever has the connection can read one snapshot and do nothing else, however it is asked."""

from pathlib import Path

import pytest

from docpipe.sql import Connection, Refused, SqlError, connect

OUTSIDE = """
CREATE TABLE x AS SELECT 1
INSERT INTO vocabulary VALUES ('x')
DELETE FROM vocabulary
UPDATE vocabulary SET name = 'x'
MERGE INTO vocabulary USING (SELECT 1) ON true WHEN MATCHED THEN DELETE
WITH gone AS (DELETE FROM vocabulary RETURNING *) FROM gone
WITH x AS (INSERT INTO vocabulary SELECT * FROM vocabulary RETURNING *) FROM x
DROP VIEW notices
ALTER VIEW notices RENAME TO v
COMMENT ON VIEW notices IS 'x'
COPY sources TO '{other}'
COPY (SELECT 1) TO '{own}'
EXPORT DATABASE '{other}'
IMPORT DATABASE '{other}'
ATTACH '{other}' AS other
ATTACH ':memory:' AS other
DETACH docpipe
USE memory
INSTALL httpfs
LOAD httpfs
LOAD '{other}'
SET enable_external_access = true
SET GLOBAL lock_configuration = false
SET allowed_paths = ['/']
RESET lock_configuration
PRAGMA enable_profiling
CALL enable_logging(storage = 'file', storage_path = '{other}')
FROM enable_logging(storage = 'file', storage_path = '{other}')
FROM force_checkpoint()
CHECKPOINT
VACUUM
BEGIN
COMMIT
PREPARE q AS DELETE FROM vocabulary
EXECUTE q
CREATE SECRET s (TYPE s3)
FROM duckdb_secrets()
FROM read_csv('{secret}')
FROM read_text('{secret}')
FROM read_blob('{secret}')
FROM read_json('{secret}')
FROM sniff_csv('{secret}')
FROM parquet_metadata('{secret}')
FROM glob('{folder}/*')
FROM '{secret}'
FROM "{secret}"
FROM 'http://127.0.0.1:1/x.parquet'
FROM query('COPY (SELECT 1) TO ''{other}''')
FROM query('FROM read_text(''{secret}'')')
SELECT getenv('HOME')
SELECT 1; DELETE FROM vocabulary
EXPLAIN ANALYZE DELETE FROM vocabulary
EXPLAIN (ANALYZE, FORMAT json) INSERT INTO vocabulary SELECT * FROM vocabulary
EXPLAIN ANALYZE CREATE TABLE x AS SELECT 1
""".strip().splitlines()
# DuckDB 2 runs a COPY inside WITH, and the files of the snapshot are ones that it may open.
COPY = "(COPY (SELECT 1 AS a) TO '{own}' (FORMAT parquet, USE_TMP_FILE false))"
INSIDE = [
    f"WITH x AS {COPY} SELECT 1",
    f"WITH x AS MATERIALIZED {COPY} SELECT 1",
    f"with /* */ x as {COPY.lower().replace('copy', 'cOpY')} select 1",
    f"SELECT 1; WITH x AS {COPY} SELECT 1; SELECT 2",
    f"EXPLAIN ANALYZE WITH x AS {COPY} SELECT 1",
    # what looks like a comment is a string, and hides the COPY from a careless reader
    f"EXPLAIN ANALYZE WITH y AS (SELECT '/*'), x AS {COPY}, z AS (SELECT '*/') SELECT 1",
    f"EXPLAIN (ANALYZE) -- EXPLAIN\n WITH x AS {COPY} SELECT 1",
    f"SUMMARIZE WITH x AS {COPY} SELECT 1",
    f"FROM (WITH x AS {COPY} SELECT 1)",
]


@pytest.fixture(scope="module")
def connection(samples: Path) -> Connection:
    return connect(samples)


def _tree(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("query", OUTSIDE + INSIDE)
def test_it_is_refused_and_nothing_changes(connection: Connection, samples: Path, tmp_path: Path, query: str) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("a\n1\n")
    own = next((samples / "current").resolve().glob("runs/*.parquet"))
    names = {"other": tmp_path / "other", "secret": secret, "own": own, "folder": tmp_path}
    for name, value in names.items():
        query = query.replace("{" + name + "}", str(value))
    before = _tree(samples)
    with pytest.raises((Refused, SqlError)):
        connection.sql(query).fetchall()
    assert _tree(samples) == before
    assert list(tmp_path.iterdir()) == [secret]
    assert len(connection.sql("FROM vocabulary").fetchall()) > 100


@pytest.mark.parametrize(
    "query",
    [
        "FROM outcomes",
        "SHOW TABLES",
        "DESCRIBE notices",
        "SUMMARIZE notices",
        "EXPLAIN FROM notices",
        "EXPLAIN ANALYZE FROM notices",
        "SELECT 'delete' AS \"copy\"",
        "SELECT count(*) FROM documents WHERE contains(body, 'insert') -- UPDATE",
        "PIVOT sources ON status IN ('accepted', 'held') USING count(*) GROUP BY collection",
        "WITH a AS (FROM notices) SELECT count(*) FROM a; SELECT 1",
        "FROM search('通知')",
    ],
)
def test_what_reads_is_answered(connection: Connection, query: str) -> None:
    assert connection.sql(query).fetchall()


def test_parameters_stand_for_values(connection: Connection) -> None:
    assert connection.sql("SELECT ? AS x WHERE 'delete' = ?", [7, "delete"]).dicts() == [{"x": 7}]


def test_nothing_is_fetched_ahead_of_what_a_query_needs(connection: Connection) -> None:
    assert connection.sql("SELECT current_setting('disable_parquet_prefetching')").fetchall() == [(True,)]


def test_an_open_pivot_says_what_to_do(connection: Connection) -> None:
    with pytest.raises(Refused, match=r"IN \(a, b, c\)"):
        connection.sql("PIVOT sources ON status USING count(*)")
