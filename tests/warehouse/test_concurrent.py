"""Readers while a writer publishes: none sees a mixture or an error, and what was opened stays as it was."""

import os
import threading
from pathlib import Path

import duckdb
import pytest

from docpipe.sql import connect
from docpipe.warehouse import Warehouse, WarehouseBusy
from tests.warehouse.made import published

# All tables of one snapshot, each of which names the version.
MIXED = """
SELECT (SELECT list(DISTINCT title) FROM documents), (SELECT list(DISTINCT text) FROM blocks WHERE role = 'paragraph'),
       (SELECT list(DISTINCT value) FROM fields), (SELECT max(run_id) FROM runs), (SELECT list(DISTINCT last_run_id) FROM sources)
"""
# DOCPIPE_EVERY_STEP=1 plays a hundred publishes under a thousand queries.
PUBLISHES, QUERIES = (100, 1000) if os.environ.get("DOCPIPE_EVERY_STEP") else (15, 150)


def _version(row: tuple[object, ...]) -> int:
    """The one version that all tables speak of."""
    titles, texts, values, run, runs = row
    assert isinstance(titles, list) and isinstance(texts, list)
    assert len(titles) == 1 and texts == [titles[0] + "\n"] and values == titles and runs == [run], row
    return int(str(run)[-6:], 16)


@pytest.mark.slow
def test_queries_during_publishes(tmp_path: Path) -> None:
    path = tmp_path / "warehouse"
    published(path, 1, range(3))
    over, faults, counted = threading.Event(), [], []

    def read() -> None:
        asked = 0
        try:
            while not over.is_set() or asked < QUERIES / 4:
                with connect(path) as connection:
                    found = {_version(connection.sql(MIXED).fetchall()[0]) for _ in range(4)}
                    assert len(found) == 1, "a connection reads one snapshot from beginning to end"
                    asked += 4
        except BaseException as fault:
            faults.append(fault)
        counted.append(asked)

    def read_plainly() -> None:
        """Any DuckDB client on the views of docpipe.duckdb."""
        asked = 0
        try:
            while not over.is_set() or asked < QUERIES / 4:
                with duckdb.connect(":memory:") as plain:
                    plain.execute(f"ATTACH '{path}/docpipe.duckdb' AS w (READ_ONLY); USE w")
                    _version(plain.sql(MIXED).fetchall()[0])
                    asked += 1
        except BaseException as fault:
            faults.append(fault)
        counted.append(asked)

    readers = [threading.Thread(target=read) for _ in range(3)] + [threading.Thread(target=read_plainly)]
    for reader in readers:
        reader.start()
    for version in range(2, PUBLISHES + 2):
        published(path, version, range(3))
        if version % 10 == 0:
            Warehouse(path).expire(keep=5, min_age=60)
    over.set()
    for reader in readers:
        reader.join()
    assert faults == []
    assert sum(counted) >= QUERIES
    assert Warehouse(path).snapshot().number == PUBLISHES + 1


def test_an_open_connection_keeps_its_snapshot(tmp_path: Path) -> None:
    path = tmp_path / "warehouse"
    published(path, 1, range(3))
    with connect(path) as old:
        published(path, 2, range(3))
        Warehouse(path).expire(keep=1, min_age=3600)
        assert _version(old.sql(MIXED).fetchall()[0]) == 1
        with connect(path) as new, connect(path, as_of=1) as again:
            assert _version(new.sql(MIXED).fetchall()[0]) == 2
            assert _version(again.sql(MIXED).fetchall()[0]) == 1


def test_a_second_writer_is_told_who_writes(tmp_path: Path) -> None:
    path = tmp_path / "warehouse"
    with Warehouse(path).lock("nightly run"), pytest.raises(WarehouseBusy, match="nightly run"):
        published(path, 1, range(1))
