"""What collections expect of a whole run (`[expect]`: coverage, share of held documents) against what there is."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from docpipe.profile import Expect
from docpipe.report.ask import ask
from docpipe.report.coverage import coverage
from docpipe.sql import Connection

HELD = """
SELECT collection, count(*) FILTER (status = 'held') AS held, count(*) AS documents
FROM documents WHERE parent_document_id IS NULL AND list_contains($these, collection) GROUP BY ALL ORDER BY ALL"""


class Threshold(NamedTuple):
    """A share that a collection agreed on, and the one that was found. `field` is None for held documents."""

    collection: str
    field: str | None
    having: int
    of: int
    wanted: float

    @property
    def share(self) -> float:
        return self.having / self.of if self.of else 0.0

    @property
    def met(self) -> bool:
        """Held documents may be at most so many; documents with a field must be at least so many."""
        return self.share <= self.wanted if self.field is None else not self.of or self.share >= self.wanted

    def __str__(self) -> str:
        found, wanted = f"{self.share:.1%} of {self.of}", f"{100 * self.wanted:.3g}%"
        if self.field is None:
            return f"{self.collection}: {found} documents are held, at most {wanted} are expected"
        return f"{self.collection}: {found} accepted documents have {self.field}, {wanted} are expected"


def thresholds(connection: Connection, expected: Mapping[str, Expect]) -> list[Threshold]:
    """All thresholds of these collections, met or not; none of a collection that the snapshot does not have."""
    some = {name: expect for name, expect in expected.items() if expect.coverage or expect.max_held is not None}
    return sorted([*_coverage(connection, some), *_held(connection, some)], key=lambda item: item.collection)


def _coverage(connection: Connection, expected: Mapping[str, Expect]) -> Iterator[Threshold]:
    more = {name: tuple(expect.coverage) for name, expect in expected.items()}
    for item in coverage(connection, list(more), more):
        if item.field in more[item.collection]:
            wanted = expected[item.collection].coverage[item.field]
            yield Threshold(item.collection, item.field, item.having, item.of, wanted)


def _held(connection: Connection, expected: Mapping[str, Expect]) -> Iterator[Threshold]:
    for row in ask(connection, HELD, list(expected), None):
        most = expected[row["collection"]].max_held
        if most is not None:
            yield Threshold(row["collection"], None, row["held"], row["documents"], most)
