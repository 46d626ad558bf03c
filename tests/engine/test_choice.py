"""What a run looks at can be chosen; whatever it does not look at stays as it is."""

from pathlib import Path
from typing import Any

import pytest

from docpipe.engine.run import Choice, RunSummary, run
from docpipe.source import Source
from docpipe.sql import check_laws, connect
from docpipe.warehouse.warehouse import Warehouse

TEXT = "关于检修水泵的通知\n\n白石县水利局\n白水〔2016〕{number}号\n\n各乡镇：\n\n请检修水泵。\n\n白石县水利局\n2016年3月2日\n"


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw" / "a"
    folder.mkdir(parents=True)
    for number in range(5):
        write(tmp_path / "raw", number)
    return tmp_path / "raw"


def write(raw: Path, number: int, text: str | None = None) -> None:
    (raw / "a" / f"{number}.txt").write_text(text or TEXT.format(number=number), "utf-8")


def digitized(raw: Path, **options: Any) -> RunSummary:
    return run(raw, raw.parent / "warehouse", jobs=0, **options)


def ids(*numbers: int) -> frozenset[str]:
    return frozenset(Source("a", f"{number}.txt").source_id for number in numbers)


def asked(raw: Path, query: str) -> list[tuple[Any, ...]]:
    with connect(raw.parent / "warehouse") as connection:
        return connection.sql(query).fetchall()


NUMBERS = "SELECT source_path, doc_number FROM documents ORDER BY source_path"


def test_only_the_chosen_file_is_touched(raw: Path) -> None:
    digitized(raw)
    for number in (1, 2):
        write(raw, number, TEXT.format(number=number + 70))
    (raw / "a" / "4.txt").unlink()
    write(raw, 9)
    summary = digitized(raw, choice=Choice(only=ids(1)))
    assert (summary.sources, summary.documents, summary.deleted) == (1, 1, 0)
    assert dict(asked(raw, NUMBERS)) == {
        "0.txt": "白水〔2016〕0号", "1.txt": "白水〔2016〕71号", "2.txt": "白水〔2016〕2号",
        "3.txt": "白水〔2016〕3号", "4.txt": "白水〔2016〕4号",
    }  # fmt: skip
    assert check_laws(raw.parent / "warehouse") == []
    full = digitized(raw)
    assert (full.documents, full.deleted) == (2, 1)


def test_copies_go_with_the_file_that_they_repeat(raw: Path) -> None:
    write(raw, 8, TEXT.format(number=0))
    digitized(raw)
    assert asked(raw, "SELECT status FROM sources WHERE path = '8.txt'") == [("duplicate",)]
    write(raw, 0, TEXT.format(number=50))
    digitized(raw, choice=Choice(only=ids(0)))
    assert check_laws(raw.parent / "warehouse") == []
    assert dict(asked(raw, NUMBERS))["8.txt"] == "白水〔2016〕0号"


def test_a_chosen_file_that_is_gone_is_marked(raw: Path) -> None:
    digitized(raw)
    (raw / "a" / "3.txt").unlink()
    (raw / "a" / "4.txt").unlink()
    assert digitized(raw, choice=Choice(only=ids(3))).deleted == 1
    assert len(asked(raw, NUMBERS)) == 4


def test_files_that_are_still_being_written_wait(raw: Path) -> None:
    summary = digitized(raw, choice=Choice(unsettled=ids(0, 1)))
    assert (summary.sources, summary.documents) == (3, 3)
    write(raw, 2, TEXT.format(number=60))
    assert digitized(raw, choice=Choice(unsettled=ids(2))).statuses.total() >= 2
    assert dict(asked(raw, NUMBERS))["2.txt"] == "白水〔2016〕2号"
    digitized(raw)
    assert dict(asked(raw, NUMBERS))["2.txt"] == "白水〔2016〕60号"


def test_a_dry_run_shows_what_would_change(raw: Path) -> None:
    digitized(raw)
    write(raw, 1, TEXT.format(number=71))
    write(raw, 9)
    (raw / "a" / "4.txt").unlink()
    write(raw, 3, " ")
    before = asked(raw, "SELECT * FROM sources ORDER BY ALL")
    found = digitized(raw, dry_run=True).preview
    assert found is not None
    assert (found.new, sorted(found.gone)) == (["a/9.txt"], ["a/3.txt", "a/4.txt"])
    shown = {change.column: (change.before, change.after) for change in found.changes if change.path == "a/1.txt"}
    assert shown["doc_number"] == ("白水〔2016〕1号", "白水〔2016〕71号")
    assert asked(raw, "SELECT * FROM sources ORDER BY ALL") == before
    home = Warehouse(raw.parent / "warehouse")
    assert (home.snapshots(), list((home.path / "staging").iterdir())) == ([1], [])
    assert digitized(raw).deleted == 1


def test_a_run_may_be_pinned_to_an_older_profile(raw: Path) -> None:
    own = raw / "a" / "collection.toml"
    own.write_text('name = "a"\nextends = ["default"]\n[expect]\nrequired = ["doc_number"]\n', "utf-8")
    digitized(raw)
    older = asked(raw, "SELECT DISTINCT profile_hash FROM sources")[0][0]
    own.write_text('name = "a"\nextends = ["default"]\n[expect]\nrequired = ["url"]\n', "utf-8")
    assert digitized(raw).statuses["held"] == 5
    assert digitized(raw, choice=Choice(profile=older)).statuses["accepted"] == 5
    assert asked(raw, "SELECT DISTINCT profile_hash FROM sources") == [(older,)]
    assert digitized(raw, choice=Choice(profile=older[:8])).unchanged == 5


def test_a_profile_that_is_edited_during_a_run_counts_from_the_next(raw: Path) -> None:
    from docpipe.engine.run import Progress

    own = raw / "a" / "collection.toml"
    own.write_text('name = "a"\nextends = ["default"]\n', "utf-8")

    class Editor(Progress):
        def planned(self, plan: Any) -> None:
            own.write_text('name = "a"\nextends = ["default"]\n[expect]\nrequired = ["url"]\n', "utf-8")

    assert digitized(raw, progress=Editor()).statuses["accepted"] == 5
    assert digitized(raw).statuses["held"] == 5


def test_the_log_of_a_run_stays_small(raw: Path) -> None:
    for number in range(100, 700):
        (raw / "a" / f"{number}.txt").write_bytes(b"")
    summary = digitized(raw)
    lines = (raw.parent / "warehouse" / "logs" / f"{summary.run_id}.jsonl").read_text("utf-8").splitlines()
    assert len(lines) < 10
    assert any('"reason": "empty", "count": 600' in line and "a/100.txt" in line for line in lines)
