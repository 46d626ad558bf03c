"""The tables of a snapshot as Delta Lake."""

import builtins
import json
import warnings
from pathlib import Path
from typing import Any

import pytest

from docpipe.export import export
from docpipe.export.fault import ExportError
from docpipe.sql import connect
from docpipe.tables import TABLES


def test_every_table_is_a_delta_table_with_the_same_rows_and_comments(samples: Path, tmp_path: Path) -> None:
    deltalake = pytest.importorskip("deltalake", reason="needs the extra docpipe[delta]")
    with connect(samples) as connection:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            assert export(connection, "delta", tmp_path) == len(TABLES)
        for name, table in TABLES.items():
            made = deltalake.DeltaTable(str(tmp_path / name))
            asked = connection.sql(f"FROM {name} ORDER BY ALL").to_arrow_table()
            rows = made.to_pyarrow_dataset().to_table().sort_by([(key, "ascending") for key in table.key])
            assert rows.num_rows == asked.num_rows and rows.column_names == asked.column_names
            for key in table.key:
                assert (
                    rows[key].to_pylist() == asked.sort_by([(one, "ascending") for one in table.key])[key].to_pylist()
                )
            fields = {field.name: field.metadata for field in made.schema().fields}
            assert {column: fields[column]["comment"] for column in table.columns} == table.columns
        bodies = dict(connection.sql("SELECT document_id, body FROM documents").fetchall())
    documents = deltalake.DeltaTable(str(tmp_path / "documents")).to_pyarrow_dataset().to_table()
    assert dict(zip(documents["document_id"].to_pylist(), documents["body"].to_pylist(), strict=True)) == bodies


def test_a_second_export_is_a_new_version_that_names_its_snapshot(samples: Path, tmp_path: Path) -> None:
    deltalake = pytest.importorskip("deltalake", reason="needs the extra docpipe[delta]")
    with connect(samples) as connection:
        export(connection, "delta", tmp_path)
        export(connection, "delta", tmp_path)
        table = deltalake.DeltaTable(str(tmp_path / "sources"))
        counted = connection.sql("SELECT count(*) FROM sources").fetchall()
        assert [(table.to_pyarrow_dataset().count_rows(),)] == counted
        assert table.version() == 1
        assert {entry["docpipe.snapshot"] for entry in table.history()} == {str(connection.snapshot)}
    log = (tmp_path / "sources/_delta_log/00000000000000000000.json").read_text().splitlines()
    (protocol,) = (entry["protocol"] for entry in map(json.loads, log) if "protocol" in entry)
    assert protocol == {"minReaderVersion": 1, "minWriterVersion": 2}  # what every engine reads


def test_without_the_package_it_says_what_to_install(
    samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = builtins.__import__

    def refused(name: str, *rest: Any, **more: Any) -> Any:
        if name == "deltalake":
            raise ImportError(name)
        return known(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", refused)
    with connect(samples) as connection, pytest.raises(ExportError, match=r"pip install 'docpipe\[delta\]'"):
        export(connection, "delta", tmp_path)
