"""Compaction and expiry change nothing that a query sees but how long it takes."""

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from docpipe.sql import check_laws, connect, previous_snapshot
from docpipe.tables import TABLES
from docpipe.warehouse import Warehouse, compact
from tests.warehouse.made import published


def _rows(path: Path, as_of: int | None = None) -> dict[str, list[Any]]:
    with connect(path, as_of) as connection:
        return {name: connection.sql(f"FROM {name} ORDER BY ALL").fetchall() for name in TABLES}


@pytest.fixture
def grown(tmp_path: Path) -> Path:
    """Twelve nightly runs of two documents each."""
    path = tmp_path / "warehouse"
    for night in range(12):
        published(path, night + 1, range(2 * night, 2 * night + 2))
    return path


def test_many_small_parts_become_one(grown: Path) -> None:
    before, warehouse = _rows(grown), Warehouse(grown)
    assert len(warehouse.snapshot().manifest.parts) == 12
    done = warehouse.maintain(keep=1, min_age=0)
    assert done.compacted == 13 and done.expired == list(range(1, 13))
    assert len(warehouse.snapshot().manifest.parts) == 1
    assert _rows(grown) == before
    assert check_laws(grown) == []
    assert {path.name for path in (grown / "data").iterdir()} == warehouse.snapshot().manifest.names()


def test_what_changed_is_told_across_a_compaction(grown: Path) -> None:
    last = Warehouse(grown).snapshot().number
    before = previous_snapshot(grown)
    assert before is not None and before < last
    Warehouse(grown).compact()
    assert Warehouse(grown).snapshot().number == last + 1
    assert previous_snapshot(grown) == before


def test_a_few_small_parts_are_left_alone(tmp_path: Path) -> None:
    published(tmp_path / "w", 1, range(2))
    published(tmp_path / "w", 2, range(2, 4))
    assert Warehouse(tmp_path / "w").maintain() == (None, [])


def test_several_new_parts_hold_each_source_once(grown: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compact, "SOURCES", 7)
    before = _rows(grown)
    snapshot = Warehouse(grown).compact(everything=True)
    assert snapshot is not None and sorted(part.sources for part in snapshot.manifest.parts) == [6, 6, 6, 6]
    assert _rows(grown) == before and check_laws(grown) == []


def test_what_was_compacted_can_be_changed(grown: Path) -> None:
    Warehouse(grown).compact(everything=True)
    published(grown, 20, range(3, 5))
    with connect(grown) as connection:
        titles = connection.sql("SELECT title FROM documents WHERE source_path IN ('3.txt', '4.txt')").fetchall()
        assert titles == [("第20版",)] * 2
        assert connection.sql("SELECT count(*) FROM documents").fetchall() == [(24,)]
    assert check_laws(grown) == []


def test_an_older_snapshot_is_read_while_it_is_kept(grown: Path) -> None:
    before = _rows(grown, 12)
    Warehouse(grown).maintain(keep=2, min_age=3600)
    assert _rows(grown, 12) == before


def test_a_warehouse_of_an_older_docpipe_is_read_and_grown(grown: Path) -> None:
    """Files without a column that came later, and a table that was not there: NULL and empty, not an error."""
    import json

    snapshot = Warehouse(grown).snapshot()
    for file in snapshot.files("documents"):
        data = pq.read_table(file, partitioning=None).drop_columns(["cited"])
        for path in (file, grown / "data" / file.name):
            path.unlink()
            pq.write_table(data, path)
    manifest = json.loads((snapshot.folder / "manifest.json").read_text("utf-8"))
    manifest["whole"].pop("duplicates")
    for part in manifest["parts"]:
        for file in part["files"].values():
            file.pop("columns")
    (snapshot.folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    for file in (snapshot.folder / "duplicates").iterdir():
        file.unlink()
    (snapshot.folder / "duplicates").rmdir()
    (snapshot.folder / "docpipe.duckdb").unlink()
    with connect(grown) as connection:
        assert connection.sql("SELECT DISTINCT cited FROM documents").fetchall() == [(None,)]
        assert connection.types("documents")["cited"] == "VARCHAR[]"
        assert connection.sql("FROM duplicates").fetchall() == []
    published(grown, 30, range(100, 102))  # the next run upgrades what it touches, compaction the rest
    Warehouse(grown).compact(everything=True)
    with connect(grown) as connection:
        assert connection.sql("SELECT count(*), count(cited) FROM documents").fetchall() == [(26, 0)]
    assert check_laws(grown) == []


def test_a_warehouse_of_a_newer_docpipe_is_refused_with_a_word(grown: Path) -> None:
    from docpipe.warehouse.manifest import ManifestRefused

    manifest = Warehouse(grown).snapshot().folder / "manifest.json"
    manifest.write_text(manifest.read_text("utf-8").replace('"tables_version": 1', '"tables_version": 99'), "utf-8")
    with pytest.raises(ManifestRefused, match="upgrade docpipe"):
        published(grown, 40, range(1))
    with pytest.raises(ValueError, match="upgrade docpipe"):
        connect(grown)
