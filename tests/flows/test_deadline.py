"""A night that hangs ends, wherever it hangs."""

import threading
import time
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("prefect")

import flows.deadline
from flows.deadline import NightTooLong, ended_within

HOURS = 0.3 / 3600


def test_what_waits_is_ended_and_says_why() -> None:
    begun = time.monotonic()
    wanted = r"the run over raw was not done within .* hours; what it had finished is kept"
    with pytest.raises(NightTooLong, match=wanted), ended_within(HOURS, "the run over raw"):
        threading.Event().wait(60)
    assert time.monotonic() - begun < 30


def test_what_is_done_in_time_is_left_alone() -> None:
    with ended_within(HOURS, "a run"):
        done = "done"
    time.sleep(0.5)
    assert done == "done"


def test_without_a_limit_there_is_none() -> None:
    with ended_within(None, "a run"):
        time.sleep(0.01)


def test_what_cannot_be_interrupted_ends_with_its_process(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    ended: list[Any] = []
    over = threading.Event()
    monkeypatch.setattr(flows.deadline, "GRACE_SECONDS", 0.0)
    monkeypatch.setattr(flows.deadline, "alert", lambda subject, text: ended.append(text))
    monkeypatch.setattr(flows.deadline.os, "_exit", lambda code: (ended.append(code), over.set()))
    with ended_within(HOURS, "a run"):
        try:
            over.wait(30)
        except BaseException:  # deaf, as a call into a lost network drive is
            over.wait(30)
    assert ended == [f"a run was not done within {HOURS:g} hours; what it had finished is kept for the next run", 70]
