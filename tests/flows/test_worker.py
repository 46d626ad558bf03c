"""A real server, a real deployment from prefect.yaml, a real worker: once."""

import time
from pathlib import Path

import pytest

from docpipe.sql import connect
from tests.flows.served import asked, prefect


def scheduled(url: str) -> set[str]:
    """Ids of the deployments of which the server has planned runs, once it had time to."""
    until, found = time.monotonic() + 120, set[str]()
    while time.monotonic() < until and len(found) < 3:
        planned = asked(url, "/flow_runs/filter", {"flow_runs": {"state": {"name": {"any_": ["Scheduled"]}}}})
        found = {item["deployment_id"] for item in planned if item["auto_scheduled"]}
        time.sleep(1)
    return found


@pytest.mark.flow
@pytest.mark.slow
def test_a_worker_executes_the_nightly_deployment(server: tuple[str, dict[str, str]], tmp_path: Path) -> None:
    url, told = server
    (tmp_path / "raw" / "a").mkdir(parents=True)
    for number in range(5):
        text = f"关于检修{number}号水闸的通知\n\n请各单位认真执行第{number}号安排。\n"
        (tmp_path / "raw" / "a" / f"{number}.txt").write_text(text, "utf-8")
    prefect(told, "work-pool", "create", "docpipe", "--type", "process")
    prefect(told, "deploy", "--all")
    there = asked(url, "/deployments/filter", {})
    assert sorted((item["entrypoint"], item["name"], item["global_concurrency_limit"]["limit"]) for item in there) == [
        ("flows/connect.py:connect", "nightly", 1),
        ("flows/digitize.py:digitize", "nightly", 1),
        ("flows/maintain.py:maintain", "weekly", 1),
    ]
    assert all(len(item["schedules"]) == 1 and item["description"] and item["tags"] for item in there)
    nightly = next(item for item in there if item["entrypoint"].endswith("digitize"))
    form = nightly["parameter_openapi_schema"]
    assert form["properties"]["raw"]["description"] == "Folder of collections."
    assert form["definitions"]["Work"]["properties"]["jobs"]["description"]
    assert scheduled(url) == {item["id"] for item in there}, "the server schedules no runs"
    place = (f"raw={tmp_path / 'raw'}", f"warehouse={tmp_path / 'warehouse'}")
    prefect(told, "deployment", "run", "docpipe digitize/nightly", "--param", place[0], "--param", place[1])
    prefect(told, "worker", "start", "--pool", "docpipe", "--run-once", seconds=400)
    until, runs = time.monotonic() + 120, []
    while time.monotonic() < until:
        # Of this deployment: other tests run flows on the same server.
        ended = {"state": {"type": {"any_": ["COMPLETED", "FAILED", "CRASHED"]}}}
        runs = asked(url, "/flow_runs/filter", {"flow_runs": ended, "deployments": {"id": {"any_": [nightly["id"]]}}})
        if runs:
            break
        time.sleep(1)
    assert [item["state"]["type"] for item in runs] == ["COMPLETED"], runs[0]["state"]["message"] if runs else "none"
    with connect(tmp_path / "warehouse") as connection:
        assert connection.sql("SELECT count(*) FROM documents").fetchall() == [(5,)]
        assert connection.sql("SELECT flow_run_id FROM runs").fetchall() == [(runs[0]["id"],)]
