"""One started Prefect server for all tests that need one, and somebody who is told."""

import queue
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import pytest

from tests.flows.served import asked, environment, free_port
from tests.webhook import listening


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, str]]]:
    port, home = free_port(), tmp_path_factory.mktemp("prefect")
    url = f"http://127.0.0.1:{port}/api"
    told = environment(home, url)
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    process = subprocess.Popen(command, env=told, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=home)
    try:
        until = time.monotonic() + 180
        while time.monotonic() < until:
            try:
                asked(url, "/health")
                break
            except OSError:
                time.sleep(0.5)
        yield url, told
    finally:
        process.terminate()
        process.wait(30)


@pytest.fixture
def told() -> Iterator[tuple[str, "queue.Queue[dict[str, Any]]"]]:
    """The address of a webhook, and what it is told."""
    heard: queue.Queue[dict[str, Any]] = queue.Queue()
    with listening(heard.put) as url:
        yield url, heard
