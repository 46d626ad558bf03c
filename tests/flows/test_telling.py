"""A Prefect server that is away stops no run, and is not asked again and again."""

from typing import Any

import pytest

pytest.importorskip("prefect")

import flows.telling
from flows.telling import Bar, at_best


def away(*given: Any, **named: Any) -> None:
    raise ConnectionError("nobody is there")


def test_what_cannot_be_told_is_a_line_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with at_best("what the run did"):
        away()
    assert [record.getMessage() for record in caplog.records] == [
        "Prefect was not told what the run did: ConnectionError: nobody is there"
    ]


def test_a_stopped_run_stays_stopped() -> None:
    with pytest.raises(KeyboardInterrupt), at_best("anything"):
        raise KeyboardInterrupt


def test_progress_is_told_until_the_server_is_away_and_again_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[float] = []
    clock = [1000.0]
    monkeypatch.setattr(flows.telling.time, "monotonic", lambda: clock[0])
    monkeypatch.setattr(flows.telling, "create_progress_artifact", lambda **given: "artifact")
    monkeypatch.setattr(flows.telling, "update", lambda artifact, progress: told.append(progress))
    bar = Bar(4)
    bar.one_more()
    asked: list[float] = []
    monkeypatch.setattr(flows.telling, "update", lambda artifact, progress: (asked.append(progress), away()))
    bar.one_more()
    bar.one_more()
    assert (told, asked) == ([25.0], [50.0])
    clock[0] += flows.telling.PAUSE_SECONDS + 1
    monkeypatch.setattr(flows.telling, "update", lambda artifact, progress: told.append(progress))
    bar.one_more()
    assert told == [25.0, 100.0]


def test_without_an_artifact_there_is_nothing_to_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flows.telling, "create_progress_artifact", away)
    bar = Bar(2)
    bar.one_more()
    assert (bar.done, bar.artifact) == (1, None)
