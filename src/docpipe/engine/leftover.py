"""What a run that was stopped has left in the staging folder, so that the next one goes on from there."""

import json
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import docpipe
from docpipe.engine.batch import OUTCOME
from docpipe.engine.outcome import Outcome
from docpipe.engine.plan import FIRST, read_batch
from docpipe.engine.sealed import NotWhole, read_sealed
from docpipe.warehouse import Warehouse, disk
from docpipe.warehouse.snapshot import current_number

RECORD = "run.json"
# A run that ends so often without another batch finished is begun afresh: perhaps what it left is at fault.
MOST_ATTEMPTS = 3


class Leftover(NamedTuple):
    """A run that did not end: who it is, and the plan files of the batches that it had finished."""

    run_id: str
    started: datetime
    attempts: int
    batches: dict[str, Path]

    def outcome(self, batch_id: str) -> Outcome:
        """What became of a finished batch."""
        return _outcome(self.batches[batch_id])


def begin(home: Warehouse, run_id: str, started: datetime, left: Leftover | None = None) -> Path:
    """The staging folder of the run; says in it whose it is and on what state of the warehouse it builds."""
    staging = home.staging(run_id)
    record = {
        "run_id": run_id,
        "started": started.isoformat(),
        "snapshot": current_number(home.layout),
        "docpipe_version": docpipe.__version__,
        "attempts": left.attempts if left else 0,
        "finished": len(left.batches) if left else 0,
    }
    disk.write_json(staging / RECORD, record)
    return staging


def leftover(home: Warehouse) -> Leftover | None:
    """The newest run that was stopped before it published, if what it did is still of use; None otherwise."""
    if not home.layout.staging.is_dir():
        return None
    for folder in sorted(home.layout.staging.iterdir(), reverse=True):
        found = _read(folder, current_number(home.layout))
        if found is not None:
            return found
    return None


def _read(folder: Path, snapshot: int | None) -> Leftover | None:
    try:
        given = json.loads((folder / RECORD).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    if (given["snapshot"], given["docpipe_version"]) != (snapshot, docpipe.__version__):
        return None
    batches = {path.stem: path.with_suffix(".plan") for path in sorted(folder.glob(f"{FIRST}-*{OUTCOME}"))}
    batches = {name: path for name, path in batches.items() if _whole(path)}
    attempts = given["attempts"] + 1 if len(batches) <= given["finished"] else 0
    if not batches or attempts >= MOST_ATTEMPTS:
        return None
    return Leftover(given["run_id"], datetime.fromisoformat(given["started"]), attempts, batches)


def _outcome(plan: Path) -> Outcome:
    outcome: Outcome = read_sealed(plan.with_suffix(OUTCOME))
    return outcome


def _whole(plan: Path) -> bool:
    """Whether plan, outcome and stages of a finished batch are what was written; a power cut may have spoilt them."""
    try:
        read_batch(plan)
        return all(stage.whole for stage in _outcome(plan).stages)
    except (OSError, NotWhole):
        return False
