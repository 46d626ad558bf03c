"""The same input gives the same tables, whoever works on it and in whatever order: all but the columns of the run."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from docpipe.engine.run import run
from docpipe.tables import TABLES


@pytest.fixture(scope="module")
def again(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A second warehouse of the same samples, made by worker processes in no certain order."""
    folder = tmp_path_factory.mktemp("again")
    run(project / "raw", folder / "warehouse", jobs=2)
    return folder / "warehouse"


def rows(warehouse: Path, name: str) -> pa.Table:
    """A table as its files hold it, row by row, without the columns that tell of the run."""
    files = sorted((warehouse / "current" / name).glob("*.parquet"))
    table = pa.concat_tables([pq.read_table(file) for file in files])
    return table.drop_columns([column for column in TABLES[name].marked("run_column") if column in table.column_names])


@pytest.mark.parametrize("name", [name for name in TABLES if name != "runs"])
def test_two_warehouses_of_the_samples_are_the_same(project: Path, again: Path, name: str) -> None:
    one, two = rows(project / "warehouse", name), rows(again, name)
    assert one.column_names == two.column_names
    assert one.to_pylist() == two.to_pylist()
    assert len(one.column_names) > 1


def test_the_samples_fill_the_tables_that_tell_of_documents(project: Path) -> None:
    filled = [name for name in TABLES if rows(project / "warehouse", name).num_rows]
    assert set(filled) >= {"documents", "blocks", "fields", "links", "problems", "sources", "alignments", "runs"}
