"""Files are taken when they have come to rest; a broken expectation is told; maintenance finds what is damaged."""

import threading
from pathlib import Path

import pytest

from docpipe.engine.expectations import broken_expectations
from docpipe.engine.run import Choice, run
from docpipe.engine.upkeep import damaged, tidied
from docpipe.engine.watch import Settling, watch
from docpipe.source import Source
from docpipe.warehouse.warehouse import Warehouse

TEXT = "关于检修{number}号水闸的通知\n\n请各单位认真执行第{number}号安排。\n"


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    (tmp_path / "raw" / "a").mkdir(parents=True)
    for number in range(3):
        (tmp_path / "raw" / "a" / f"{number}.txt").write_text(TEXT.format(number=number), "utf-8")
    return tmp_path / "raw"


def identity(number: int) -> str:
    return Source("a", f"{number}.txt").source_id


def test_a_file_settles_when_it_has_been_the_same_for_long_enough(raw: Path) -> None:
    now = 100.0
    settling = Settling(10.0, lambda: now)
    assert settling.look(raw, None) == (False, frozenset(map(identity, range(3))))
    now = 105.0
    (raw / "a" / "1.txt").write_text("half a file", "utf-8")
    assert settling.look(raw, None)[0] is False
    now = 111.0
    assert settling.look(raw, None) == (True, frozenset([identity(1)]))
    now = 112.0
    assert settling.look(raw, None) == (False, frozenset([identity(1)]))
    now = 116.0
    assert settling.look(raw, None) == (True, frozenset())
    (raw / "a" / "0.txt").unlink()
    assert settling.look(raw, None) == (True, frozenset())
    assert settling.look(raw, None) == (False, frozenset())


def test_watching_takes_what_settled_and_owes_what_it_could_not(raw: Path) -> None:
    stop, calls = threading.Event(), 0

    def take(unsettled: frozenset[str]) -> bool:
        nonlocal calls
        calls += 1
        if calls == 1:
            return False  # somebody else was writing
        run(raw, raw.parent / "warehouse", jobs=0, choice=Choice(unsettled=unsettled))
        stop.set()
        return True

    watch(raw, None, take, settle=0.2, every=0.1, stop=stop)
    assert calls == 2
    assert Warehouse(raw.parent / "warehouse").snapshot().rows("documents") == 3


def test_what_a_collection_expects_of_a_run_is_checked(raw: Path) -> None:
    own = raw / "a" / "collection.toml"
    own.write_text(
        'name = "a"\nextends = ["default"]\n[expect]\nmax_held = 0.1\n[expect.coverage]\ntitle = 0.9\n', "utf-8"
    )
    run(raw, raw.parent / "warehouse", jobs=0)
    assert broken_expectations(raw, raw.parent / "warehouse", ["a"]) == []
    own.write_text(
        'name = "a"\nextends = ["default"]\n[expect]\nrequired = ["url"]\nmax_held = 0.1\n[expect.coverage]\nurl = 0.5\n',
        "utf-8",
    )
    run(raw, raw.parent / "warehouse", jobs=0)
    said = broken_expectations(raw, raw.parent / "warehouse", ["a"])
    assert said == ["a: 100.0% of 3 documents are held, at most 10% are expected"]


def test_maintenance_expires_and_finds_what_is_damaged(raw: Path) -> None:
    home = raw.parent / "warehouse"
    for number in range(4):
        (raw / "a" / "0.txt").write_text(TEXT.format(number=100 + number), "utf-8")
        run(raw, home, jobs=0)
    assert tidied(home, 2, 0.0) == [1, 2]
    assert damaged(home) == []
    path = Warehouse(home).snapshot().files("blocks")[0]
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.chmod(0o644)
    path.write_bytes(content)
    assert damaged(home) == [f"blocks/{path.name} is not what was written"]
