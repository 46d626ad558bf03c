"""The command line, as its user types it: what it prints, what it says where something is wrong, its exit codes."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.terminal import Done, typed

COMMANDS = (
    *(
        "run",
        "watch",
        "backfill",
        "serve",
        "show",
        "sql",
        "status",
        "laws",
        "schemas",
        "formats",
        "export",
        "report",
        "diff",
    ),
    *("quarantine", "quarantine list", "quarantine replay"),
)
TEXT = "关于修剪树木的通知\n\n石门县林业局\n石林〔2015〕6号\n\n各乡镇：\n\n请完成树木修剪。\n\n石门县林业局\n2015年3月2日\n"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli")
    (folder / "raw" / "a").mkdir(parents=True)
    (folder / "raw" / "a" / "1.txt").write_text(TEXT, "utf-8")
    (folder / "raw" / "a" / "2.txt").write_bytes(b"")
    done = typed(folder, "run --engine local --jobs 0")
    assert done.returncode == 3, done.stderr
    assert "1  accepted" in done.stdout and "1  unreadable" in done.stdout
    assert "docpipe quarantine list" in done.stdout
    return folder


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_examples(project: Path, command: str) -> None:
    done = typed(project, f"{command} --help")
    assert done.returncode == 0
    assert f"docpipe {command.split(maxsplit=1)[0]}" in done.stdout.partition("Example")[2]


@pytest.mark.parametrize("command", COMMANDS)
def test_examples_of_the_help_are_commands(project: Path, command: str) -> None:
    shown = typed(project, f"{command} --help").stdout.partition("Example")[2]
    lines = [line.strip() for line in shown.splitlines()]
    examples = [line for line in lines if line.startswith("docpipe ")]
    assert examples or "| docpipe" in shown
    for example in examples:
        # a command that knows its options and arguments shows its help, whatever else is typed
        assert typed(project, f"{example} --help").returncode == 0, example


def test_the_command_is_there_as_a_program(project: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from docpipe.cli import main; main()", "status"],
        cwd=project,
        env=os.environ | {"COLUMNS": "120"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "accepted" in done.stdout


def test_a_second_run_says_that_nothing_changed(project: Path) -> None:
    done = typed(project, "run --engine local")
    assert "2  unchanged" in done.stdout and "nothing had changed" in done.stdout
    assert done.returncode == 0


def test_a_plan_says_what_would_be_done(project: Path) -> None:
    done = typed(project, "run --engine local --plan --force")
    assert done.returncode == 0
    assert "2 to work on" in done.stdout and "nothing was written" in done.stdout


def test_sql_in_every_form(project: Path) -> None:
    query = "SELECT path, status FROM sources ORDER BY path"
    assert "1.txt" in typed(project, ["sql", query]).stdout
    assert typed(project, ["sql", query, "--format", "csv"]).stdout.splitlines()[0] == "path,status"
    lines = typed(project, ["sql", query, "--format", "json"]).stdout.splitlines()
    assert json.loads(lines[1]) == {"path": "2.txt", "status": "unreadable"}
    out = project / "out.parquet"
    assert typed(project, ["sql", query, "--format", "parquet", "-o", str(out)]).returncode == 0
    assert out.read_bytes()[:4] == b"PAR1"


def test_rows_too_wide_for_the_terminal_stand_one_value_below_the_other(project: Path) -> None:
    narrow = typed(project, ["sql", "FROM notices"], width=80).stdout.splitlines()
    assert narrow[0] == "── row 1 ──"
    assert "title                关于修剪树木的通知" in narrow
    assert max(map(len, narrow)) <= 80
    wide = typed(project, ["sql", "SELECT title, doc_number FROM notices"], width=80).stdout
    assert "关于修剪树木的通知   石林〔2015〕6号" in wide


@pytest.mark.parametrize(
    "query", ["DROP VIEW notices", "COPY sources TO 'x.csv'", "ATTACH 'x.db'", "SELECT 1; DELETE FROM runs"]
)
def test_sql_only_reads(project: Path, query: str) -> None:
    done = typed(project, ["sql", query])
    assert (done.returncode, "refused" in done.stderr) == (1, True)


def test_laws_status_quarantine(project: Path) -> None:
    assert typed(project, "laws").returncode == 0
    assert "accepted" in typed(project, "status").stdout
    listed = typed(project, "quarantine list").stdout
    assert "2.txt" in listed and "empty" in listed
    assert typed(project, "quarantine list --code no_such_code").stdout == "nothing is held or unreadable\n"


def test_show_prints_the_gutter(project: Path) -> None:
    shown = typed(project, "show raw/a/1.txt").stdout
    assert shown.splitlines()[0].startswith("accepted  zh-Hans")
    line = next(line for line in shown.splitlines() if line.endswith("关于修剪树木的通知"))
    assert line.split()[:3] == ["0", "original", "title"]
    assert "signed_on" in shown and "2015-03-02" in shown
    assert typed(project, "show raw/a/1.txt --body").stdout == "请完成树木修剪。\n"
    assert "signed_on" in typed(project, "show raw/a/1.txt --fields").stdout


def test_show_looks_into_an_archive(tmp_path: Path) -> None:
    import zipfile

    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("b/1.txt", TEXT)
    done = typed(tmp_path, "show a.zip")
    assert (done.returncode, "say which member; there are: b/1.txt" in done.stderr) == (1, True)
    assert "there is no member 'c'" in typed(tmp_path, "show a.zip --member c").stderr
    assert typed(tmp_path, "show a.zip --member b/1.txt --body").stdout == "请完成树木修剪。\n"


def test_show_reads_what_is_piped_into_it(project: Path) -> None:
    from unittest.mock import patch

    with (project / "raw" / "a" / "1.txt").open() as file, patch.object(sys, "stdin", file):
        assert "石林〔2015〕6号" in typed(project, "show -").stdout


WRONG: dict[str, tuple[int, str]] = {
    "run --engine local --raw nowhere": (1, "there is no folder nowhere: make it"),
    "run zzz --engine local": (1, "no collection zzz under raw; there are: a"),
    "run --engine sparks": (1, "no engine 'sparks'; there are: "),
    "run --jobs many": (2, "--jobs"),
    "sql 'FROM notices' --warehouse void": (1, "run `docpipe run` first"),
    "status --warehouse void": (1, "run `docpipe run` first"),
    "laws --warehouse void": (1, "run `docpipe run` first"),
    "quarantine list --warehouse void": (1, "run `docpipe run` first"),
    "quarantine list --collection zzz": (1, "there are: a"),
    "report --warehouse void": (1, "run `docpipe run` first"),
    "sql 'FROM notices' --as-of 99": (1, "has no snapshot 99; there are 1"),
    "sql 'FROM notices' --as-of yesterday": (1, "neither the number of a snapshot nor a moment"),
    "sql 'FROM notices' --as-of 2001-01-01": (1, "there are 1"),
    "diff 98 99": (1, "has no snapshot"),
    "sql 'FROM notises'": (1, 'Did you mean "notices"'),
    "sql 'SELEC 1'": (1, "SELEC"),
    "sql --file nothing.sql": (1, "nothing.sql: no such file or directory"),
    "sql 'FROM notices' --format xml": (2, "one of table, csv, json, parquet"),
    "show nothing.txt": (1, "nothing.txt: no such file or directory"),
    "show raw": (1, "raw: is a directory"),
    "show raw/a/2.txt": (1, "empty: the file holds no bytes"),
    "show raw/a/1.txt --profile archive-pgae": (1, "did you mean archive-page"),
    "show raw/a/1.txt --image x.png": (1, "--image is for PDF and pictures"),
    "export xml out": (1, "there are jsonl"),
    "schemas nothing": (2, "no table nothing; there are documents"),
    "frobnicate": (2, "No such command"),
}


@pytest.mark.parametrize("command", WRONG)
def test_what_the_user_gets_wrong_is_said_in_a_sentence(project: Path, command: str) -> None:
    code, said = WRONG[command]
    done = typed(project, command)
    assert (done.returncode, said in " ".join(done.stderr.split())) == (code, True), done.stderr
    assert "Traceback" not in done.stderr and "fault of docpipe" not in done.stderr


def test_a_wrong_profile_is_told_with_its_line(project: Path) -> None:
    own = project / "raw" / "a" / "collection.toml"
    own.write_text('name = "a"\n[[rule]]\npattern = "("\nrole = "title"\n')
    try:
        done = typed(project, "run --engine local")
    finally:
        own.unlink()
    assert done.returncode == 1 and "collection.toml:3" in done.stderr


def test_a_warehouse_that_another_run_writes_is_busy(project: Path) -> None:
    from docpipe.warehouse.warehouse import Warehouse

    with Warehouse(project / "warehouse").lock("somebody else's run"):
        done = typed(project, "run --engine local")
    assert (done.returncode, "somebody else's run" in done.stderr) == (5, True)


def test_a_broken_law_has_its_exit_code(project: Path, tmp_path: Path) -> None:
    shutil.copytree(project / "warehouse", tmp_path / "warehouse", symlinks=True)
    file = next((tmp_path / "warehouse" / "current" / "documents").glob("*.parquet"))
    nobody = pq.read_table(file).slice(0, 0)
    file.unlink()
    damaged = typed(tmp_path, "laws")
    assert (damaged.returncode, "docpipe run --force" in damaged.stderr) == (1, True)
    pq.write_table(nobody, file)
    done = typed(tmp_path, "laws")
    assert done.returncode == 4
    assert "broken 1-files-every-source-has-its-outcome" in done.stdout


def made_so(folder: Path) -> Done:
    """A run over a folder of its own, once."""
    return typed(folder, "run --engine local --jobs 0")


def test_all_accepted_is_zero_and_what_failed_is_worked_on_again(tmp_path: Path) -> None:
    (tmp_path / "raw" / "a").mkdir(parents=True)
    file = tmp_path / "raw" / "a" / "1.txt"
    file.write_text(TEXT, "utf-8")
    assert made_so(tmp_path).returncode == 0
    own = tmp_path / "raw" / "a" / "collection.toml"
    own.write_text('name = "a"\nextends = ["default"]\n[expect]\nyears = [1900, 2000]\n')
    assert made_so(tmp_path).returncode == 3
    assert "outside 1900–2000" in typed(tmp_path, "quarantine list").stdout
    again = typed(tmp_path, "quarantine replay")
    assert (again.returncode, "1  held" in again.stdout) == (3, True)
    own.write_text('name = "a"\nextends = ["default"]\n')
    healed = typed(tmp_path, "quarantine replay --code date_out_of_range")
    assert (healed.returncode, "1  accepted" in healed.stdout) == (0, True)
    assert typed(tmp_path, "quarantine replay").stdout == "nothing is held or unreadable\n"


def test_diff_tries_a_profile_without_publishing(tmp_path: Path) -> None:
    folder = tmp_path / "raw" / "a"
    folder.mkdir(parents=True)
    paper = (
        TEXT.replace("树木修剪。", "树木修剪。\n请完成修剪。") + "\n林业之窗供稿\n关于护林防火的通知\n关于植树的通知\n"
    )
    (folder / "1.txt").write_text(paper, "utf-8")
    typed(tmp_path, "run --engine local --jobs 0")
    assert "0 fields and 0 blocks would differ" in typed(tmp_path, "diff").stdout
    (folder / "collection.toml").write_text(
        'extends = ["default"]\nname = "collection"\n[[marker]]\ntext = ["林业之窗供稿"]\nrole = "related_link"\n'
        '[[field]]\nname = "category"\npattern = "(?P<value>修剪)"\nin = "title"\n'
        '[[rule]]\npattern = "^请完成修剪"\nrole = "metadata"\n',
        "utf-8",
    )
    shown = typed(tmp_path, "diff --collection a").stdout
    assert "field category: 1 gained, in 1 documents" in shown
    assert "clutter related_link" in shown and "关于护林防火的通知" in shown
    assert "texts that differ most\n    1.txt: 6 characters less, 0 more\n        - 请完成修剪。\n" in shown
    assert "category" not in typed(tmp_path, "sql 'FROM fields SELECT DISTINCT name' --format csv").stdout


def test_diff_of_snapshots_shows_what_became_another_in_a_text(tmp_path: Path) -> None:
    file = tmp_path / "raw" / "a" / "1.txt"
    file.parent.mkdir(parents=True)
    file.write_text(TEXT, "utf-8")
    typed(tmp_path, "run --engine local --jobs 0")
    file.write_text(
        TEXT.replace("请完成树木修剪", "请于月底前完成树木修剪").replace("石林〔2015〕6号", "石林〔2015〕7号"), "utf-8"
    )
    typed(tmp_path, "run --engine local --jobs 0")
    shown = typed(tmp_path, "diff 1").stdout
    assert "0 documents more, 0 gone" in shown
    assert "1.txt: 石林〔2015〕6号 → 石林〔2015〕7号" in shown
    assert "1.txt: 0 characters less, 4 more\n        - 请完成树木修剪。\n        + 请于月底前完成树木修剪。" in shown


def test_backfill_over_dates_and_a_dry_run(project: Path) -> None:
    none = typed(project, "backfill --from 1990-01-01 --to 1990-12-31")
    assert (none.returncode, none.stdout) == (0, "nothing in the warehouse is like that\n")
    some = typed(project, "backfill --from 2015-01-01 --to 2015-12-31 --jobs 0")
    assert (some.returncode, "1  accepted" in some.stdout) == (0, True), some.stderr
    trial = typed(project, "run --file raw/a/1.txt --force --dry-run --jobs 0")
    assert "0 new, 0 changed, 0 gone, 1 same" in trial.stdout and "nothing was published" in trial.stdout
