"""What a run that was stopped has left in the staging folder, so that the next one goes on from there."""

import json
import pickle
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import docpipe
from docpipe.batch import OUTCOME, Outcome
from docpipe.plan import FIRST
from docpipe.warehouse import Warehouse, disk
from docpipe.warehouse.snapshot import current_number

RECORD = "run.json"
# A run that fails however often it is taken up again is begun afresh: perhaps what it left is at fault.
MOST_ATTEMPTS = 3


class Leftover(NamedTuple):
    """A run that did not end: who it is, and the plan files of the batches that it had finished."""

    run_id: str
    started: datetime
    attempts: int
    batches: dict[str, Path]

    def outcome(self, batch_id: str) -> Outcome:
        """What became of a finished batch; written by docpipe's own worker."""
        outcome: Outcome = pickle.loads(self.batches[batch_id].with_suffix(OUTCOME).read_bytes())
        return outcome


def begin(home: Warehouse, run_id: str, started: datetime, attempts: int = 0) -> Path:
    """The staging folder of the run; says in it whose it is and on what state of the warehouse it builds."""
    staging = home.staging(run_id)
    record = {
        "run_id": run_id,
        "started": started.isoformat(),
        "snapshot": current_number(home.layout),
        "docpipe_version": docpipe.__version__,
        "attempts": attempts,
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
    batches = {name: path for name, path in batches.items() if path.is_file()}
    if not batches or given["attempts"] >= MOST_ATTEMPTS:
        return None
    return Leftover(given["run_id"], datetime.fromisoformat(given["started"]), given["attempts"] + 1, batches)
