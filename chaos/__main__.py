"""`python -m chaos kills`, `served`, `year`; all without a word. Exit code 1: a warehouse is not as it should be."""

import argparse
import random
import shutil
import sys
import tempfile
import time
from pathlib import Path

from chaos.faults import Night, killed
from chaos.served import served
from chaos.small_disk import SmallDisk
from chaos.victim import night
from chaos.world import World, differences, tables
from chaos.year import played
from docpipe.engine.run import run
from docpipe.sql import check_laws


def kills(folder: Path, count: int, files: int, seed: int) -> int:
    """kill -9 at so many random moments of a first run, each then run again: the same tables as an undisturbed run."""
    rng, raw, disk = random.Random(seed), folder / "raw", SmallDisk(folder / "disk")
    World(raw, seed, files)
    run(raw, folder / "undisturbed", jobs=0)
    wanted = tables(folder / "undisturbed")
    begun = time.perf_counter()
    night(raw, folder / "timed", sunday=False)
    longest = 1.3 * (time.perf_counter() - begun)
    struck = different = resumed = 0
    for number in range(count):
        given = Night(raw, disk, False, longest, rng)
        struck += killed(given).hit
        resumed += run(raw, given.warehouse, jobs=0).resumed > 0
        said = differences(tables(given.warehouse), wanted) + [str(breach) for breach in check_laws(given.warehouse)]
        different += bool(said)
        for line in said:
            print(f"kill {number}: {line}")
        shutil.rmtree(given.warehouse)
    disk.close()
    print(
        f"kill -9 at {count} random moments of a run over {files} files: {struck} struck while it ran, "
        f"{resumed} were taken up from finished batches, {different} differ from the undisturbed run"
    )
    return different


def main() -> None:
    """The command."""
    given = argparse.ArgumentParser(prog="python -m chaos")
    given.add_argument("what", choices=["kills", "year", "served"], nargs="?")
    given.add_argument("--count", type=int, default=50)
    given.add_argument("--nights", type=int, default=365)
    given.add_argument("--faults", type=int, default=300)
    given.add_argument("--files", type=int, default=24)
    given.add_argument("--seed", type=int, default=2026)
    given.add_argument("--folder", type=Path, help="kept; a year that was cut off goes on from what is in it")
    asked = given.parse_args()
    bad = 0
    for name in [asked.what] if asked.what else ["kills", "served", "year"]:
        folder = asked.folder or Path(tempfile.mkdtemp(prefix="docpipe-chaos-"))
        folder.mkdir(parents=True, exist_ok=True)
        if name == "kills":
            bad += kills(folder, asked.count, asked.files, asked.seed)
        elif name == "served":
            bad += served(folder, asked.seed)
        else:
            bad += played(folder, asked.nights, asked.faults, asked.files, asked.seed)
        if asked.folder is None:
            shutil.rmtree(folder)
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
