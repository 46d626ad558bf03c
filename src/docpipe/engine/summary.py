"""What a run tells while it runs, and what it did."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from docpipe.engine.outcome import EXAMPLES, Outcome
from docpipe.engine.plan import Plan

if TYPE_CHECKING:
    from docpipe.engine.preview import Preview


@dataclass
class Progress:
    """What a run tells while it runs; the methods do nothing here."""

    def planned(self, plan: Plan) -> None:
        """The look at raw/ is done."""

    def finished(self, statuses: Sequence[str]) -> None:
        """Sources have been worked on, with these outcomes."""

    def step(self, name: str) -> None:
        """A step begins: looking, working, publishing."""


@dataclass
class RunSummary:
    """What a run did. `snapshot` is the one that stands afterwards; None for a dry run on an empty warehouse.

    `resumed` counts the sources that a run which was stopped before had worked on already. `examples` names the first
    few sources of every reason for which some are held or unreadable. `problems` counts errors and warnings by code,
    not notes (severity info). `broken` says what of the collections' `[expect]`
    the published snapshot does not keep.
    """

    run_id: str
    collections: list[str]
    sources: int = 0
    unchanged: int = 0
    deleted: int = 0
    resumed: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    known: Counter[str] = field(default_factory=Counter)
    problems: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=dict)
    blocks: int = 0
    fields: int = 0
    bytes: int = 0
    killed: int = 0
    relabelled: int = 0
    seconds: float = 0.0
    snapshot: int | None = None
    published: bool = False
    preview: "Preview | None" = None
    broken: list[str] = field(default_factory=list)

    @property
    def documents(self) -> int:
        """Documents made in this run."""
        return self.statuses["accepted"] + self.statuses["held"]

    def count(self, outcome: Outcome) -> None:
        """What became of a batch is part of it."""
        self.statuses.update(outcome.statuses)
        self.problems.update(outcome.problems)
        self.reasons.update(outcome.reasons)
        for reason, paths in outcome.examples.items():
            held = self.examples.setdefault(reason, [])
            held.extend(paths[: EXAMPLES - len(held)])
        self.blocks += outcome.blocks
        self.fields += outcome.fields
        self.bytes += outcome.bytes
        self.killed += outcome.killed
