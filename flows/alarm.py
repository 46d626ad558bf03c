"""A person hears of a run that went wrong: hooks of the flows."""

import os
from typing import Any

from docpipe.engine.alert import alert

# A notification block of Prefect (`slack-webhook/team`, `email/office`): told as well, where this names one.
BLOCK = "DOCPIPE_ALERT_BLOCK"


def tell_failure(flow: Any, flow_run: Any, state: Any) -> None:
    """The webhook, mail address and block that the environment names know what happened."""
    subject = f"docpipe: {flow_run.name} {state.name.lower()}"
    text = f"{state.message or state.name}\n\nflow run {flow_run.id}, parameters {flow_run.parameters}"
    alert(subject, text, flow_run_id=str(flow_run.id))
    if os.environ.get(BLOCK):
        named_block(os.environ[BLOCK]).notify(text, subject)


def named_block(name: str) -> Any:
    """The block of that name (`slack-webhook/team`), of whatever class: its kind stands before the slash."""
    import prefect.blocks.notifications  # noqa: F401  # only then are its blocks known by their kind
    from prefect.blocks.core import Block

    return Block.load(name)
