"""How well free translations of a story are aligned, sentence by sentence: strict F1 over a story written for this.

python -m benchmarks.literary
"""

from collections.abc import Iterator
from pathlib import Path

from benchmarks.alignment import Beads, Case, scored
from docpipe.align import align

STORY = Path(__file__).with_name("literary.txt")  # a bead a line: sentences parted by slashes, sides by ` = `


def story() -> Case:
    """The sentences of both sides, with the beads as they were written."""
    sides: tuple[list[str], list[str]] = [], []
    gold: Beads = set()
    for line in STORY.read_text("utf-8").splitlines():
        parts = [half.split(" / ") for half in line.split(" = ")]
        one, two = (tuple(range(len(side), len(side) + len(part))) for side, part in zip(sides, parts, strict=True))
        sides[0].extend(parts[0])
        sides[1].extend(parts[1])
        gold.add((one, two))
    return Case(*sides, gold)


def chapters(case: Case, size: int = 20) -> Iterator[Case]:
    """The story in stretches of so many beads."""
    beads = sorted(case.gold)
    for at in range(0, len(beads), size):
        part = beads[at : at + size]
        i, j = part[0][0][0], part[0][1][0]
        gold = {(tuple(one - i for one in left), tuple(two - j for two in right)) for left, right in part}
        yield Case(case.source[i : part[-1][0][-1] + 1], case.target[j : part[-1][1][-1] + 1], gold)


def main() -> None:
    """Prints strict precision, recall and F1 for the story as a whole, and for its parts each by itself."""
    align(["森林防火"], ["Forest fire prevention"])
    case = story()
    print(f"{len(case.source)} Chinese and {len(case.target)} English sentences in {len(case.gold)} beads")
    for name, cases in {"whole": iter([case]), "in parts": chapters(case)}.items():
        score = scored(cases)
        print(f"{name:9} P {score.precision:.3f}  R {score.recall:.3f}  F1 {score.f1:.3f}")


if __name__ == "__main__":
    main()
