"""Gold files: what is right for every sample. `make gold` writes them again; the diff is to be read, not trusted."""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tests.samples.view import view

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
NO_SAMPLES = frozenset({"collection.toml", "README.md"})


@cache
def known_faults() -> dict[str, list[str]]:
    """Name of a sample to what docpipe still gets wrong about it, from `faults.toml`."""
    folders = tomllib.loads((HERE / "faults.toml").read_text("utf-8"))
    return {f"{folder}/{name}": said for folder, names in folders.items() for name, said in names.items()}


class Sample(NamedTuple):
    """A file and the gold file that says what is right for it."""

    path: Path
    gold: Path

    @property
    def name(self) -> str:
        """Short name, as tests show it: `odd/title-on-three-lines.txt`."""
        return f"{self.gold.parent.name}/{self.path.name}"

    def now(self) -> str:
        """What docpipe says now, below what is known to be wrong with it."""
        faults = [f"known fault: {said}" for said in known_faults().get(self.name, [])]
        return "\n".join([*faults, view(self.path)])

    def write(self) -> None:
        """The gold file says what docpipe says now."""
        self.gold.parent.mkdir(parents=True, exist_ok=True)
        self.gold.write_text(self.now(), "utf-8")


def samples() -> Iterator[Sample]:
    """All samples: those of raw/ and the odd ones, in order."""
    for folder in (HERE / "odd", *sorted(path for path in (ROOT / "raw").iterdir() if path.is_dir())):
        for path in sorted(folder.iterdir()):
            if path.is_file() and path.name not in NO_SAMPLES:
                yield Sample(path, HERE / "gold" / folder.name / f"{path.name}.gold")


def strays() -> list[Path]:
    """Gold files whose sample is gone."""
    wanted = {sample.gold for sample in samples()}
    return sorted(path for path in (HERE / "gold").rglob("*.gold") if path not in wanted)


def main() -> None:
    """Gold files are written where they are missing or differ, and removed where their sample is gone."""
    for stray in strays():
        stray.unlink()
        print(f"removed {stray.relative_to(ROOT)}")
    for sample in samples():
        before = sample.gold.read_text("utf-8") if sample.gold.is_file() else None
        sample.write()
        if sample.gold.read_text("utf-8") != before:
            print(f"{'wrote' if before is None else 'changed'} {sample.gold.relative_to(ROOT)}")
    print("now read `git diff tests/samples/gold` as if someone else had written it")


if __name__ == "__main__":
    main()
