"""What a second worker, Prefect and Dask make of a run: `python -m benchmarks.scaling [--documents 6400] [--rounds 2]`.

The same notices are digitized by one worker, by two, by the flow on a started Prefect server with two, and by the flow
on two Dask workers, in turn. CPU seconds hold on a busy machine, too, and with them the bound for more workers:
what the coordinator alone does is done once, whatever is done beside it. Seconds by the clock need a quiet machine.
"""

import argparse
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from benchmarks.processes import Meter, cpu_of, end, free_port, until_answered
from chaos.world import text

ROOT = Path(__file__).resolve().parents[1]
# A run in a process of its own; its figures are the last line.
RUN = """
import json, sys, time
given = json.loads(sys.argv[1])
if given["address"]:
    from flows.dask import run_engine
    more = {"address": given["address"]}
elif given["flow"]:
    from flows.digitize import run_engine
    more = {}
else:
    from docpipe.engine.run import run
    run_engine, more = run, {}
begun = time.process_time()
summary = run_engine(given["raw"], given["warehouse"], None, jobs=given["jobs"], **more)
print(json.dumps([summary.seconds, time.process_time() - begun, summary.sources]))
"""
BARE_1, BARE_2, FLOW, DASK = "one worker", "two workers", "flow, two workers", "flow, two Dask workers"


class Ran(NamedTuple):
    """Seconds of the run by its own clock and of its whole process; CPU seconds of the process that leads, of its
    workers with their readers, and of Prefect's server meanwhile."""

    seconds: float
    process: float
    lead: float
    workers: float
    server: float


def notices(raw: Path, documents: int) -> None:
    """So many invented notices, in two collections."""
    rng = random.Random(8)
    for name in ("a", "b"):
        (raw / name).mkdir(parents=True)
    for at in range(documents):
        (raw / "ab"[at % 2] / f"{at:06}.txt").write_text(text(rng, at), "utf-8")


def ran(raw: Path, warehouse: Path, mode: str, around: "Around") -> Ran:
    """The run that the mode names."""
    told = {
        "raw": str(raw),
        "warehouse": str(warehouse),
        "jobs": 1 if mode == BARE_1 else 2,
        "flow": mode in {FLOW, DASK},
        "address": around.scheduler if mode == DASK else None,
    }
    before = cpu_of(around.server)
    process = subprocess.Popen(
        [sys.executable, "-c", RUN, json.dumps(told)],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=around.environment, text=True,
    )  # fmt: skip
    with Meter(process.pid, *(around.dask if mode == DASK else ())) as meter:
        said, _ = process.communicate()
    if process.returncode:
        raise SystemExit(f"{mode}: ended with {process.returncode}")
    seconds, lead, sources = json.loads(said.strip().splitlines()[-1])
    assert sources, "nothing was looked at"
    return Ran(seconds, meter.seconds, lead, meter.below, cpu_of(around.server) - before)


class Around(NamedTuple):
    """What stands ready while runs are measured: process ids, the scheduler's address, the environment of a run."""

    server: int
    dask: tuple[int, ...]
    scheduler: str
    environment: Mapping[str, str]


@contextmanager
def standing(folder: Path, with_dask: bool) -> Iterator[Around]:
    """A Prefect server, and a scheduler with two workers, on this machine."""
    api, dask = free_port(), f"tcp://127.0.0.1:{free_port()}"
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PREFECT_")}
    told = kept | {
        "PREFECT_HOME": str(folder / "prefect"),
        "PREFECT_API_URL": f"http://127.0.0.1:{api}/api",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path]),
    }
    commands = [["prefect", "server", "start", "--host", "127.0.0.1", "--port", str(api)]]
    if with_dask:
        port = dask.rpartition(":")[2]
        commands.append(["distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard"])
        worker = ["distributed.cli.dask_worker", dask, "--nthreads", "1", "--no-nanny", "--no-dashboard"]
        commands += [worker, worker]
    (folder / "prefect").mkdir()
    quiet = subprocess.DEVNULL
    started = [
        subprocess.Popen([sys.executable, "-m", *command], env=told, stdout=quiet, stderr=quiet, cwd=folder)
        for command in commands
    ]
    try:
        until_answered(told["PREFECT_API_URL"] + "/health")
        yield Around(started[0].pid, tuple(item.pid for item in started[1:]), dask, told)
    finally:
        end(started)


def measured(folder: Path, documents: int, rounds: int) -> dict[str, list[tuple[Ran, Ran]]]:
    """Of each mode and round, a first run and one in which nothing is new."""
    raw = folder / "raw"
    notices(raw, documents)
    modes = [BARE_1, BARE_2, FLOW, *([DASK] if find_spec("prefect_dask") else [])]
    found: dict[str, list[tuple[Ran, Ran]]] = {mode: [] for mode in modes}
    with standing(folder, DASK in modes) as around:
        ran(raw, folder / "warm", FLOW, around)  # the flow is registered
        for number in range(rounds):
            for mode in modes if number % 2 == 0 else reversed(modes):
                home = folder / "warehouse"
                found[mode].append((ran(raw, home, mode, around), ran(raw, home, mode, around)))
                shutil.rmtree(home)
                print(f"  {mode}: {_line(found[mode][-1][0])}; nothing new: {_line(found[mode][-1][1])}", flush=True)
    return found


def _line(item: Ran) -> str:
    return (
        f"{item.seconds:.1f} s, CPU {item.lead:.1f} s leading, {item.workers:.1f} s working, "
        f"{item.server:.1f} s Prefect's server"
    )


def show(found: dict[str, list[tuple[Ran, Ran]]], documents: int) -> None:
    """The ratios, by medians over the rounds."""
    firsts = {mode: [first for first, _ in rounds] for mode, rounds in found.items()}
    clock = {mode: statistics.median(item.seconds for item in items) for mode, items in firsts.items()}
    print(f"{documents} documents, two workers against one, by the clock: {clock[BARE_1] / clock[BARE_2]:.2f} times")
    for mode in (BARE_1, BARE_2):
        lead, work = (statistics.median(getattr(item, name) for item in firsts[mode]) for name in ("lead", "workers"))
        bounds = ", ".join(f"{count}: {(lead + work) / (lead + work / count):.2f}" for count in (2, 4, 8, 16))
        print(f"  {mode}: {lead / (lead + work):.1%} of the CPU is the leading process; at most, by workers, {bounds}")
    flow = _beside_the_start(found[FLOW]) - _beside_the_start(found[BARE_2])
    whole = statistics.median(_cpu(first) for first in firsts[FLOW])
    print(f"Prefect's share of the CPU beside the start, its server's included: {flow / whole:.1%}")
    starts = [statistics.median(again.process for _, again in found[mode]) for mode in (FLOW, BARE_2)]
    leads = [statistics.median(again.lead for _, again in found[mode]) for mode in (FLOW, BARE_2)]
    print(
        f"a run with nothing new takes {starts[0]:.1f} s through Prefect, {starts[1]:.1f} s without; "
        f"CPU after the imports {leads[0]:.1f} and {leads[1]:.1f} s"
    )
    if DASK in found:
        print(f"Dask against the pool, both through Prefect, by the clock: {clock[FLOW] / clock[DASK]:.2f} times")


def _cpu(item: Ran) -> float:
    return item.lead + item.workers + item.server


def _beside_the_start(rounds: list[tuple[Ran, Ran]]) -> float:
    """CPU seconds of a first run beyond those of one in which nothing is new."""
    return statistics.median(_cpu(first) - _cpu(again) for first, again in rounds)


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=6400, help="800 are a batch")
    parser.add_argument("--rounds", type=int, default=2)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="docpipe-scaling-") as folder:
        show(measured(Path(folder), given.documents, given.rounds), given.documents)


if __name__ == "__main__":
    main()
