"""The weekly flow: the warehouse is sound, tidy, and no larger than it need be."""

from typing import Any

from prefect import flow, get_run_logger
from prefect.artifacts import create_table_artifact
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from docpipe.engine.upkeep import damaged, tidied
from docpipe.sql import check_laws
from docpipe.warehouse import Warehouse
from flows.alarm import tell_failure
from flows.machine import patiently
from flows.parameters import Keep, Patience

# Before the first run is done, there is nothing to look at, and nothing wrong.
NOTHING = "nothing was published yet"


@flow(
    name="docpipe maintain",
    validate_parameters=True,
    persist_result=False,
    timeout_seconds=6 * 3600,
    on_failure=[tell_failure],
    on_crashed=[tell_failure],
)
def maintain(
    warehouse: str = "warehouse", keep: Keep | None = None, patience: Patience | None = None
) -> State[dict[str, Any]]:
    """Old snapshots are gone, what killed runs left is gone; every file is what its name says; every law holds.

    Args:
        warehouse: Folder of the warehouse.
        keep: What is kept.
        patience: What is done about faults of the machine, such as another run that is still writing.
    """
    kept, log = keep or Keep(), get_run_logger()
    if Warehouse(warehouse).empty:
        return Completed(message=NOTHING, data={"expired": []})
    expired = patiently(lambda: tidied(warehouse, kept.snapshots, kept.hours * 3600), patience or Patience(), log)
    unsound = [f"{breach.law}: {breach}" for breach in check_laws(warehouse)] + damaged(warehouse)
    create_table_artifact(
        key="docpipe-soundness",
        table=[{"unsound": said} for said in unsound] or [{"expired snapshots": len(expired), "unsound": "nothing"}],
    )
    if unsound:
        return Failed(name="Unsound", message="; ".join(unsound)[:2000])
    return Completed(message=f"sound; {len(expired)} snapshots expired", data={"expired": expired})
