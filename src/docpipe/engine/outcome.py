"""What became of a batch."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from docpipe.warehouse import Stage

# So many sources are named for each reason: in each batch, and in the summary of the run.
EXAMPLES = 5


@dataclass
class Outcome:
    """What became of a batch; small."""

    batch_id: str
    stages: list[Stage] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    problems: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=dict)
    blocks: int = 0
    fields: int = 0
    bytes: int = 0
    seconds: float = 0.0
    killed: int = 0

    def add(self, rows: Mapping[str, Sequence[dict[str, Any]]]) -> None:
        """The rows are counted."""
        self.blocks += len(rows.get("blocks", ()))
        self.fields += len(rows.get("fields", ()))
        self.problems.update(row["code"] for row in rows.get("problems", ()) if row["severity"] != "info")
        for row in rows.get("sources", ()):
            self.statuses[row["status"]] += 1
            if row["status"] in {"held", "unreadable"}:
                self._name(row)

    def _name(self, row: Mapping[str, Any]) -> None:
        reason = row["code"] or row["status"]
        self.reasons[reason] += 1
        named = self.examples.setdefault(reason, [])
        if len(named) < EXAMPLES:
            member = f"!{row['member']}" if row["member"] else ""
            named.append(f"{row['collection']}/{row['path']}{member}")
