"""What a collection expects of a whole run: its `[expect]` coverage and share of held documents."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from docpipe.collection import folder_of
from docpipe.profile import Expect, collection_profile
from docpipe.report import figures
from docpipe.sql import connect

HELD = "SELECT collection, avg((status = 'held')::int) AS share, count(*) AS documents FROM documents GROUP BY ALL"


def broken_expectations(raw: Path, warehouse: Path, collections: Iterable[str]) -> list[str]:
    """What the newest snapshot breaks of what its collections expect, each a sentence. Raises ProfileError."""
    expected = {name: collection_profile(folder_of(raw, name)).expect for name in collections}
    expected = {name: expect for name, expect in expected.items() if expect.coverage or expect.max_held is not None}
    if not expected:
        return []
    with connect(warehouse) as connection:
        return [*_coverage(connection, expected), *_held(connection, expected)]


def _coverage(connection: Any, expected: dict[str, Expect]) -> list[str]:
    wanted = {name: expect.coverage for name, expect in expected.items()}
    return [
        f"{item.collection}: {item.share:.1%} of {item.of} accepted documents have {item.field}, "
        f"{item.wanted:.0%} are expected"
        for item in figures.coverage(connection, wanted)
        if item.verdict == "missed"
    ]


def _held(connection: Any, expected: dict[str, Expect]) -> list[str]:
    said = []
    for name, share, documents in connection.sql(HELD).fetchall():
        most = expected[name].max_held if name in expected else None
        if most is not None and share > most:
            said.append(f"{name}: {share:.1%} of {documents} documents are held, at most {most:.0%} are expected")
    return said
