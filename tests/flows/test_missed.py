"""A schedule that nobody works off, and a night that fails, are told: over a real server and a real webhook."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.flows.served import asked, run_python

# A block that a team has set up; what it sends goes to the same address.
OFFICE = """
import sys
from prefect.blocks.notifications import CustomWebhookNotificationBlock
CustomWebhookNotificationBlock(
    name="office", url=sys.argv[1], json_data={"subject": "{{subject}}", "text": "{{body}}"}, allow_private_urls=True
).save("office", overwrite=True)
"""
CODE = """
from flows.automations import tell_of_missed
print(tell_of_missed(), tell_of_missed())
"""
FAILING = """
import sys
from flows.digitize import digitize
folder = sys.argv[1]
state = digitize(raw=folder + "/nowhere", warehouse=folder + "/warehouse", return_state=True)
assert state.is_failed(), state
"""


@pytest.mark.flow
@pytest.mark.slow
def test_a_late_run_is_told(server: tuple[str, dict[str, str]], told: tuple[str, Any]) -> None:
    url, environment = server
    hook, heard = told
    run_python(environment, OFFICE, hook)
    said = run_python(
        environment | {"DOCPIPE_ALERT_WEBHOOK": hook, "DOCPIPE_ALERT_BLOCK": "custom-webhook/office"}, CODE
    )
    assert said.splitlines() == ["['webhook', 'block'] ['webhook', 'block']"]
    assert len(asked(url, "/automations/filter", {})) == 2
    flow = asked(url, "/flows/", {"name": "docpipe digitize"})["id"]
    passed = (datetime.now(UTC) - timedelta(hours=1)).isoformat()
    late = asked(
        url,
        "/flow_runs/",
        {
            "flow_id": flow,
            "name": "missed-night",
            "tags": ["docpipe"],
            "state": {"type": "SCHEDULED", "name": "Scheduled", "state_details": {"scheduled_time": passed}},
        },
    )
    messages = sorted((heard.get(timeout=180) for _ in range(2)), key=len)
    subjects = [message["subject"] for message in messages]
    assert subjects == ["docpipe: docpipe digitize (missed-night) is late"] * 2
    assert all(message["text"] for message in messages)
    assert messages[1]["flow_run_id"] == late["id"], "the webhook tells which run"
    assert messages[1]["text"].startswith(subjects[1] + "\n")


@pytest.mark.flow
@pytest.mark.slow
def test_a_failed_night_is_told_through_a_block(
    server: tuple[str, dict[str, str]], told: tuple[str, Any], tmp_path: Path
) -> None:
    _, environment = server
    hook, heard = told
    run_python(environment, OFFICE, hook)
    run_python(environment | {"DOCPIPE_ALERT_BLOCK": "custom-webhook/office"}, FAILING, str(tmp_path))
    message = heard.get(timeout=60)
    assert message["subject"].startswith("docpipe: ")
    assert message["subject"].endswith(" failed")
    assert str(tmp_path / "nowhere") in message["text"]
