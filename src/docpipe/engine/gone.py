"""Sources that were there and are no more."""

from array import array
from bisect import bisect_left
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from docpipe.engine.choice import Choice
from docpipe.engine.plan import Plan
from docpipe.warehouse import KnownSources, Stage, Warehouse, write_stage
from docpipe.warehouse.parts import source_ids


def gone_of(known: KnownSources, plan: Plan, stages: Sequence[Stage], choice: Choice) -> list[str]:
    """Ids of sources that were there and are no more: files not seen, members that their container lost."""
    seen = array("Q", np.sort(np.array(plan.seen, np.uint64)).tobytes())
    staged = {item for stage in stages if (path := stage.path("sources")) for item in source_ids(path).to_pylist()}
    gone = []
    for item in known:
        owner = item.container_id or item.source_id
        if item.deleted or item.source_id in staged or not choice.may_be_gone(owner):
            continue
        if item.container_id is not None:
            if item.container_id not in plan.unchanged_containers:
                gone.append(item.source_id)
        elif not _among(seen, int(item.source_id, 16)):
            gone.append(item.source_id)
    return gone


def _among(ordered: "array[int]", number: int) -> bool:
    at = bisect_left(ordered, number)
    return at < len(ordered) and ordered[at] == number


def deletion(home: Warehouse, gone: Sequence[str], staging: Path, run_id: str) -> list[Stage]:
    """A stage that marks sources as deleted, so that their documents leave the warehouse."""
    if not gone:
        return []
    rows: list[dict[str, Any]] = home.rows("sources", "source_id", gone)
    marked = [row | {"deleted_run_id": run_id, "last_run_id": run_id} for row in rows]
    return [write_stage(staging, "deleted", {"sources": marked})]
