"""The questions of docs/queries.md are answered as the page shows, by every client that reads the warehouse."""

import shutil
import subprocess
from pathlib import Path

import pytest

from docpipe.sql import connect
from tests.cookbook import FILES, PAGE, VARIES, made


def test_the_page_shows_what_comes_out(samples: Path) -> None:
    with connect(samples) as connection:
        page = made(connection)
    assert VARIES.sub("RUN", PAGE.read_text("utf-8")) == VARIES.sub("RUN", page), "python -m tests.cookbook"


def test_there_are_answers(samples: Path) -> None:
    assert len(FILES) >= 25
    with connect(samples) as connection:
        empty = [file.name for file in FILES if not connection.sql(file.read_text("utf-8")).fetchall()]
    assert set(empty) <= {"17-flags.sql"}


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.stem)
def test_any_duckdb_gives_the_same(samples: Path, file: Path) -> None:
    import duckdb

    query = file.read_text("utf-8")
    with connect(samples) as connection, duckdb.connect(str(samples / "docpipe.duckdb"), read_only=True) as plain:
        assert plain.sql(query).fetchall() == connection.sql(query).fetchall()


@pytest.mark.skipif(shutil.which("duckdb") is None, reason="no duckdb command line here")
def test_the_command_line_of_duckdb_answers_all(samples: Path) -> None:
    for file in FILES:
        command = ["duckdb", "-readonly", str(samples / "docpipe.duckdb"), "-f", str(file)]
        subprocess.run(command, capture_output=True, check=True)


@pytest.mark.parametrize("library", ["pandas", "polars", "pyarrow"])
def test_data_frames_have_the_same_rows(samples: Path, library: str) -> None:
    pytest.importorskip(library)
    query = "SELECT document_id, title, signed_on, issuers FROM notices ORDER BY document_id"
    with connect(samples) as connection:
        rows = connection.sql(query).fetchall()
        result = connection.sql(query)
        if library == "pandas":
            titles = list(result.df()["title"])
        elif library == "polars":
            titles = result.pl()["title"].to_list()
        else:
            titles = result.to_arrow_table()["title"].to_pylist()
    assert titles == [row[1] for row in rows]


def test_ibis_reads_the_views(samples: Path) -> None:
    ibis = pytest.importorskip("ibis")
    notices = ibis.duckdb.connect(str(samples / "docpipe.duckdb"), read_only=True).table("notices")
    with connect(samples) as connection:
        assert notices.count().execute() == connection.sql("SELECT count(*) FROM notices").fetchall()[0][0]
