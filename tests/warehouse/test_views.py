"""SQL explains itself: views, comments and the ways to reach them."""

import shutil
import subprocess
from pathlib import Path

import pytest

from docpipe.sql import connect
from docpipe.sql.database import attached

VIEWS = (
    "notices body_blocks parallel clutter related_documents timeline by_issuer field_coverage held problems_by_code "
    "rule_usage unknown_markers lineage translations citations left_out outcomes problem_list"
).split()


@pytest.mark.parametrize("view", VIEWS)
def test_each_view_has_rows_on_the_samples(samples: Path, view: str) -> None:
    with connect(samples) as connection:
        assert connection.sql(f"FROM {view}").fetchall()


def test_every_table_view_and_column_says_what_it_holds(samples: Path) -> None:
    with connect(samples) as connection:
        silent = connection.sql(
            "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal AND comment IS NULL "
            "UNION ALL SELECT view_name, '' FROM duckdb_views() WHERE NOT internal AND comment IS NULL"
        )
        assert silent.fetchall() == []
        columns = connection.columns()
    assert "发文字号; GB/T 9704-2012 7.2.5" in columns["documents"]["doc_number"]
    assert columns["notices"]["doc_number"] == columns["documents"]["doc_number"]
    assert columns["by_issuer"]["joint"].startswith("Of these")


def test_any_client_sees_the_same(samples: Path) -> None:
    import duckdb

    query = "SELECT table_name, column_name, comment FROM duckdb_columns() WHERE NOT internal ORDER BY ALL"
    with connect(samples) as connection, duckdb.connect(str(samples / "docpipe.duckdb"), read_only=True) as plain:
        assert plain.sql(query).fetchall() == connection.sql(query).fetchall()
        assert (
            plain.sql("SELECT count(*) FROM notices").fetchall()
            == connection.sql("SELECT count(*) FROM notices").fetchall()
        )


def test_a_glob_over_the_current_snapshot_is_the_table(samples: Path) -> None:
    import duckdb

    plain = duckdb.sql(f"SELECT count(*) FROM '{samples}/current/blocks/*.parquet'").fetchall()
    with connect(samples) as connection:
        assert plain == connection.sql("SELECT count(*) FROM blocks").fetchall()


@pytest.mark.parametrize("library", ["pandas", "polars", "ibis"])
def test_data_frames_read_it(samples: Path, library: str) -> None:
    module = pytest.importorskip(library)
    folder = samples / "current" / "documents"
    with connect(samples) as connection:
        count = connection.sql("SELECT count(*) FROM documents").fetchall()[0][0]
        if library == "pandas":
            assert len(module.read_parquet(folder)) == count == len(connection.sql("FROM documents").df())
        elif library == "polars":
            assert (
                module.read_parquet(folder / "*.parquet").height
                == count
                == connection.sql("FROM documents").pl().height
            )
        else:
            assert module.duckdb.connect().read_parquet(folder / "*.parquet").count().execute() == count


def test_a_moved_warehouse_is_read_where_it_is(samples: Path, tmp_path: Path) -> None:
    moved = tmp_path / "moved"
    shutil.copytree(samples, moved, symlinks=True)
    folder = (moved / "current").resolve()
    assert attached(folder / "docpipe.duckdb", folder) is None
    with connect(moved) as connection:
        assert connection.sql("SELECT folder FROM snapshot").fetchall() == [(str(folder),)]
        assert connection.sql("FROM notices").fetchall()


def test_a_damaged_database_is_not_needed(samples: Path, tmp_path: Path) -> None:
    moved = tmp_path / "moved"
    shutil.copytree(samples, moved, symlinks=True)
    database = (moved / "current").resolve() / "docpipe.duckdb"
    database.write_bytes(b"no database")
    with connect(moved) as connection:
        assert connection.sql("FROM notices").fetchall()


@pytest.mark.skipif(shutil.which("duckdb") is None, reason="no duckdb command line here")
def test_the_command_line_of_duckdb_reads_it(samples: Path) -> None:
    done = subprocess.run(
        ["duckdb", "-readonly", "-csv", str(samples / "docpipe.duckdb"), "SELECT count(*) AS n FROM notices"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert int(done.stdout.split()[1]) > 0
