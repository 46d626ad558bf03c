"""What becomes of a run when Prefect's server or its database does not hold: `python -m chaos served`."""

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.request import urlopen

from chaos.world import World, differences, tables
from docpipe.engine.run import run

# Fourteen batches of three files, each of which takes a second at least.
CODE = """
import sys, time
import docpipe.engine.plan
from docpipe.engine.pool import Pool
docpipe.engine.plan.BATCH_SOURCES = 3
at_once = Pool.run
Pool.run = lambda pool, order: (time.sleep(1.0), at_once(pool, order))[1]
from flows.digitize import run_engine
summary = run_engine(sys.argv[1], sys.argv[2], None, jobs=1)
print(summary.published, summary.resumed)
"""
FILES, LOCKED_SECONDS, DOWN_SECONDS, MOST_SECONDS = 40, 20.0, 8.0, 600.0


class Server:
    """A Prefect server with a database of its own."""

    def __init__(self, home: Path) -> None:
        self.home = home
        with socket.socket() as found:
            found.bind(("127.0.0.1", 0))
            self.port = int(found.getsockname()[1])
        self.url = f"http://127.0.0.1:{self.port}/api"
        self.told = {key: value for key, value in os.environ.items() if not key.startswith("PREFECT_")} | {
            "PREFECT_HOME": str(home),
            "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
            "DO_NOT_TRACK": "1",
        }
        home.mkdir(parents=True)
        self.start()

    @property
    def database(self) -> Path:
        """Its SQLite file."""
        return self.home / "prefect.db"

    def start(self) -> None:
        """It answers."""
        command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(self.port)]
        quiet = subprocess.DEVNULL
        self.process = subprocess.Popen(command, env=self.told, stdout=quiet, stderr=quiet, start_new_session=True)
        until = time.monotonic() + MOST_SECONDS
        while time.monotonic() < until:
            try:
                urlopen(f"{self.url}/health", timeout=3).close()
                return
            except OSError:
                time.sleep(0.5)
        raise RuntimeError("Prefect's server did not start")

    def kill(self) -> None:
        """As the kernel kills it."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def killed(server: Server) -> None:
    """The server is killed, and started again."""
    server.kill()
    time.sleep(DOWN_SECONDS)
    server.start()


def gone(server: Server) -> None:
    """The server is killed, and stays away."""
    server.kill()


def locked(server: Server) -> None:
    """Somebody holds the server's database."""
    connection = sqlite3.connect(server.database, isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
    time.sleep(LOCKED_SECONDS)
    connection.close()


def lost(server: Server) -> None:
    """The database is lost while the server is down."""
    server.kill()
    for file in server.home.glob("prefect.db*"):
        file.unlink()
    server.start()


TRIALS: dict[str, Callable[[Server], None]] = {
    "server killed and started again": killed,
    "database locked": locked,
    "database lost": lost,
    "server gone": gone,
}


def trial(folder: Path, name: str, server: Server, raw: Path) -> tuple[int, str, str]:
    """The run's exit code, what it said, and what the run after it, without Prefect, says."""
    home = folder / name.replace(" ", "-")
    told = server.told | {"PREFECT_API_URL": server.url}
    command = [sys.executable, "-c", CODE, str(raw), str(home)]
    process = subprocess.Popen(command, env=told, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    until = time.monotonic() + MOST_SECONDS
    while time.monotonic() < until and process.poll() is None:
        if len(list(home.glob("staging/*/*.outcome"))) >= 3:
            TRIALS[name](server)
            break
        time.sleep(0.1)
    try:
        said, errors = process.communicate(timeout=MOST_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        said, errors = process.communicate()
        errors += "\nit hung and was killed"
    after = run(raw, home, jobs=0)
    told_after = f"{after.resumed} taken up, {after.unchanged} unchanged"
    return process.returncode, (said or errors[-1500:]).strip(), told_after


def served(folder: Path, seed: int) -> int:
    """Every trial; the number of those after which the warehouse is not as it should be."""
    raw = folder / "raw"
    World(raw, seed, FILES)
    run(raw, folder / "alone", jobs=0)
    server, different = Server(folder / "prefect"), 0
    try:
        for name in TRIALS:
            code, said, after = trial(folder, name, server, raw)
            differs = differences(tables(folder / name.replace(" ", "-")), tables(folder / "alone"))
            different += bool(differs)
            result = differs or "the same warehouse"
            print(f"{name}: exit {code}, {said!r}; the next run: {after}; {result}", flush=True)
    finally:
        if server.process.poll() is None:
            server.kill()
        shutil.rmtree(server.home)
    return different
