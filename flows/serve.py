"""Server, schedules and worker on one machine, in one command: `docpipe serve`. SQLite, on localhost only."""

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from typing import Any
from urllib.request import urlopen

log = logging.getLogger("docpipe")
HOST = "127.0.0.1"
# On a machine at fifteen times its load a first start, which makes the tables, takes longer than three minutes.
START_SECONDS, PATIENT_SECONDS = 900.0, 30.0
# A night that is not over when the next one begins would cancel it.
HOURS = 22.0
# What Prefect remembers of old runs; the warehouse's own ledger keeps all of them.
RETENTION = {
    "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
    "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": "P60D",
    "PREFECT_SERVER_EVENTS_RETENTION_PERIOD": "P14D",
    "PREFECT_SERVER_DATABASE_TIMEOUT": "60",
}


class Server:
    """Prefect's server as a process of ours; started again when it ends, until it is stopped."""

    def __init__(self, port: int) -> None:
        self.url = f"http://{HOST}:{port}/api"
        self._command = [sys.executable, "-m", "prefect", "server", "start", "--host", HOST, "--port", str(port)]
        self._stopped = threading.Event()
        self.process = self._start()
        self._guard = threading.Thread(target=self._watch, daemon=True)

    def _start(self) -> "subprocess.Popen[bytes]":
        # Its page asks the server at port 4200 unless it is told otherwise.
        told = {"PREFECT_SERVER_UI_API_URL": os.environ.get("PREFECT_UI_API_URL", self.url)} | os.environ
        return subprocess.Popen(self._command, env=told, stdout=subprocess.DEVNULL, start_new_session=True)

    def wait(self) -> None:
        """The server answers. Raises RuntimeError where it does not in time."""
        begun = told = time.monotonic()
        while (now := time.monotonic()) < begun + START_SECONDS and self.process.poll() is None:
            if healthy(self.url):
                self._guard.start()
                return
            if now > told + PATIENT_SECONDS:
                say(f"It does not answer yet, after {now - begun:.0f} s.")
                told = now
            time.sleep(0.3)
        ended = self.process.poll()
        self.stop()
        why = f"ended (exit {ended}); is the port taken?" if ended is not None else "does not answer"
        raise RuntimeError(f"Prefect's server at {self.url} {why}")

    def _watch(self) -> None:
        while not self._stopped.wait(1.0):
            if self.process.poll() is not None:
                log.warning("Prefect's server ended (exit %s); it is started again", self.process.returncode)
                self.process = self._start()
                self._stopped.wait(5.0)

    def stop(self) -> None:
        """No server is left."""
        self._stopped.set()
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


def healthy(url: str) -> bool:
    """Whether a server answers there."""
    try:
        with urlopen(f"{url}/health", timeout=3) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def serve(raw: str, warehouse: str, collections: list[str] | None, cron: str = "0 2 * * *", port: int = 4200) -> None:
    """Until it is stopped, the warehouse is brought up to date by the schedule, then connected; maintained on Sundays.

    One run at a time. A server that PREFECT_API_URL names is used in place of one of our own.
    """
    for name, value in RETENTION.items():
        os.environ.setdefault(name, value)
    server, begun = None if os.environ.get("PREFECT_API_URL") else Server(port), time.monotonic()
    try:
        if server is not None:
            os.environ["PREFECT_API_URL"] = server.url
            say(f"Prefect's server starts; its page will be http://{HOST}:{port}. A first start makes its tables.")
        planned = deployments(raw, warehouse, collections, cron)  # imports Prefect, while the server does
        if server is not None:
            server.wait()
            say(f"It answers after {time.monotonic() - begun:.0f} s. The schedules are registered.")
        _run_schedules(planned)
    finally:
        if server is not None:
            server.stop()


def say(text: str) -> None:
    """A line for whoever watches the start, and for the journal."""
    print(f"docpipe serve: {text}", file=sys.stderr, flush=True)


def _run_schedules(planned: list[Any]) -> None:
    from prefect import serve as run_schedules

    from flows.automations import tell_of_missed
    from flows.telling import at_best

    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with at_best("whom to alert of a missed run"):
        tell_of_missed()
    run_schedules(*planned, pause_on_shutdown=False, limit=1)


def deployments(raw: str, warehouse: str, collections: list[str] | None, cron: str) -> list[Any]:
    """The three deployments, one run of each at a time."""
    from flows.connect import connect
    from flows.digitize import digitize
    from flows.maintain import maintain

    place = {"warehouse": os.path.abspath(warehouse)}
    minute, hour, *_ = cron.split()
    after = f"{minute} {(int(hour) + 2) % 24 if hour.isdigit() else hour} * * *"
    return [
        digitize.to_deployment(
            "nightly",
            cron=cron,
            parameters=place | {"raw": os.path.abspath(raw), "collection": collections, "patience": {"hours": HOURS}},
            tags=["docpipe"],
            description="Bring the warehouse up to date with raw/.",
            concurrency_limit=1,
        ),
        connect.to_deployment(
            "nightly",
            cron=after,
            parameters=place,
            tags=["docpipe"],
            description="Find what belongs together.",
            concurrency_limit=1,
        ),
        maintain.to_deployment(
            "weekly",
            cron="0 5 * * 0",
            parameters=place,
            tags=["docpipe"],
            description="Check every law and file; expire old snapshots.",
            concurrency_limit=1,
        ),
    ]


if __name__ == "__main__":
    serve(sys.argv[1], sys.argv[2], None, sys.argv[3], int(sys.argv[4]))
