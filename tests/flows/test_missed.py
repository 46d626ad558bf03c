"""A schedule that nobody works off is told by the server itself, over a real server and a real webhook."""

import json
import queue
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from tests.flows.served import asked, run_python

CODE = """
from flows.automations import tell_of_missed
print(tell_of_missed(), tell_of_missed())
"""


@pytest.fixture
def told() -> Iterator[tuple[str, "queue.Queue[dict[str, Any]]"]]:
    """The address of a webhook, and what it is told."""
    heard: queue.Queue[dict[str, Any]] = queue.Queue()

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            heard.put(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *given: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Hook)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/hook", heard
    server.shutdown()


@pytest.mark.flow
@pytest.mark.slow
def test_a_late_run_is_told(server: tuple[str, dict[str, str]], told: tuple[str, Any]) -> None:
    url, environment = server
    hook, heard = told
    said = run_python(environment | {"DOCPIPE_ALERT_WEBHOOK": hook}, CODE)
    assert said.split() == ["['webhook']", "['webhook']"]
    assert len(asked(url, "/automations/filter", {})) == 1
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
    message = heard.get(timeout=180)
    assert message["subject"] == "docpipe: docpipe digitize (missed-night) is late"
    assert message["flow_run_id"] == late["id"]
    assert message["text"].startswith(message["subject"] + "\n")
