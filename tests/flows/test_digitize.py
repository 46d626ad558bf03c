"""The flow runs on Prefect's own local server, offline, with nothing started by hand."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from docpipe.sql import check_laws, connect

CODE = """
import json, sys
from flows.digitize import digitize
from flows.parameters import Work
state = digitize(collection=None, raw=sys.argv[1], warehouse=sys.argv[2], work=Work(jobs=1))
print(json.dumps(state if isinstance(state, dict) else state.result()))
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("flow")
    (folder / "raw" / "a").mkdir(parents=True)
    for number in range(30):
        text = f"关于第{number}项工作的通知\n\n" + "请各单位认真执行。\n" * 5
        (folder / "raw" / "a" / f"{number:02}.txt").write_text(text, "utf-8")
    (folder / "raw" / "a" / "empty.txt").write_bytes(b"")
    return folder


@pytest.mark.flow
@pytest.mark.slow
def test_the_command_ends_without_warnings_of_its_libraries(tmp_path: Path) -> None:
    (tmp_path / "raw" / "a").mkdir(parents=True)
    (tmp_path / "raw" / "a" / "1.txt").write_text("关于开展检查的通知\n\n" + "请各单位认真执行。\n" * 5, "utf-8")
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PREFECT_")}
    done = subprocess.run(
        [sys.executable, "-c", "from docpipe.cli import program; program()", "run"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "published" in done.stdout


@pytest.mark.flow
@pytest.mark.slow
def test_a_flow_run_publishes_and_prefect_has_heard_of_every_task(project: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PREFECT_")}
    done = subprocess.run(
        [sys.executable, "-c", CODE, str(project / "raw"), str(project / "warehouse")],
        cwd=project,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    result = json.loads(done.stdout.splitlines()[-1])
    assert (result["sources"], result["unreadable"]) == (31, 1)
    assert check_laws(project / "warehouse") == []
    with connect(project / "warehouse") as connection:
        engine, flow_run = connection.sql("SELECT engine, flow_run_id FROM runs").fetchall()[0]
    assert engine == "prefect"
    database = sqlite3.connect(project / ".docpipe" / "prefect" / "prefect.db")
    runs = database.execute("SELECT id, state_type FROM flow_run").fetchall()
    tasks = database.execute("SELECT state_type FROM task_run").fetchall()
    keys = {row[0] for row in database.execute("SELECT key FROM artifact").fetchall()}
    assert [(identity.replace("-", ""), state) for identity, state in runs] == [
        (flow_run.replace("-", ""), "COMPLETED")
    ]
    assert tasks == [("COMPLETED",)]
    assert {"docpipe-outcomes", "docpipe-run", "docpipe-report", "docpipe-quality"} <= keys
    [page] = (project / "warehouse" / "reports").glob("*.html")
    assert page.read_text("utf-8") == (project / "warehouse" / "report.html").read_text("utf-8")
