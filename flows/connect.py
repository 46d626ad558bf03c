"""The second flow: what belongs together over the whole warehouse, once digitize has brought it up to date."""

from typing import Any

from prefect import flow, get_run_logger
from prefect.client.schemas.objects import State
from prefect.states import Completed

from docpipe.relate import relate
from docpipe.warehouse import Warehouse
from flows.alarm import tell_failure
from flows.machine import patiently
from flows.maintain import NOTHING
from flows.parameters import Patience


@flow(
    name="docpipe connect",
    validate_parameters=True,
    persist_result=False,
    timeout_seconds=6 * 3600,
    on_failure=[tell_failure],
    on_crashed=[tell_failure],
)
def connect(warehouse: str = "warehouse", patience: Patience | None = None) -> State[dict[str, Any]]:
    """Copies, versions, wholes and parts stand in the table `duplicates`.

    Args:
        warehouse: Folder of the warehouse.
        patience: What is done about faults of the machine, such as another run that is still writing.
    """
    if Warehouse(warehouse).empty:
        return Completed(message=NOTHING, data={})
    related = patiently(lambda: relate(warehouse), patience or Patience(), get_run_logger())
    counts = {"documents": related.documents, "snapshot": related.snapshot, **dict(related.kinds)}
    return Completed(message=f"{sum(related.kinds.values())} pairs among {related.documents} documents", data=counts)
