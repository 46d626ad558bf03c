"""A year of nights over what arrives, changes and goes, twice: undisturbed, and with faults by chance."""

import pickle
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from chaos.faults import Night, Struck, any_fault
from chaos.small_disk import SmallDisk
from chaos.victim import night
from chaos.world import Tables, World, differences, tables
from docpipe.sql import check_laws

WEEK, TOLD_NIGHTS = 7, 10


@dataclass
class Year:
    """How far the year is; kept after every night, so that one that was cut off goes on from there."""

    calm: World
    rough: World
    rng: random.Random
    struck_on: Counter[int]
    at: int = 0
    longest: float = 1.0
    tried: Counter[str] = field(default_factory=Counter)
    struck: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    seconds: float = 0.0
    last: Tables | None = None


def begin(folder: Path, nights: int, faults: int, files: int, seed: int) -> Year:
    """The year that was begun in the folder, or a new one."""
    kept = folder / "year.pickle"
    if kept.is_file():
        year: Year = pickle.loads(kept.read_bytes())  # written by this program
        for world in (year.calm, year.rough):
            world.write()
        return year
    rng = random.Random(seed + 1)
    worlds = World(folder / "calm", seed, files), World(folder / "rough", seed, files)
    return Year(*worlds, rng, Counter(rng.choices(range(nights), k=faults)))


def keep(folder: Path, year: Year) -> None:
    """What `begin` finds again."""
    aside = folder / ".year.tmp"
    aside.write_bytes(pickle.dumps(year))
    aside.replace(folder / "year.pickle")


def played(folder: Path, nights: int, faults: int, files: int, seed: int) -> int:
    """The whole year; the number of things that were wrong, which are printed."""
    year, calm = begin(folder, nights, faults, files, seed), folder / "undisturbed"
    disk = SmallDisk(folder / "disturbed")
    print(f"{nights} nights, {faults} faults, from night {year.at + 1} on; a disk of its own: {disk.real}", flush=True)
    while year.at < nights:  # whatever ends it, the disk stays, for the year to go on
        begun = time.perf_counter()
        _one_night(year, calm, disk)
        year.at += 1
        year.seconds += time.perf_counter() - begun
        keep(folder, year)
        if year.at % TOLD_NIGHTS == 0 or year.at == nights:
            print(_told(year), flush=True)
    laws = [str(breach) for breach in check_laws(disk.folder / "warehouse")]
    print(*laws, sep="\n", end="")
    disk.close()
    return len(year.wrong) + len(laws)


def _one_night(year: Year, calm: Path, disk: SmallDisk) -> None:
    home, sunday = disk.folder / "warehouse", year.at % WEEK == WEEK - 1
    before = year.last
    year.calm.night()
    year.rough.night()
    begun = time.perf_counter()
    night(year.calm.raw, calm, sunday)
    year.longest = 0.7 * year.longest + 0.3 * 1.3 * (time.perf_counter() - begun)
    after = year.last = tables(calm)
    for _ in range(year.struck_on[year.at]):
        name, struck = any_fault(Night(year.rough.raw, disk, sunday, year.longest, year.rng))
        year.tried[name] += 1
        year.struck[name] += struck.hit
        _judged(year, f"night {year.at + 1}, {name}", struck, home, before, after)
    night(year.rough.raw, home, sunday)
    for said in differences(tables(home), after):
        _note(year, f"night {year.at + 1}, at its end: {said}")


def _judged(year: Year, said: str, struck: Struck, home: Path, before: Tables | None, after: Tables) -> None:
    """Whatever struck, a reader sees the night before or the night after, whole."""
    if struck.wrong:
        _note(year, f"{said}: {struck.wrong}")
    if before is None or "worker" in said:  # a document whose worker was killed says so until the next night
        return
    found = tables(home)
    if differences(found, before) and differences(found, after) and differences(found, _half(before, after)):
        _note(year, f"{said}: neither the night before nor the night after: {differences(found, after)}")


def _half(before: Tables, after: Tables) -> Tables:
    """On Sundays, the night after but for what `connect` finds."""
    return after | {"duplicates": before["duplicates"]}


def _note(year: Year, said: str) -> None:
    year.wrong.append(said)
    print(said, flush=True)


def _told(year: Year) -> str:
    faults = ", ".join(f"{count} {name} ({year.struck[name]} struck)" for name, count in year.tried.most_common())
    return (
        f"night {year.at}: {year.tried.total()} faults, {year.struck.total()} struck while something was going on; "
        f"{len(year.rough.names())} documents; {len(year.wrong)} wrong; {year.seconds:.0f} s\n    {faults}"
    )
