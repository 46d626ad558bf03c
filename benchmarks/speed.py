"""How fast documents become tables: CPU per step in one process, then whole runs with workers, then Prefect's share.

    python -m benchmarks.speed [FOLDER] [--prefect]

FOLDER holds pages (by default the zh and en pages of the development material, else raw/). Ratios within one run are
what counts: seconds are those of the machine. Trafilatura's extraction alone stands beside it where it is installed.
"""

import argparse
import os
import resource
import shutil
import statistics
import tempfile
import time
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

from docpipe.extract import extract
from docpipe.label import label
from docpipe.profile import load_profile
from docpipe.readers import read
from docpipe.rows import rows_of
from docpipe.run import run
from docpipe.source import Source, sha256_of
from docpipe.tables.stamp import RunStamp
from docpipe.walk import digest_source
from docpipe.warehouse import write_stage

SETS = ("magic-article-zh", "gne-zh", "cleaneval-dev", "mozilla-readability")
MOST = 300


def pages(folder: Path | None) -> list[Path]:
    """The pages to measure with."""
    if folder is None:
        shared = Path(os.environ.get("DOCPIPE_SHARED", Path(__file__).resolve().parents[2] / "shared"))
        found = [path for name in SETS for path in sorted((shared / "extraction" / name).glob("*.html"))]
        return found[:MOST] or sorted(Path("raw").rglob("*.html"))
    return sorted(path for path in folder.rglob("*") if path.is_file())[:MOST]


def steps(paths: list[Path]) -> dict[str, float]:
    """CPU seconds of each step over all pages, in one process."""
    profile, stamp = load_profile("default"), RunStamp("bench", datetime.now(UTC))
    spent = dict.fromkeys(("read", "label", "extract", "rows", "stage"), 0.0)
    rows: dict[str, list[dict[str, object]]] = {}
    each = []
    for path in paths:
        content = path.read_bytes()
        source = Source("bench", str(path), sha256=sha256_of(content), size=len(content))
        begun = time.process_time()
        reading = read(content, source)
        one = time.process_time()
        blocks = label(reading, profile)
        two = time.process_time()
        extract(reading, blocks, profile)
        three = time.process_time()
        each.append(three - begun)
        for step, seconds in (("read", one - begun), ("label", two - one), ("extract", three - two)):
            spent[step] += seconds
        document = digest_source(source, content, profile)
        four = time.process_time()
        for table, found in rows_of(document, stamp).items():  # type: ignore[arg-type]
            rows.setdefault(table, []).extend(found)
        spent["rows"] += time.process_time() - four
    with tempfile.TemporaryDirectory() as folder:
        five = time.process_time()
        write_stage(Path(folder), "bench", rows)
        spent["stage"] = time.process_time() - five
    spent["median of read + label + extract"] = statistics.median(each)
    return spent


def peer(paths: list[Path]) -> float | None:
    """CPU seconds of trafilatura's extraction alone over the same pages."""
    if find_spec("trafilatura") is None:
        return None
    import trafilatura  # type: ignore[import-not-found]

    contents = [path.read_bytes() for path in paths]
    begun = time.process_time()
    for content in contents:
        try:
            trafilatura.extract(content.decode("utf-8", "replace"))
        except Exception:
            continue
    return time.process_time() - begun


def whole(paths: list[Path], engine: str) -> tuple[float, float, float]:
    """Wall seconds of a first and of a second run, and MB read."""
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder) / "raw" / "bench"
        raw.mkdir(parents=True)
        for at, path in enumerate(paths):
            shutil.copyfile(path, raw / f"{at:05}{path.suffix}")
        size = sum(path.stat().st_size for path in paths) / 1e6
        walls = []
        for _ in range(2):
            begun = time.perf_counter()
            if engine == "prefect":
                os.environ["PREFECT_HOME"] = str(Path(folder) / "prefect")
                from flows.digitize import run_engine

                run_engine(str(raw.parent), str(Path(folder) / "warehouse"), None)
            else:
                run(raw.parent, Path(folder) / "warehouse")
            walls.append(time.perf_counter() - begun)
    return walls[0], walls[1], size


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--prefect", action="store_true", help="also run the flow, which starts Prefect's local server")
    given = parser.parse_args()
    paths = pages(given.folder)
    steps(paths[:20])  # warm
    spent = steps(paths)
    median = spent.pop("median of read + label + extract")
    count, total = len(paths), sum(spent.values())
    print(f"{count} pages, CPU per page in one process:")
    for step, seconds in spent.items():
        print(f"  {step:8} {1000 * seconds / count:7.2f} ms  {seconds / total:5.0%}")
    print(f"  total    {1000 * total / count:7.2f} ms; read + label + extract: median {1000 * median:.2f} ms")
    other = peer(paths)
    if other is not None:
        three = sum(spent[step] for step in ("read", "label", "extract"))
        print(f"  trafilatura's extraction alone: {1000 * other / count:.2f} ms, {other / three:.2f} times ours")
    for engine in ("local", "prefect") if given.prefect else ("local",):
        first, second, size = whole(paths, engine)
        print(
            f"{engine}: {count / first:.0f} documents/s, {size / first:.2f} MB/s; unchanged second run {second:.2f} s"
        )
    usage = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(f"peak memory of one process: {usage / 1024:.0f} MB")


if __name__ == "__main__":
    main()
