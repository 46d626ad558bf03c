"""A run that was stopped loses nothing: the next one goes on from the batches that were finished."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from docpipe.engine import plan as planning
from docpipe.engine.outcome import Outcome
from docpipe.engine.run import RunSummary, run
from docpipe.sql import check_laws, connect
from docpipe.warehouse.warehouse import Warehouse

TEXT = "关于{number}号泵站的通知\n\n白石县水利局\n白水〔2016〕{number}号\n\n各乡镇：\n\n请检修。\n\n白石县水利局\n2016年3月2日\n"


@pytest.fixture
def raw(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Twelve files, two in a batch."""
    monkeypatch.setattr(planning, "BATCH_SOURCES", 2)
    (tmp_path / "raw" / "a").mkdir(parents=True)
    for number in range(12):
        write(tmp_path / "raw", number)
    return tmp_path / "raw"


def write(raw: Path, number: int, text: str | None = None) -> None:
    (raw / "a" / f"{number:02}.txt").write_text(text or TEXT.format(number=number), "utf-8")


def stopped_after(raw: Path, batches: int, fault: BaseException) -> None:
    """A run that is stopped when so many batches are done."""
    done = 0

    def execute(orders: Any, work: Any) -> Any:
        nonlocal done
        for order in orders:
            if done == batches:
                raise fault
            done += 1
            yield work(order)

    with pytest.raises(type(fault)):
        run(raw, raw.parent / "warehouse", jobs=0, execute=execute)


def counted(raw: Path) -> tuple[RunSummary, int]:
    """A run, and how many batches were really worked on."""
    worked: list[Outcome] = []

    def execute(orders: Any, work: Any) -> Any:
        for order in orders:
            worked.append(work(order))
            yield worked[-1]

    return run(raw, raw.parent / "warehouse", jobs=0, execute=execute), len(worked)


def numbers(raw: Path, home: str = "warehouse") -> list[Any]:
    with connect(raw.parent / home) as connection:
        return connection.sql("SELECT source_path, doc_number, text_sha256 FROM documents ORDER BY 1").fetchall()


@pytest.mark.parametrize("fault", [KeyboardInterrupt(), RuntimeError("a fault"), OSError(5, "input/output error")])
def test_finished_batches_are_not_done_again(raw: Path, fault: BaseException) -> None:
    stopped_after(raw, 4, fault)
    assert Warehouse(raw.parent / "warehouse").empty
    summary, worked = counted(raw)
    assert (worked, summary.resumed, summary.documents, summary.sources) == (2, 8, 12, 12)
    run(raw, raw.parent / "undisturbed", jobs=0)
    assert numbers(raw) == numbers(raw, "undisturbed")
    assert check_laws(raw.parent / "warehouse") == []
    assert list((raw.parent / "warehouse" / "staging").iterdir()) == []
    assert run(raw, raw.parent / "warehouse", jobs=0).unchanged == 12


def test_what_changed_in_the_meantime_is_done_again(raw: Path) -> None:
    stopped_after(raw, 4, KeyboardInterrupt())
    write(raw, 0, TEXT.format(number=70))
    (raw / "a" / "03.txt").unlink()
    write(raw, 20)
    summary, worked = counted(raw)
    # 0 changed, 1 and 2 were in a batch with what changed, 8 to 11 were never done, 20 is new
    assert (summary.resumed, summary.documents) == (4, 12)
    assert worked == 4
    run(raw, raw.parent / "undisturbed", jobs=0)
    assert numbers(raw) == numbers(raw, "undisturbed")
    assert check_laws(raw.parent / "warehouse") == []


def test_a_profile_change_makes_what_was_left_useless(raw: Path) -> None:
    stopped_after(raw, 4, KeyboardInterrupt())
    (raw / "a" / "collection.toml").write_text('name = "a"\nextends = ["default"]\n[expect]\nrequired = ["url"]\n')
    summary, _ = counted(raw)
    assert (summary.resumed, summary.statuses["held"]) == (0, 12)


@pytest.mark.parametrize("suffix", [".plan", ".outcome", ".sources.parquet", ".blocks.parquet"])
@pytest.mark.parametrize(
    "spoil", [lambda content: b"", lambda content: content[:-1], lambda content: bytes(len(content))]
)
def test_what_a_power_cut_spoilt_is_done_again(raw: Path, suffix: str, spoil: Callable[[bytes], bytes]) -> None:
    stopped_after(raw, 4, KeyboardInterrupt())
    run(raw, raw.parent / "alone", jobs=0)
    spoilt = sorted((raw.parent / "warehouse" / "staging").glob(f"*/*{suffix}"))[1]
    spoilt.write_bytes(spoil(spoilt.read_bytes()))
    summary, worked = counted(raw)
    assert (summary.resumed, worked) == (6, 3)
    assert numbers(raw) == numbers(raw, "alone")
    assert check_laws(raw.parent / "warehouse") == []


def test_a_run_that_fails_again_and_again_is_begun_afresh(raw: Path) -> None:
    stopped_after(raw, 2, KeyboardInterrupt())
    for _ in range(3):
        stopped_after(raw, 0, KeyboardInterrupt())
    assert counted(raw)[0].resumed == 0


def test_a_run_that_is_stopped_night_after_night_comes_to_its_end(raw: Path) -> None:
    for _ in range(5):
        stopped_after(raw, 1, TimeoutError("the night is over"))
    summary, worked = counted(raw)
    assert (summary.resumed, worked) == (10, 1)


def test_a_dry_run_leaves_what_was_left(raw: Path) -> None:
    stopped_after(raw, 4, KeyboardInterrupt())
    preview = run(raw, raw.parent / "warehouse", jobs=0, dry_run=True).preview
    assert preview is not None and preview.counts["new"] == 12
    assert counted(raw)[0].resumed == 8


def test_a_full_disk_is_not_kept_full(raw: Path) -> None:
    stopped_after(raw, 4, OSError(28, "no space left on device"))
    assert list((raw.parent / "warehouse" / "staging").iterdir()) == []


@pytest.mark.slow
@pytest.mark.parametrize("wanted", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_a_run_at_once_and_its_workers_with_it(raw: Path, wanted: int) -> None:
    (raw / "a" / "big.txt").write_text("请各单位认真执行本通知的要求。\n" * 400_000, "utf-8")
    code = "from docpipe.cli import main; main()"
    command = [sys.executable, "-c", code, "run", "--engine", "local", "--jobs", "1"]
    process = subprocess.Popen(command, cwd=raw.parent, stderr=subprocess.PIPE, text=True)
    workers = children(process.pid)
    until = time.monotonic() + 60
    while not workers and time.monotonic() < until:
        time.sleep(0.1)
        workers = children(process.pid)
    process.send_signal(wanted)
    begun = time.monotonic()
    _, said = process.communicate(timeout=30)
    assert time.monotonic() - begun < 10
    assert process.returncode == 128 + wanted, said
    assert "goes on from here" in said
    assert workers
    assert not [pid for pid in workers if Path(f"/proc/{pid}").exists()]


def children(pid: int) -> list[int]:
    """Processes that any thread of this one has started."""
    if not Path("/proc/self/task").is_dir():
        pytest.skip("no /proc here")
    lists = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(item) for found in lists for item in found.read_text().split()]


def test_a_pair_that_was_parted_meanwhile_is_not_taken_over(raw: Path) -> None:
    pair = "Notice on Pumping Station {number}\n\nTo all townships:\n\nPlease overhaul the pumping station.\n"
    for number in range(3):
        (raw / "a" / f"{number:02}.en.txt").write_text(pair.format(number=number), "utf-8")
    stopped_after(raw, 4, KeyboardInterrupt())
    (raw / "a" / "01.en.txt").unlink()
    (raw / "a" / "02.en.txt").write_text(pair.format(number="Two"), "utf-8")
    counted(raw)
    assert check_laws(raw.parent / "warehouse") == []
    run(raw, raw.parent / "fresh", jobs=0)
    assert numbers(raw) == numbers(raw, "fresh")
    with connect(raw.parent / "warehouse") as connection:
        joined = connection.sql("SELECT path FROM sources WHERE status = 'joined' ORDER BY path").fetchall()
    assert joined == [("00.en.txt",), ("02.en.txt",)]
