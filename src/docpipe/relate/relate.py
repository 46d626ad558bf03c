"""The pass over a warehouse that finds which documents belong together, and publishes it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np

import docpipe
from docpipe.relate.candidates import alike, pairs
from docpipe.relate.kind import VERSION, containment, kind_of
from docpipe.sql import connect
from docpipe.values.minhash import BINS, Bins
from docpipe.warehouse import Warehouse

# Pairs below this are not looked at.
LOWEST = 0.2
WANTED = "document_id, collection, title, doc_number, issuers, signed_on, text_sha256, body_chars"
# The same title from the same office at another date: a version, however much was rewritten.
TITLES = """
SELECT a.document_id, b.document_id
FROM documents a JOIN documents b ON a.title = b.title AND a.document_id < b.document_id
WHERE a.status = 'accepted' AND b.status = 'accepted' AND length(a.title) >= 10
  AND list_has_any(a.issuers, b.issuers) AND a.signed_on <> b.signed_on
"""
SIGNED = """
SELECT document_id, minhash FROM signatures JOIN documents USING (document_id)
WHERE status = 'accepted' ORDER BY document_id
"""


@dataclass(frozen=True, slots=True)
class Related:
    """What the pass found: documents compared, pairs by kind; `snapshot` where something was published."""

    documents: int
    kinds: dict[str, int]
    snapshot: int | None


def relate(warehouse: str | Path) -> Related:
    """The table `duplicates` tells of the newest snapshot. Publishes only where it changed.

    Raises NoSnapshot before the first run, WarehouseBusy while another process writes.
    """
    home, started = Warehouse(warehouse), datetime.now(UTC)
    run_id = f"{started:%Y%m%dT%H%M%S}-{uuid4().hex[:6]}"
    with home.lock(f"docpipe connect {run_id}"):
        ids, signatures = _signatures(home)
        found = sorted(_rows(home, ids, signatures), key=lambda row: (row["document_id"], row["other_id"]))
        kinds: dict[str, int] = {}
        for row in found:
            kinds[row["kind"]] = kinds.get(row["kind"], 0) + 1
        before = sorted(
            ({name: value for name, value in row.items() if name != "run_id"} for row in home.all_rows("duplicates")),
            key=lambda row: (row["document_id"], row["other_id"]),
        )
        if found == before:
            return Related(len(ids), kinds, None)
        rows = [row | {"run_id": run_id} for row in found]
        snapshot = home.publish([], _run_row(run_id, started), whole={"duplicates": rows})
        home.expire()
        return Related(len(ids), kinds, snapshot.number)


def _signatures(home: Warehouse) -> tuple[list[str], Bins]:
    with connect(home.path) as db:
        rows = db.execute(SIGNED).fetchall()
    joined = b"".join(row[1] for row in rows)
    return [row[0] for row in rows], np.frombuffer(joined, "<u2").reshape(-1, BINS).astype(np.uint16)


def _rows(home: Warehouse, ids: list[str], signatures: Bins) -> Iterator[dict[str, Any]]:
    likely = _likely(home, ids, signatures)
    wanted = sorted({item for pair in likely for item in pair})
    with connect(home.path) as db:
        found = db.execute(f"SELECT {WANTED} FROM documents WHERE document_id IN (SELECT unnest(?))", [wanted])
        about = {row["document_id"]: row for row in found.dicts()}
    for (one, two), likeness in likely.items():
        first, second = _in_order(about[one], about[two])
        kind = kind_of(first, second, likeness)
        if kind is not None:
            yield {
                "document_id": first["document_id"],
                "other_id": second["document_id"],
                "kind": kind,
                "likeness": float(np.float32(likeness)),
                "containment": float(np.float32(containment(likeness, first["body_chars"], second["body_chars"]))),
            }


def _likely(home: Warehouse, ids: list[str], signatures: Bins) -> dict[tuple[str, str], float]:
    near = pairs(signatures)
    likeness = alike(signatures, near)
    found = {
        (ids[one], ids[two]): float(sure)
        for (one, two), sure in zip(near.tolist(), likeness.tolist(), strict=True)
        if sure >= LOWEST
    }
    place = {item: at for at, item in enumerate(ids)}
    with connect(home.path) as db:
        named = db.execute(TITLES).fetchall()
    for one, two in named:
        if one in place and two in place:
            sure = float(np.mean(signatures[place[one]] == signatures[place[two]]))
            found.setdefault((one, two), max(sure, VERSION))
    return found


def _in_order(one: Mapping[str, Any], two: Mapping[str, Any]) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """The earlier document first, by its date, else by its id; of a text and a part of it, the whole first."""
    both = [one, two]
    both.sort(key=lambda item: (str(item["signed_on"] or ""), item["document_id"]))
    return both[0], both[1]


def _run_row(run_id: str, started: datetime) -> dict[str, Any]:
    counts = ("sources", "unchanged", "accepted", "held", "unreadable", "duplicate", "deleted", "bytes")
    return {
        "run_id": run_id,
        "started_at": started.replace(tzinfo=None),
        "finished_at": None,
        "engine": "connect",
        "docpipe_version": docpipe.__version__,
        "snapshot": None,
        **dict.fromkeys(counts, 0),
    }
