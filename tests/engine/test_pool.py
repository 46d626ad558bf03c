"""What kills or hangs a worker costs one row; the rest goes on."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import docpipe
from docpipe.engine.pool import WorkerFailed
from docpipe.engine.run import run
from docpipe.sql import check_laws, connect

# A reader that dies or hangs at certain words stands in for a fault in a C library.
SABOTAGE = """
import os, time
import docpipe.readers.text as text
read = text.read_text
def sabotaged(content, source):
    if "致命".encode() in content:
        os.kill(os.getpid(), 9)
    if "挂起".encode() in content:
        time.sleep(600)
    return read(content, source)
text.read_text = sabotaged
import docpipe.engine.batch as batch
batch.patience = lambda work: 3.0
"""


@pytest.fixture
def sabotaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(SABOTAGE, "utf-8")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path / "site"), os.environ.get("PYTHONPATH", "")]))


@pytest.mark.usefixtures("sabotaged")
def test_killers_and_sleepers_get_a_row(tmp_path: Path) -> None:
    folder = tmp_path / "raw" / "a"
    folder.mkdir(parents=True)
    for number in range(20):
        word = {5: "致命", 11: "致命", 14: "挂起"}.get(number, "平常")
        (folder / f"{number:02}.txt").write_text(f"关于{word}事项的通知\n\n请各单位执行第{number}号通知。\n", "utf-8")
    summary = run(tmp_path / "raw", tmp_path / "warehouse", jobs=2)
    with connect(tmp_path / "warehouse") as connection:
        rows = connection.sql("SELECT path, code FROM sources WHERE status = 'unreadable' ORDER BY path").fetchall()
    assert rows == [("05.txt", "killed_worker"), ("11.txt", "killed_worker"), ("14.txt", "timeout")]
    assert (summary.documents, summary.killed) == (17, 3)
    assert check_laws(tmp_path / "warehouse") == []


def test_workers_of_another_version_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text("import docpipe\ndocpipe.__version__ = '9.9'\n", "utf-8")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path / "site"), os.environ.get("PYTHONPATH", "")]))
    (tmp_path / "raw" / "a").mkdir(parents=True)
    (tmp_path / "raw" / "a" / "1.txt").write_text("关于检修水闸的通知\n\n请各单位执行。\n", "utf-8")
    with pytest.raises(WorkerFailed, match=rf"begun by docpipe {docpipe.__version__}, and this is 9.9: begin it again"):
        run(tmp_path / "raw", tmp_path / "warehouse", jobs=1)
    assert not (tmp_path / "warehouse" / "current").exists()


@pytest.mark.slow
def test_killed_at_any_moment_the_next_run_is_whole(tmp_path: Path) -> None:
    folder = tmp_path / "raw" / "a"
    folder.mkdir(parents=True)
    for number in range(150):
        (folder / f"{number:03}.txt").write_text(f"关于第{number}项工作的通知\n\n" + "请认真执行。\n" * 40, "utf-8")
    code = "import sys; from docpipe.engine.run import run; run(sys.argv[1], sys.argv[2], jobs=1)"
    wanted = None
    for attempt in range(8):
        home = tmp_path / f"warehouse{attempt}"
        if attempt:
            process = subprocess.Popen([sys.executable, "-c", code, str(tmp_path / "raw"), str(home)])
            time.sleep(0.25 + 0.17 * attempt)
            process.send_signal(signal.SIGKILL)
            process.wait()
        run(tmp_path / "raw", home, jobs=1)
        assert check_laws(home) == []
        with connect(home) as connection:
            query = "SELECT document_id, text_sha256, body_chars FROM documents ORDER BY ALL"
            found = connection.sql(query).fetchall()
        wanted = wanted or found
        assert found == wanted
        assert os.listdir(home / "staging") == []
