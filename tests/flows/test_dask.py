"""The same flow on two Dask workers, one of which is killed: the same tables as on one machine without Dask."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

pytest.importorskip("prefect_dask", reason="the extra `dask` is not installed")

from chaos.world import World, tables
from docpipe.engine.run import run
from tests.flows.served import asked, free_port

CODE = """
import sys
import docpipe.engine.plan
docpipe.engine.plan.BATCH_SOURCES = 4
from flows.dask import run_engine
summary = run_engine(sys.argv[1], sys.argv[2], None, address=sys.argv[3])
print(summary.statuses.total(), summary.published)
"""


@pytest.mark.flow
@pytest.mark.slow
def test_a_killed_worker_changes_nothing(server: tuple[str, dict[str, str]], tmp_path: Path) -> None:
    url, told = server
    assert asked(url, "/health") is True
    World(tmp_path / "raw", 7, 40)
    run(tmp_path / "raw", tmp_path / "alone", jobs=0)
    address, processes = f"tcp://127.0.0.1:{free_port()}", []

    def started(*arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "distributed.cli.dask_" + arguments[0], *arguments[1:]]
        processes.append(subprocess.Popen(command, env=told, cwd=tmp_path, stderr=subprocess.DEVNULL))
        return processes[-1]

    def kill_one() -> None:
        until = time.monotonic() + 120
        while time.monotonic() < until and not list((tmp_path / "dask" / "staging").glob("*/*.outcome")):
            time.sleep(0.1)
        os.kill(processes[1].pid, signal.SIGKILL)

    try:
        started("scheduler", "--host", "127.0.0.1", "--port", address.rpartition(":")[2], "--no-dashboard")
        for _ in range(2):
            started("worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard")
        killer = threading.Thread(target=kill_one)
        killer.start()
        command = [sys.executable, "-c", CODE, str(tmp_path / "raw"), str(tmp_path / "dask"), address]
        done = subprocess.run(command, env=told, cwd=tmp_path, capture_output=True, text=True, timeout=400, check=False)
        killer.join()
    finally:
        for process in processes:
            process.kill()
            process.wait()
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stdout.split()[-2:] == ["40", "True"]
    assert tables(tmp_path / "dask") == tables(tmp_path / "alone")
