"""What a person should look at before a run is trusted."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from docpipe.report.coverage import FIELDS, Coverage
from docpipe.report.difference import Difference
from docpipe.report.thresholds import Threshold

BAD, DOUBTFUL = "bad", "doubtful"
# A share that falls by less may be chance.
FALLEN = 0.02
LOST = 0.01


class Sign(NamedTuple):
    """Something that speaks against a run: `bad` breaks what was agreed, `doubtful` is worth a look."""

    kind: str
    said: str


def signs(
    agreed: Sequence[Threshold],
    now: Sequence[Coverage],
    before: Sequence[Coverage],
    difference: Difference | None,
    slow: Sequence[str],
) -> list[Sign]:
    """Thresholds that are not met; shares and values that were lost since the snapshot before; what took too long."""
    return [
        *(Sign(BAD, str(item)) for item in agreed if not item.met),
        *_fallen(now, before),
        *(_lost(difference, max((item.of for item in now), default=0)) if difference else ()),
        *(Sign(DOUBTFUL, f"the section on {name} is left out: its query took too long") for name in slow),
    ]


def _fallen(now: Sequence[Coverage], before: Sequence[Coverage]) -> Iterator[Sign]:
    old = {(item.collection, item.field): item for item in before}
    for item in now:
        was = old.get((item.collection, item.field))
        if was is not None and was.share - item.share >= FALLEN:
            yield Sign(
                DOUBTFUL,
                f"{item.collection}: documents with {item.field} fell from {was.share:.1%} to {item.share:.1%}",
            )


def _lost(difference: Difference, documents: int) -> Iterator[Sign]:
    if difference.went.documents:
        yield Sign(DOUBTFUL, f"{difference.went.documents:,} documents of the snapshot before are gone")
    for item in difference.fields:
        if item.kind == "lost" and item.name in FIELDS and item.documents > documents * LOST:
            yield Sign(DOUBTFUL, f"{item.documents:,} documents have no {item.name} any more")
