"""How a warehouse changed from snapshot to snapshot."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from docpipe.report import queries
from docpipe.report.ask import ask
from docpipe.report.coverage import coverage
from docpipe.sql import connect, past_snapshots

SNAPSHOTS = 12
SHOWN = ("title", "doc_number", "issuers", "signed_on", "recipients", "translation")


class Trend(NamedTuple):
    """One figure in each of the snapshots that are kept, the oldest first; None where there were no documents."""

    name: str
    share: bool
    values: tuple[tuple[str, float | None], ...]

    @property
    def last(self) -> float | None:
        return self.values[-1][1]


def trends(warehouse: str | Path, as_of: int | str | None, these: Sequence[str]) -> list[Trend]:
    """Accepted documents, share of held ones, and coverage of the first fields over the last snapshots of runs."""
    states = [_state(warehouse, number, these) for number in past_snapshots(warehouse, as_of, SNAPSHOTS)]
    return [
        Trend(name, name != "accepted documents", tuple((label, state.get(name)) for label, state in states))
        for name in states[-1][1]
    ]


def _state(warehouse: str | Path, number: int, these: Sequence[str]) -> tuple[str, dict[str, float | None]]:
    with connect(warehouse, number) as connection:
        [counts] = ask(connection, queries.STATE, these, None)
        found = coverage(connection, these)
    shares: dict[str, float | None] = {}
    for field in SHOWN:
        some = [item for item in found if item.field == field]
        of = sum(item.of for item in some)
        shares[f"with {field}"] = sum(item.having for item in some) / of if of else None
    held = counts["held"] / counts["documents"] if counts["documents"] else None
    return f"snapshot {number}", {"accepted documents": counts["accepted"], "held": held, **shares}
