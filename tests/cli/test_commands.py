"""The command line, as its user types it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

COMMANDS = ("run", "show", "sql", "status", "quarantine", "laws", "schemas", "formats", "export", "report", "diff")


def docpipe(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from docpipe.cli import main; main()", *arguments],
        cwd=cwd,
        env=os.environ | {"COLUMNS": "160", "NO_COLOR": "1"} | environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli")
    (folder / "raw" / "a").mkdir(parents=True)
    text = "关于修剪树木的通知\n\n石门县林业局\n石林〔2015〕6号\n\n各乡镇：\n\n请完成树木修剪。\n\n石门县林业局\n2015年3月2日\n"
    (folder / "raw" / "a" / "1.txt").write_text(text, "utf-8")
    (folder / "raw" / "a" / "2.txt").write_bytes(b"")
    done = docpipe("run", "--engine", "local", "--jobs", "1", cwd=folder)
    assert done.returncode == 3, done.stderr
    assert "1  accepted" in done.stdout and "1  unreadable" in done.stdout
    return folder


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_an_example(project: Path, command: str) -> None:
    arguments = ("quarantine", "list") if command == "quarantine" else (command,)
    done = docpipe(*arguments, "--help", cwd=project)
    assert done.returncode == 0
    assert "Example" in done.stdout


def test_a_second_run_says_that_nothing_changed(project: Path) -> None:
    done = docpipe("run", "--engine", "local", cwd=project)
    assert "2  unchanged" in " ".join(done.stdout.splitlines()) or "1  unchanged" in done.stdout
    assert done.returncode in {0, 3}


def test_sql_in_every_form(project: Path) -> None:
    query = "SELECT path, status FROM sources ORDER BY path"
    assert "1.txt" in docpipe("sql", query, cwd=project).stdout
    assert docpipe("sql", query, "--format", "csv", cwd=project).stdout.splitlines()[0] == "path,status"
    lines = docpipe("sql", query, "--format", "json", cwd=project).stdout.splitlines()
    assert json.loads(lines[1]) == {"path": "2.txt", "status": "unreadable"}
    out = project / "out.parquet"
    assert docpipe("sql", query, "--format", "parquet", "-o", str(out), cwd=project).returncode == 0
    assert out.read_bytes()[:4] == b"PAR1"


@pytest.mark.parametrize(
    "query", ["DROP VIEW notices", "COPY sources TO 'x.csv'", "ATTACH 'x.db'", "SELECT 1; DELETE FROM runs"]
)
def test_sql_only_reads(project: Path, query: str) -> None:
    done = docpipe("sql", query, cwd=project)
    assert (done.returncode, "refused" in done.stderr) == (1, True)


def test_wrong_sql_is_told_without_a_traceback(project: Path) -> None:
    done = docpipe("sql", "SELEC 1", cwd=project)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr and "fault of docpipe" not in done.stderr


def test_laws_status_quarantine(project: Path) -> None:
    assert docpipe("laws", cwd=project).returncode == 0
    assert "accepted" in docpipe("status", cwd=project).stdout
    listed = docpipe("quarantine", "list", cwd=project).stdout
    assert "2.txt" in listed and "empty" in listed
    assert docpipe("quarantine", "replay", "--engine", "local", cwd=project).returncode == 3


def test_show_prints_the_gutter(project: Path) -> None:
    shown = docpipe("show", "raw/a/1.txt", cwd=project).stdout
    assert "石门县林业局" in shown and "status: accepted" in shown
    assert "请完成树木修剪。" in docpipe("show", "raw/a/1.txt", "--body", cwd=project).stdout


def test_what_the_user_gets_wrong_is_said_in_a_sentence(project: Path) -> None:
    missing = docpipe("run", "--engine", "local", "--raw", "nowhere", cwd=project)
    assert missing.returncode == 1 and "--raw DIR" in missing.stderr
    unknown = docpipe("run", "zzz", "--engine", "local", cwd=project)
    assert unknown.returncode == 1 and "there are: a" in unknown.stderr
    assert "docpipe run" in docpipe("sql", "FROM notices", "--warehouse", "void", cwd=project).stderr
    (project / "raw" / "a" / "collection.toml").write_text('name = "a"\n[[rule]]\npattern = "("\nrole = "title"\n')
    wrong = docpipe("run", "--engine", "local", cwd=project)
    assert wrong.returncode == 1 and "collection.toml:3" in wrong.stderr
    (project / "raw" / "a" / "collection.toml").unlink()
