"""What the README and the docs tell people to type works on the samples."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from docpipe.sql import check_laws, connect
from docpipe.tables import TABLES

ROOT = Path(__file__).resolve().parents[1]
COMMANDS = re.compile(r"^docpipe .+$", re.MULTILINE)
BLOCK = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
PYTHON = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)


def commands() -> list[str]:
    text = (ROOT / "README.md").read_text("utf-8")
    return [line for block in BLOCK.findall(text) for line in COMMANDS.findall(block)]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "raw", folder / "raw")
    done = typed(folder, "docpipe run --engine local")
    assert done.returncode == 3, done.stderr
    return folder


def typed(folder: Path, command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from docpipe.cli import main; main()", *shlex.split(command)[1:]],
        cwd=folder,
        env=os.environ | {"COLUMNS": "120", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_there_are_commands() -> None:
    assert len(commands()) >= 10


@pytest.mark.parametrize("command", commands())
def test_readme_command(project: Path, command: str) -> None:
    done = typed(project, command)
    assert (done.returncode, done.stdout != "") == (0, True), done.stderr


def test_readme_shows_what_comes_out(project: Path) -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    shown = re.search(r"The first answers.*?```text\n(.*?)```", text, re.DOTALL)
    assert shown is not None
    words = [line.split() for line in shown[1].splitlines() if line.strip()]
    output = typed(project, commands()[0]).stdout
    assert [line.split() for line in output.splitlines() if line.strip()] == words


def test_readme_python(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    blocks = PYTHON.findall((ROOT / "README.md").read_text("utf-8"))
    assert blocks
    for block in blocks:
        exec(compile(block, "README", "exec"), {})


def test_the_samples_keep_the_laws(project: Path) -> None:
    assert check_laws(project / "warehouse") == []


@pytest.mark.parametrize("table", TABLES)
def test_every_table_has_a_query_that_runs(project: Path, table: str) -> None:
    query = (ROOT / "schemas" / "queries" / f"{table}.sql").read_text("utf-8")
    with connect(project / "warehouse") as connection:
        assert connection.sql(query).columns
        assert set(connection.tables()) >= {table}
