"""What a collection expects of a whole run: its `[expect]` coverage and share of held documents."""

from collections.abc import Iterable
from pathlib import Path

from docpipe.collection import folder_of
from docpipe.profile import Expect
from docpipe.profile_file import collection_profile
from docpipe.report.thresholds import thresholds
from docpipe.sql import connect


def expected(raw: Path, collections: Iterable[str]) -> dict[str, Expect]:
    """What collections expect, by their profiles as they are now. Raises ProfileError."""
    return {name: collection_profile(folder_of(raw, name)).expect for name in collections}


def broken_expectations(raw: Path, warehouse: Path, collections: Iterable[str]) -> list[str]:
    """What the newest snapshot breaks of what its collections expect, each a sentence. Raises ProfileError."""
    agreed = expected(raw, collections)
    if not any(expect.coverage or expect.max_held is not None for expect in agreed.values()):
        return []
    with connect(warehouse) as connection:
        return [str(item) for item in thresholds(connection, agreed) if not item.met]
