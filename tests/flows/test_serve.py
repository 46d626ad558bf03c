"""`docpipe serve` starts a server whose page works at any port."""

import subprocess
import sys
from typing import Any

import pytest

from flows import serve


class Ended:
    """A process that is over."""

    returncode = 7

    def poll(self) -> int:
        return 7


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The environment of the server that is started."""
    found: dict[str, str] = {}

    def started(command: list[str], env: dict[str, str], **options: Any) -> Ended:
        assert command[:2] == [sys.executable, "-m"]
        found.update(env)
        return Ended()

    for name in ("PREFECT_UI_API_URL", "PREFECT_SERVER_UI_API_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(subprocess, "Popen", started)
    return found


def test_the_page_asks_the_server_that_shows_it(told: dict[str, str]) -> None:
    serve.Server(4377)
    assert told["PREFECT_SERVER_UI_API_URL"] == "http://127.0.0.1:4377/api"


def test_another_address_of_the_page_is_left_as_it_is(told: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_UI_API_URL", "https://prefect.example.org/api")
    serve.Server(4377)
    assert told["PREFECT_SERVER_UI_API_URL"] == "https://prefect.example.org/api"


def test_a_server_that_ended_is_told_from_one_that_is_slow(told: dict[str, str]) -> None:
    with pytest.raises(RuntimeError, match=r"ended \(exit 7\); is the port taken"):
        serve.Server(4377).wait()
