"""How fast pages become a validated, published warehouse, and what it costs, beside trafilatura's extraction alone.

    python -m benchmarks.speed [FOLDER] [--pages 300] [--prefect]

FOLDER holds pages (by default the zh and en pages of the development material, else raw/). Three things are measured:
CPU of each step in one process, trafilatura (where it is installed) page by page in turn with it; whole runs with one
worker and with one for each processor; the same run through Prefect. Ratios within one run are what counts: seconds are
those of the machine.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from docpipe.document import Document
from docpipe.engine.run import default_jobs
from docpipe.engine.tidied import tidied
from docpipe.extract import extract
from docpipe.label import label
from docpipe.profile_file import load_profile
from docpipe.readers import read
from docpipe.rows import Rows, gather, rows_of, source_row
from docpipe.source import Source, sha256_of
from docpipe.tables.stamp import RunStamp
from docpipe.validate import validate
from docpipe.walk import with_known
from docpipe.warehouse import write_stage

SETS = ("magic-article-zh", "gne-zh", "cleaneval-dev", "mozilla-readability")
MOST = 300
STEPS = ("read", "label", "extract", "validate", "rows")
ROOT = Path(__file__).resolve().parents[1]
# A run in a process of its own, which ends with its figures on a line.
RUN = """
import json, sys
from docpipe.engine.run import run
given = json.loads(sys.argv[1])
if given["engine"] == "prefect":
    from flows.digitize import run_engine
    summary = run_engine(given["raw"], given["warehouse"], None, jobs=given["jobs"])
else:
    summary = run(given["raw"], given["warehouse"], jobs=given["jobs"])
print(json.dumps([summary.seconds, summary.sources]))
"""


class Spent(NamedTuple):
    """CPU seconds of each page: by step, and of the peer; and of writing all rows at the end."""

    pages: list[dict[str, float]]
    peer: list[float]
    stage: float

    def of(self, *steps: str) -> list[float]:
        """For each page the seconds of some steps together."""
        return [sum(page[step] for step in steps) for page in self.pages]


class Ran(NamedTuple):
    """A whole run: seconds by its own clock and of the process, CPU seconds and peak MB of all its processes."""

    seconds: float
    wall: float
    cpu: float
    peak: float


def pages(folder: Path | None, most: int = MOST) -> list[Path]:
    """The pages to measure with."""
    if folder is None:
        shared = Path(os.environ.get("DOCPIPE_SHARED", ROOT.parent / "shared"))
        found = [path for name in SETS for path in sorted((shared / "extraction" / name).glob("*.html"))]
        return found[:most] or sorted(ROOT.joinpath("raw").rglob("*.html"))[:most]
    return sorted(path for path in folder.rglob("*") if path.is_file())[:most]


def peer() -> Callable[[bytes], Any] | None:
    """Trafilatura's extraction of one page, as it comes; None where it is not installed."""
    if find_spec("trafilatura") is None:
        return None
    import trafilatura  # type: ignore[import-not-found]

    def extracted(content: bytes) -> Any:
        try:
            return trafilatura.extract(content)
        except Exception:  # a page that it cannot take costs what it costs
            return None

    return extracted


def steps(paths: list[Path], other: Callable[[bytes], Any] | None) -> Spent:
    """What each page costs from its bytes to its rows in Parquet files, and what it costs the peer, in turn."""
    profile, stamp = load_profile("default"), RunStamp("bench", datetime.now(UTC))
    rows: Rows = {}
    spent, others = [], []
    with tidied() as tidy:
        for at, path in enumerate(paths):
            content = path.read_bytes()
            if other is not None and at % 2:
                others.append(_cpu(lambda content=content: other(content)))  # type: ignore[misc]
            clock = _Clock()
            source = Source("bench", str(path), sha256=sha256_of(content), size=len(content), media_type="text/html")
            reading = with_known(read(content, source), source)
            clock.done("read")
            blocks = label(reading, profile)
            clock.done("label")
            found = extract(reading, blocks, profile)
            clock.done("extract")
            document = Document(source, reading, blocks, found.fields, found.links, found.problems, profile="default")
            problems, status = validate(document, profile)
            clock.done("validate")
            gather(rows, rows_of(document, stamp))
            gather(rows, {"sources": [source_row(source, status, stamp, reason=str(len(problems)))]})
            tidy(len(content))
            clock.done("rows")
            spent.append(clock.spent)
            if other is not None and not at % 2:
                others.append(_cpu(lambda content=content: other(content)))  # type: ignore[misc]
        with tempfile.TemporaryDirectory() as folder:
            stage = _cpu(lambda: write_stage(Path(folder), "bench", rows))
    return Spent(spent, others, stage)


class _Clock:
    def __init__(self) -> None:
        self.spent: dict[str, float] = {}
        self.last = time.process_time()

    def done(self, step: str) -> None:
        """The step took all CPU seconds since the last one."""
        now = time.process_time()
        self.spent[step], self.last = now - self.last, now


def _cpu(work: Callable[[], Any]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def run_apart(raw: Path, warehouse: Path, engine: str, jobs: int) -> Ran:
    """A run in a process of its own, its workers included."""
    given = json.dumps({"raw": str(raw), "warehouse": str(warehouse), "engine": engine, "jobs": jobs})
    home = {"PREFECT_HOME": str(warehouse.parent / "prefect"), "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])}
    begun = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", RUN, given],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | home,
        text=True,
    ) as process:
        assert process.stdout is not None
        said = process.stdout.read()
        _, code, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(code)
    if process.returncode:
        raise SystemExit(f"the {engine} run ended with {process.returncode}")
    seconds = float(json.loads(said.strip().splitlines()[-1])[0])
    wall = time.perf_counter() - begun
    return Ran(seconds, wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def whole(paths: list[Path], engine: str, jobs: int) -> tuple[Ran, Ran]:
    """A first run over the pages, and a second one in which nothing is new."""
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder) / "raw" / "bench"
        raw.mkdir(parents=True)
        for at, path in enumerate(paths):
            shutil.copyfile(path, raw / f"{at:05}{path.suffix}")
        first, second = (run_apart(raw.parent, Path(folder) / "warehouse", engine, jobs) for _ in range(2))
    return first, second


def show_steps(spent: Spent) -> None:
    """CPU per page of each step, and beside the peer."""
    count, stage = len(spent.pages), spent.stage
    total = sum(spent.of(*STEPS)) + stage
    print(f"{count} pages, CPU per page in one process, from bytes to rows in Parquet files:")
    for step in STEPS:
        each = spent.of(step)
        share = sum(each) / total
        print(f"  {step:9} mean {_ms(sum(each) / count)}  median {_ms(statistics.median(each))}  {share:4.0%}")
    print(f"  stage     mean {_ms(stage / count)}                     {stage / total:4.0%}")
    print(f"  total     mean {_ms(total / count)}")
    labelled = spent.of("read", "label")
    print(f"  read to labelled blocks: mean {_ms(sum(labelled) / count)}  median {_ms(statistics.median(labelled))}")
    if spent.peer:
        other = sum(spent.peer)
        print(
            f"trafilatura, extraction alone, in turn: mean {_ms(other / count)}  median "
            f"{_ms(statistics.median(spent.peer))}\n  that is {other / sum(labelled):.2f} times our labelling, "
            f"{other / total:.2f} times our whole page to Parquet rows"
        )


def _ms(seconds: float) -> str:
    return f"{1000 * seconds:6.2f} ms"


def show_run(name: str, first: Ran, second: Ran, count: int, size: float) -> None:
    """Documents and megabytes per second, and what the run took."""
    print(
        f"{name:22} {count / first.seconds:6.1f} documents/s  {size / first.seconds:6.2f} MB/s  CPU {first.cpu:6.1f} s"
        f"  peak of one process {first.peak:4.0f} MB  second run {second.seconds:.2f} s"
    )


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--pages", type=int, default=MOST, help="at most so many")
    parser.add_argument("--prefect", action="store_true", help="also run the flow, which starts Prefect's local server")
    given = parser.parse_args()
    paths = pages(given.folder, given.pages)
    other = peer()
    steps(paths[:10], other)  # imports and tables are no part of a page
    show_steps(steps(paths, other))
    size = sum(path.stat().st_size for path in paths) / 1e6
    print("whole runs, raw files to a published snapshot, workers started and laws checked:")
    local = None
    for jobs in sorted({1, default_jobs()}):
        local = whole(paths, "local", jobs)
        show_run(f"local, {jobs} worker{'s' * (jobs > 1)}", *local, len(paths), size)
    if given.prefect and local is not None:
        flow = whole(paths, "prefect", default_jobs())
        show_run(f"prefect, {default_jobs()} workers", *flow, len(paths), size)
        more = flow[0].cpu - local[0].cpu
        print(f"Prefect's share: {more:.1f} s of {flow[0].cpu:.1f} s CPU, its server's start and end included")


if __name__ == "__main__":
    main()
