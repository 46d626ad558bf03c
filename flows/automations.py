"""Prefect's server tells what no run can tell: that one was late, was lost with its process, or was cancelled.

`python -m flows.automations`, with PREFECT_API_URL and the environment of `flows.alarm`.
"""

import os
import sys
from collections.abc import Iterator, Mapping
from typing import Any

from prefect.automations import Automation
from prefect.blocks.webhook import Webhook
from prefect.events import ResourceSpecification
from prefect.events.actions import CallWebhook, SendNotification
from prefect.events.schemas.automations import EventTrigger, Posture
from pydantic import SecretStr

from docpipe.engine.alert import WEBHOOK
from flows.alarm import BLOCK, named_block

TAG = "docpipe"
NAME, WEBHOOK_BLOCK = "docpipe: a run is missed", "docpipe-alert"
# Late: nobody has begun it. Crashed: its process is gone. Cancelled: by a person, or because the one before goes on.
EVENTS = {"prefect.flow-run.Late", "prefect.flow-run.Crashed", "prefect.flow-run.Cancelled"}
SUBJECT = "docpipe: {{ flow.name }} ({{ flow_run.name }}) is {{ flow_run.state.name | lower }}"
TEXT = "{{ flow_run.state.message or 'expected at ' ~ flow_run.expected_start_time }}"
PAYLOAD = (
    '{"subject": {{ subject | tojson }}, "text": {{ (subject ~ "\\n" ~ text) | tojson }}, '
    '"flow_run_id": "{{ flow_run.id }}"}'
)


def tell_of_missed(environment: Mapping[str, str] = os.environ) -> list[str]:
    """The server tells whoever the environment names of runs with docpipe's tag; the ways by which it does.

    Made once, renewed when made again.
    """
    ways = dict(_ways(environment))
    for way, action in ways.items():
        _stands(f"{NAME} ({way})", action)
    return list(ways)


def _ways(environment: Mapping[str, str]) -> Iterator[tuple[str, Any]]:
    if environment.get(WEBHOOK):
        block: Any = Webhook(url=SecretStr(environment[WEBHOOK]))
        identity = block.save(WEBHOOK_BLOCK, overwrite=True)
        named = f"{{% set subject %}}{SUBJECT}{{% endset %}}{{% set text %}}{TEXT}{{% endset %}}"
        yield "webhook", CallWebhook(block_document_id=identity, payload=named + PAYLOAD)
    if environment.get(BLOCK):
        notified = named_block(environment[BLOCK])
        yield "block", SendNotification(block_document_id=notified._block_document_id, subject=SUBJECT, body=TEXT)


def _stands(name: str, action: Any) -> None:
    trigger = EventTrigger(
        expect=EVENTS,
        match=ResourceSpecification({"prefect.resource.id": "prefect.flow-run.*"}),
        match_related=ResourceSpecification({"prefect.resource.id": f"prefect.tag.{TAG}"}),
        for_each={"prefect.resource.id"},
        posture=Posture.Reactive,
        threshold=1,
    )
    wanted = Automation(name=name, description="See docs/operations.md.", trigger=trigger, actions=[action])
    try:
        there: Any = Automation.read(name=name)
    except ValueError:
        wanted.create()
    else:
        wanted.id = there.id
        wanted.update()


if __name__ == "__main__":
    ways = tell_of_missed()
    print(f"a missed run is told by {', '.join(ways)}" if ways else f"neither {WEBHOOK} nor {BLOCK} is set")
    sys.exit(0 if ways else 1)
