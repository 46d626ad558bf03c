"""`python -m chaos kills --count 50`, `python -m chaos year --nights 365 --faults 200`; exit code 1 if one differs."""

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from chaos.faults import any_fault, killed
from chaos.world import World, differences, tables
from docpipe.run import run
from docpipe.sql import check_laws


def kills(folder: Path, count: int, files: int, seed: int) -> int:
    """kill -9 at so many random moments of a first run, each then run again: the same tables as an undisturbed run."""
    rng, raw = random.Random(seed), folder / "raw"
    World(raw, seed, files)
    run(raw, folder / "undisturbed", jobs=0)
    wanted = tables(folder / "undisturbed")
    begun = time.perf_counter()
    run(raw, folder / "timed", jobs=0)
    longest = 1.3 * (time.perf_counter() - begun)
    struck = different = resumed = 0
    for number in range(count):
        home = folder / f"warehouse-{number}"
        struck += killed(raw, home, rng.uniform(0, longest))
        resumed += run(raw, home, jobs=0).resumed > 0
        said = differences(tables(home), wanted) + [str(breach) for breach in check_laws(home)]
        different += bool(said)
        for line in said:
            print(f"kill {number}: {line}")
        shutil.rmtree(home)
    print(
        f"kill -9 at {count} random moments of a run over {files} files: {struck} struck while it ran, "
        f"{resumed} were taken up from finished batches, {different} differ from the undisturbed run"
    )
    return different


def year(folder: Path, nights: int, faults: int, files: int, seed: int) -> int:
    """So many nightly runs over what arrives, changes and goes, twice: undisturbed, and with faults by chance."""
    rng = random.Random(seed + 1)
    struck_on = Counter(rng.choices(range(nights), k=faults))
    calm, rough = World(folder / "calm", seed, files), World(folder / "rough", seed, files)
    longest, struck, by_name = 1.0, 0, Counter[str]()
    for night in range(nights):
        calm.night()
        rough.night()
        begun = time.perf_counter()
        run(calm.raw, folder / "undisturbed", jobs=0)
        longest = 0.7 * longest + 0.3 * 1.3 * (time.perf_counter() - begun)
        for _ in range(struck_on[night]):
            name, hit = any_fault(rng, rough.raw, folder / "disturbed", longest)
            by_name[name] += 1
            struck += hit
        run(rough.raw, folder / "disturbed", jobs=0)
        if night % 50 == 49:
            print(f"night {night + 1}: {sum(by_name.values())} faults, {struck} of them struck", flush=True)
    said = differences(tables(folder / "disturbed"), tables(folder / "undisturbed"))
    said += [str(breach) for breach in check_laws(folder / "disturbed")]
    for line in said:
        print(line)
    told = ", ".join(f"{count} {name}" for name, count in by_name.most_common())
    print(
        f"{nights} nights, {faults} faults ({told}), {struck} struck while something was going on; "
        f"{len(calm.files())} files at the end: {'the warehouses differ' if said else 'the same warehouse'}"
    )
    return len(said)


def main() -> None:
    """The command."""
    given = argparse.ArgumentParser(prog="python -m chaos")
    given.add_argument("what", choices=["kills", "year"], nargs="?")
    given.add_argument("--count", type=int, default=50)
    given.add_argument("--nights", type=int, default=365)
    given.add_argument("--faults", type=int, default=200)
    given.add_argument("--files", type=int, default=60)
    given.add_argument("--seed", type=int, default=2026)
    asked = given.parse_args()
    bad = 0
    for name in [asked.what] if asked.what else ["kills", "year"]:
        with tempfile.TemporaryDirectory(prefix="docpipe-chaos-") as folder:
            if name == "kills":
                bad += kills(Path(folder), asked.count, asked.files, asked.seed)
            else:
                bad += year(Path(folder), asked.nights, asked.faults, asked.files, asked.seed)
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
