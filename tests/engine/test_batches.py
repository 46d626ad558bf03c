"""Sources are worked on in batches that let all workers end together, by workers that are started once a run."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from docpipe.engine import plan as planning
from docpipe.engine import pool as pools
from docpipe.engine import run as running
from docpipe.engine.batch import Order
from docpipe.engine.outcome import Outcome
from docpipe.engine.run import run
from tests.engine.test_sites import _write


def test_small_batches_are_worked_on_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning, "BATCH_SOURCES", 8)
    monkeypatch.setattr(planning, "LEAST_SOURCES", 1)
    monkeypatch.setattr(running, "GRAIN", planning.SOURCE_COST)
    (tmp_path / "raw" / "a").mkdir(parents=True)
    for number in range(44):
        (tmp_path / "raw" / "a" / f"{number:02}.txt").write_bytes(b"")
    begun: list[int] = []

    def execute(orders: Sequence[Order], work: Callable[[Order], Outcome]) -> Iterator[Outcome]:
        begun.extend(order.batch.sources for order in orders)
        yield from map(work, orders)

    summary = run(tmp_path / "raw", tmp_path / "warehouse", jobs=0, execute=execute)
    assert begun == [8, 8, 4, 4, 4, 4, 2, 2, 2, 2, 1, 1, 1, 1]
    assert (summary.statuses.total(), summary.examples["empty"][0]) == (44, "a/00.txt")


def test_no_batch_is_smaller_than_its_files_are_worth(tmp_path: Path) -> None:
    (tmp_path / "raw" / "a").mkdir(parents=True)
    for number in range(250):
        (tmp_path / "raw" / "a" / f"{number:03}.txt").write_bytes(b"")
    sizes: list[int] = []

    def execute(orders: Sequence[Order], work: Callable[[Order], Outcome]) -> Iterator[Outcome]:
        sizes.extend(order.batch.sources for order in orders)
        yield from map(work, orders)

    run(tmp_path / "raw", tmp_path / "warehouse", jobs=0, execute=execute)
    assert sorted(sizes) == [50, 100, 100]


def test_a_worker_is_started_once_though_pages_are_labelled_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[int] = []

    class Counted(pools._Worker):
        def __init__(self) -> None:
            super().__init__()
            started.append(self.process.pid)

    monkeypatch.setattr(pools, "_Worker", Counted)
    _write(tmp_path / "raw", range(10))
    summary = run(tmp_path / "raw", tmp_path / "warehouse", jobs=1)
    assert summary.relabelled
    assert len(started) == 1
