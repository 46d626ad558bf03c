"""What a warehouse knows of its sources, packed into few bytes each."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docpipe.tables.stamp import RunStamp
from docpipe.warehouse import Known, KnownSources, parquet
from docpipe.warehouse.arrow import arrow_table
from docpipe.warehouse.hexadecimal import Digests, packed
from docpipe.warehouse.known import known_sources

STAMP = RunStamp("20260101T000000-aaaaaa", datetime(2026, 1, 1))


def hexadecimal(width: int) -> st.SearchStrategy[str]:
    return st.binary(min_size=width, max_size=width).map(bytes.hex)


def row(source_id: str, **given_: Any) -> dict[str, Any]:
    columns = dict.fromkeys(arrow_table("sources", []).column_names)
    needed = {"collection": "c", "path": source_id, "status": "accepted", "docpipe_version": "0"}
    runs = {"first_run_id": STAMP.run_id, "last_run_id": STAMP.run_id}
    return columns | needed | runs | {"source_id": source_id} | given_


ROWS = st.lists(
    st.builds(
        row,
        hexadecimal(8),
        sha256=st.none() | hexadecimal(32),
        key=st.none() | hexadecimal(8),
        duplicate_of=st.none() | hexadecimal(8),
        container_id=st.none() | hexadecimal(8),
        mtime_ns=st.none() | st.integers(0, 2**62),
        bytes=st.none() | st.integers(0, 2**40),
        status=st.sampled_from(["accepted", "held", "unreadable", "duplicate", "container"]),
        deleted_run_id=st.none() | st.just("r"),
        first_run_id=st.sampled_from(["r1", "r2"]),
    ),
    unique_by=lambda made: made["source_id"],
    max_size=20,
)


@settings(deadline=None)
@given(ROWS, st.integers(1, 7))
def test_every_source_is_known_as_its_row_says(rows: list[dict[str, Any]], size: int) -> None:
    pieces = [arrow_table("sources", rows[at : at + size]) for at in range(0, len(rows), size)]
    known = KnownSources([arrow_table("sources", []), *pieces])
    fields = [name for name in Known._fields if name != "deleted"]
    wanted = [Known(*(made[name] for name in fields), made["deleted_run_id"] is not None) for made in rows]
    assert list(known) == sorted(wanted)
    assert [known.get(item.source_id) for item in wanted] == wanted
    assert len(known) == len(rows)


def test_what_is_not_known_is_not_found() -> None:
    known = KnownSources([arrow_table("sources", [row("00000000000000aa")])])
    assert known.get("00000000000000ab") is None
    assert known.get("ffffffffffffffff") is None
    assert KnownSources([arrow_table("sources", [])]).get("00000000000000aa") is None


def test_slices_are_packed_from_their_own_place() -> None:
    column = pa.array(["00" * 8, None, "0f" * 8, "a1" * 8])[2:]
    digests = Digests(pa.chunked_array([packed(column, 8)]))
    assert [digests[at] for at in range(2)] == ["0f" * 8, "a1" * 8]


@pytest.mark.parametrize("wrong", [["0f" * 8, "0f"], ["0g" * 8], ["0F" * 8]])
def test_what_is_no_digest_is_refused(wrong: list[str]) -> None:
    with pytest.raises(ValueError, match="16 hexadecimal digits"):
        packed(pa.array(wrong), 8)


def test_a_warehouse_of_an_older_docpipe_has_columns_that_are_null(tmp_path: Path) -> None:
    old = arrow_table("sources", [row("00000000000000aa", sha256="0f" * 32)]).drop_columns(["container_id", "key"])
    parquet.write(tmp_path / "old.parquet", "sources", old)
    (known,) = known_sources([tmp_path / "old.parquet"])
    assert (known.sha256, known.key, known.container_id) == ("0f" * 32, None, None)
