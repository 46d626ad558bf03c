"""The quality report is one self-contained page that says what the tables say."""

import re
import shutil
from pathlib import Path

import pytest

from docpipe.report import write_report
from docpipe.run import run

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("report")
    shutil.copytree(ROOT / "raw", folder / "raw")
    run(folder / "raw", folder / "warehouse", jobs=0)
    (folder / "raw" / "notices" / "09-minutes.txt").unlink()
    run(folder / "raw", folder / "warehouse", jobs=0)
    return write_report(folder / "warehouse", folder / "report.html").read_text("utf-8")


def test_it_stands_alone(page: str) -> None:
    assert not re.search(r"(?:src|href)=[\"']https?://", page)
    assert page.startswith("<!doctype html>")


def test_it_names_what_is_held_and_why(page: str) -> None:
    assert "missing_field" in page and "error_page" in page


def test_it_tells_what_went_since_the_snapshot_before(page: str) -> None:
    assert "09-minutes.txt" in page


def test_the_cookbook_runs(tmp_path: Path) -> None:
    from docpipe.sql import connect

    run(ROOT / "raw", tmp_path / "warehouse", jobs=0)
    files = sorted((ROOT / "schemas" / "cookbook").glob("*.sql"))
    assert len(files) >= 25
    with connect(tmp_path / "warehouse") as connection:
        empty = [file.name for file in files if not connection.sql(file.read_text("utf-8")).fetchall()]
    assert set(empty) <= {"17-flags.sql"}
