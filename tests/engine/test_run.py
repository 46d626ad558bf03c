"""A run brings the warehouse up to date with raw/, whatever was there before and whatever raw/ holds."""

import os
from pathlib import Path
from typing import Any

import pytest

from docpipe.engine.run import Choice, RunSummary, run
from docpipe.sql import check_laws, connect
from docpipe.tables import TABLES
from docpipe.warehouse import WarehouseBusy
from docpipe.warehouse.warehouse import Warehouse

TEXT = "关于清理河道的通知\n\n白石县水利局\n白水〔2016〕{number}号\n\n各乡镇：\n\n请清理河道。\n\n白石县水利局\n2016年3月2日\n"


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw" / "a"
    folder.mkdir(parents=True)
    for number in range(6):
        (folder / f"{number}.txt").write_text(TEXT.format(number=number), "utf-8")
    return tmp_path / "raw"


def digitized(raw: Path, **options: Any) -> RunSummary:
    return run(raw, raw.parent / "warehouse", jobs=0, **options)


def tables(raw: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of the warehouse but for the columns that tell of runs."""
    found = {}
    with connect(raw.parent / "warehouse") as connection:
        for name, table in TABLES.items():
            if name == "runs":
                continue
            run_columns = set(table.marked("run_column"))
            columns = ", ".join(f'"{column}"' for column in table.columns if column not in run_columns)
            found[name] = connection.sql(f"SELECT {columns} FROM {name} ORDER BY ALL").fetchall()
    return found


def statuses(raw: Path) -> dict[str, str]:
    with connect(raw.parent / "warehouse") as connection:
        rows = connection.sql("SELECT path, status, deleted_run_id IS NOT NULL FROM sources").fetchall()
    return {path: "deleted" if gone else status for path, status, gone in rows}


def test_a_second_run_does_nothing(raw: Path) -> None:
    assert digitized(raw).documents == 6
    again = digitized(raw)
    assert (again.unchanged, again.documents, again.published) == (6, 0, False)
    assert Warehouse(raw.parent / "warehouse").snapshots() == [1]


def test_the_same_input_gives_the_same_tables(raw: Path) -> None:
    digitized(raw)
    first = tables(raw)
    digitized(raw, choice=Choice(force=True))
    assert tables(raw) == first


def test_a_changed_file_replaces_its_rows(raw: Path) -> None:
    digitized(raw)
    (raw / "a" / "3.txt").write_text(TEXT.format(number=33), "utf-8")
    assert (digitized(raw).documents, digitized(raw).documents) == (1, 0)
    with connect(raw.parent / "warehouse") as connection:
        assert connection.sql("SELECT count(*) FROM documents").fetchall() == [(6,)]
        assert connection.sql("SELECT count(*) FROM blocks WHERE text LIKE '%〔2016〕33号%'").fetchall() == [(1,)]
    assert check_laws(raw.parent / "warehouse") == []


def test_a_deleted_file_is_marked_and_may_come_back(raw: Path) -> None:
    digitized(raw)
    kept = (raw / "a" / "2.txt").read_bytes()
    (raw / "a" / "2.txt").unlink()
    assert digitized(raw).deleted == 1
    assert statuses(raw)["2.txt"] == "deleted"
    with connect(raw.parent / "warehouse") as connection:
        assert connection.sql("SELECT count(*) FROM documents").fetchall() == [(5,)]
    assert digitized(raw).deleted == 0
    (raw / "a" / "2.txt").write_bytes(kept)
    digitized(raw)
    assert statuses(raw)["2.txt"] != "deleted"
    assert check_laws(raw.parent / "warehouse") == []


def test_an_older_snapshot_can_still_be_read(raw: Path) -> None:
    digitized(raw)
    (raw / "a" / "2.txt").unlink()
    digitized(raw)
    with connect(raw.parent / "warehouse", as_of=1) as before:
        assert before.sql("SELECT count(*) FROM documents").fetchall() == [(6,)]


def test_a_profile_change_redoes_its_collection_only(raw: Path) -> None:
    (raw / "b").mkdir()
    (raw / "b" / "x.txt").write_text(TEXT.format(number=99), "utf-8")
    digitized(raw)
    (raw / "b" / "collection.toml").write_text('name = "b"\nextends = ["default"]\n[expect]\nyears = [1900, 2000]\n')
    summary = digitized(raw)
    assert (summary.unchanged, summary.documents) == (6, 1)


def test_the_first_of_equal_files_is_the_original(raw: Path) -> None:
    (raw / "a" / "9.txt").write_bytes((raw / "a" / "0.txt").read_bytes())
    digitized(raw)
    assert statuses(raw)["9.txt"] == "duplicate"
    (raw / "a" / "0.txt").unlink()
    digitized(raw)
    assert statuses(raw)["9.txt"] in {"accepted", "held"}
    assert check_laws(raw.parent / "warehouse") == []


def test_order_of_runs_does_not_matter(raw: Path, tmp_path: Path) -> None:
    """A file that sorts before its copy makes the copy the duplicate, whichever came first."""
    (raw / "a" / "9.txt").write_bytes((raw / "a" / "5.txt").read_bytes())
    kept = (raw / "a" / "5.txt").read_bytes()
    (raw / "a" / "5.txt").unlink()
    digitized(raw)
    (raw / "a" / "5.txt").write_bytes(kept)
    digitized(raw)
    grown = tables(raw)
    os.rename(raw.parent / "warehouse", raw.parent / "old")
    digitized(raw)
    assert {name: len(rows) for name, rows in tables(raw).items()} == {name: len(rows) for name, rows in grown.items()}
    assert tables(raw)["blocks"] == grown["blocks"]


def test_what_a_folder_can_hold(raw: Path) -> None:
    here = raw / "a"
    (here / "empty.txt").write_bytes(b"")
    (here / "junk.html").write_bytes(bytes(range(256)) * 20)
    (here / "nul.txt").write_bytes("通知\0\n请各单位执行。\n".encode())
    (here / "line.txt").write_bytes("字".encode() * 400_000)
    (here / "deep.html").write_bytes(b"<html><body>" + b"<div>" * 100_000 + "深处有字。".encode())
    (here / "cut.txt").write_bytes("一段文字，后面断了。".encode()[:-1])
    (here / "broken-link").symlink_to("nowhere")
    (here / "loop").symlink_to(here, target_is_directory=True)
    (here / "self").symlink_to("self")
    with open(os.fsencode(here) + b"/bad-\xff-name.txt", "wb") as file:
        file.write("名字不是合法的编码。".encode())
    os.mkfifo(here / "pipe")
    summary = digitized(raw)
    found = statuses(raw)
    assert {name: found[name] for name in ("empty.txt", "junk.html", "broken-link", "loop", "self", "pipe")} == (
        dict.fromkeys(("empty.txt", "junk.html", "broken-link", "loop", "self", "pipe"), "unreadable")
    )
    assert found["bad-\\xff-name.txt"] in {"accepted", "held"}
    assert all(found[name] in {"accepted", "held"} for name in ("nul.txt", "line.txt", "deep.html", "cut.txt"))
    assert summary.sources == len(found)
    assert check_laws(raw.parent / "warehouse") == []
    with connect(raw.parent / "warehouse") as connection:
        reasons = connection.sql("SELECT count(*) FROM sources WHERE status = 'unreadable' AND reason IS NULL")
        assert reasons.fetchall() == [(0,)]


def test_a_file_that_vanishes_during_the_run(raw: Path) -> None:
    from docpipe.engine.run import Progress

    class Vandal(Progress):
        def planned(self, plan: Any) -> None:
            (raw / "a" / "4.txt").unlink()

    digitized(raw, progress=Vandal())
    assert statuses(raw)["4.txt"] == "unreadable"
    assert digitized(raw).deleted == 1


def test_one_writer_at_a_time(raw: Path) -> None:
    home = Warehouse(raw.parent / "warehouse")
    with home.lock("somebody else"), pytest.raises(WarehouseBusy, match="somebody else"):
        digitized(raw)


def test_a_plan_writes_nothing(raw: Path) -> None:
    summary = digitized(raw, plan_only=True)
    assert summary.statuses["planned"] == 6
    assert Warehouse(raw.parent / "warehouse").empty
