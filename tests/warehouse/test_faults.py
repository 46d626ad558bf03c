"""Whatever breaks while a snapshot is published, readers see the state before or the state after, and work goes on."""

import errno
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from docpipe.sql import check_laws
from docpipe.warehouse import Warehouse, parquet
from docpipe.warehouse.manifest import read_manifest
from tests.warehouse.made import published, run_row, staged

# A publish has some 130 steps; all are tried with DOCPIPE_EVERY_STEP=1, else every so many.
STRIDE = 1 if os.environ.get("DOCPIPE_EVERY_STEP") else 6
STEPS = ("link", "symlink", "replace", "rename", "mkdir", "chmod", "fsync", "unlink", "rmdir")
OLD, NEW, BOTH = range(4), range(2, 6), range(6)


class Crash(BaseException):
    """The process ends here: no step after it is carried out."""


@contextmanager
def breaking(at: int, fault: Callable[[], BaseException], *, dead: bool) -> Iterator[list[str]]:
    """Step number `at` fails; with `dead`, so does every later one, as after a crash. The steps that were begun."""
    begun: list[str] = []
    true: dict[str, Any] = {name: getattr(os, name) for name in STEPS}
    write = parquet.write

    def step(name: str, do: Callable[..., Any]) -> Callable[..., Any]:
        def done(*arguments: Any, **named: Any) -> Any:
            begun.append(name)
            if len(begun) - 1 == at or (dead and len(begun) - 1 > at):
                if name == "write":  # half of the file is there
                    Path(arguments[0]).write_bytes(b"PAR1")
                raise fault()
            return do(*arguments, **named)

        return done

    for name in STEPS:
        setattr(os, name, step(name, true[name]))
    parquet.write = step("write", write)
    try:
        yield begun
    finally:
        for name in STEPS:
            setattr(os, name, true[name])
        parquet.write = write


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("faults") / "before"
    published(path, 1, OLD)
    return path


def _publish(path: Path, run: int = 2) -> None:
    warehouse = Warehouse(path)
    stages = staged(warehouse, 2, NEW)
    warehouse.publish(stages, run_row(run, len(NEW)))


def _steps(before: Path, tmp_path: Path) -> int:
    shutil.copytree(before, tmp_path / "counted", symlinks=True)
    with breaking(10**6, Crash, dead=True) as begun:
        _publish(tmp_path / "counted")
    assert set(begun) >= {"link", "symlink", "replace", "rename", "mkdir", "chmod", "fsync", "write"}
    return len(begun)


def _state(path: Path) -> list[tuple[str, str]]:
    """Paths and titles of the newest snapshot's documents."""
    rows = pq.read_table(path / "current" / "documents", columns=["source_path", "title"]).to_pylist()
    return sorted((row["source_path"], row["title"]) for row in rows)


def _state_of(versions: dict[int, int]) -> list[tuple[str, str]]:
    return [(f"{number}.txt", f"第{version}版") for number, version in sorted(versions.items())]


STATE_BEFORE = _state_of(dict.fromkeys(OLD, 1))
STATE_AFTER = _state_of(dict.fromkeys(OLD, 1) | dict.fromkeys(NEW, 2))


def _sound(path: Path) -> None:
    """The newest snapshot's files are those of its manifest, and it keeps the laws."""
    folder = (path / "current").resolve()
    manifest = read_manifest(folder)
    for table in ("documents", "blocks", "sources", "runs"):
        assert sorted(file.name for file in manifest.files(table)) == sorted(os.listdir(folder / table))
    assert check_laws(path) == []


def _aside(path: Path) -> list[str]:
    """Files that were being written when something broke."""
    return [item.name for item in path.rglob("*") if ".tmp" in item.name]


def test_a_crash_at_any_step_leaves_the_state_before_or_after(before: Path, tmp_path: Path) -> None:
    seen = []
    count = _steps(before, tmp_path)
    for at in sorted({*range(0, count, STRIDE), count - 2, count - 1}):
        path = tmp_path / f"crash{at}"
        shutil.copytree(before, path, symlinks=True)
        with pytest.raises(Crash), breaking(at, Crash, dead=True):
            _publish(path)
            raise Crash  # the fault fell on a step that may fail: the views, after the commit
        state = _state(path)
        assert state in (STATE_BEFORE, STATE_AFTER), at
        seen.append(state == STATE_AFTER)
        if at % (5 * STRIDE) == 0 or (len(seen) > 1 and seen[-1] != seen[-2]):
            _sound(path)
            Warehouse(path).recover()
            assert _state(path) == state
            _publish(path, run=3)
            assert _state(path) == STATE_AFTER
            _sound(path)
            assert _aside(path) == [], at
        shutil.rmtree(path)
    assert seen == sorted(seen), "once it is published it stays so"
    assert True in seen and False in seen


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES, errno.EIO], ids=["disk full", "permission", "disk"])
def test_a_refusal_at_any_step_loses_nothing(before: Path, tmp_path: Path, code: int) -> None:
    def refusal() -> OSError:
        return OSError(code, os.strerror(code))

    path = tmp_path / "warehouse"
    count = _steps(before, tmp_path)
    for at in range(code % STRIDE, count, 3 * STRIDE):
        shutil.copytree(before, path, symlinks=True)
        try:
            with breaking(at, refusal, dead=False):
                _publish(path)
        except OSError as refused:
            assert refused.errno == code
        else:
            assert _state(path) == STATE_AFTER
        assert _state(path) in (STATE_BEFORE, STATE_AFTER), at
        _publish(path, run=3)  # nothing has to be mended by hand
        assert _state(path) == STATE_AFTER
        assert _aside(path) == [], at
        shutil.rmtree(path)


@pytest.mark.parametrize("name", [".docpipe.duckdb.1.tmp", ".docpipe.duckdb.1.tmp.wal", "docpipe.duckdb.1.tmp"])
def test_what_a_killed_process_left_beside_the_views_is_removed(before: Path, tmp_path: Path, name: str) -> None:
    path = tmp_path / "warehouse"
    shutil.copytree(before, path, symlinks=True)
    (path / name).touch()
    _publish(path)
    assert _aside(path) == []


def test_a_full_disk_while_parquet_is_written(before: Path, tmp_path: Path) -> None:
    """The limit on file sizes fails the native writer in the middle of a file, as a full disk does."""
    path = tmp_path / "warehouse"
    shutil.copytree(before, path, symlinks=True)
    warehouse = Warehouse(path)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1500, hard))
    try:
        with pytest.raises(OSError, match=r"."):
            warehouse.publish(staged(warehouse, 2, NEW), run_row(2, len(NEW)))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert _state(path) == STATE_BEFORE
    _publish(path)
    assert _state(path) == STATE_AFTER
    _sound(path)


KILLED = """
import sys
from pathlib import Path
from tests.warehouse.made import published
version = int(sys.argv[2])
while True:
    version += 1
    published(Path(sys.argv[1]), version, range(6))
    print(version, flush=True)
"""


@pytest.mark.slow
def test_a_writer_killed_at_any_moment(before: Path, tmp_path: Path) -> None:
    path = tmp_path / "warehouse"
    shutil.copytree(before, path, symlinks=True)
    newest = 1
    for attempt in range(5):
        with subprocess.Popen(
            [sys.executable, "-c", KILLED, str(path), str(newest + 1)], stdout=subprocess.PIPE, text=True
        ) as writer:
            assert writer.stdout is not None
            told = int(writer.stdout.readline())
            time.sleep(0.09 * attempt)  # somewhere in the next publish
            os.kill(writer.pid, signal.SIGKILL)
        found = {title for _, title in _state(path)}
        assert len(found) == 1, "one version of all documents"
        newest = int(found.pop()[1:-1])
        assert newest >= told
        _sound(path)
