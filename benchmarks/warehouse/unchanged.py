"""A run over very many tiny files none of which has changed: time, and the most memory that it took."""

import subprocess
import sys
from pathlib import Path

from benchmarks.warehouse.made import NAME, RUN
from benchmarks.warehouse.synthetic import Collection, run_row, staged
from docpipe.engine.plan import setting_of
from docpipe.warehouse import Warehouse

# In a process of its own, which tells of itself. Of its memory, VmHWM: maxrss begins with that of who started it.
RERUN = """
import re, sys, time
from pathlib import Path
from docpipe.engine.run import run
begun = time.perf_counter()
summary = run(sys.argv[1], sys.argv[2], jobs=1)
memory = int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1])
print(summary.unchanged, time.perf_counter() - begun, time.process_time(), memory / 1024)
"""


def unchanged(folder: Path, count: int) -> None:
    """Prints the figures. The files and the warehouse that knows them are made where they are not there."""
    raw, warehouse = folder / "raw", Warehouse(folder / "known")
    if warehouse.empty:
        (raw / NAME).mkdir(parents=True)
        _known(warehouse, raw, count)
    command = [sys.executable, "-c", RERUN, str(raw), str(warehouse.path)]
    same, wall, cpu, memory = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    assert int(same) == count, f"{same} of {count} files are as they are known"
    print(
        f"run over {count:,} unchanged files: {float(cpu):.1f} s CPU, {float(wall):.1f} s wall, {float(memory):.0f} MB"
    )


def _known(warehouse: Warehouse, raw: Path, count: int) -> None:
    papers = Collection(NAME, setting_of(raw, NAME).profile_digest, RUN, raw / NAME)
    lots = enumerate(papers.lots(0, count))
    stages = [staged(warehouse.staging(RUN), f"batch-{at:05}", lot) for at, lot in lots]
    warehouse.publish(stages, run_row(RUN, count))
    warehouse.drop_staging()
