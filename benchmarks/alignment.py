"""How well lines are laid beside their translation: strict F1 over the corpora with gold beads, and over bilingual laws
whose articles are the units; and at what cost.

python -m benchmarks.alignment
"""

import json
import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from docpipe.align import align
from docpipe.align.association import associated
from docpipe.align.learned import NONE, Learned

Beads = set[tuple[tuple[int, ...], tuple[int, ...]]]


class Case(NamedTuple):
    """Lines of both sides, and the beads that are right."""

    source: list[str]
    target: list[str]
    gold: Beads


class Score(NamedTuple):
    """Strict precision over all beads, recall over those with two sides (Sennrich and Volk 2010), and lines per
    second of processor time."""

    precision: float
    recall: float
    speed: float

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        return 2 * self.precision * self.recall / max(self.precision + self.recall, 1e-9)


def beads_of(path: Path) -> Beads:
    """Gold beads: source ids, TAB, target ids."""
    found = set()
    for line in path.read_text("utf-8").splitlines():
        one, two = (tuple(int(item) for item in side.split(",") if item) for side in line.split("\t"))
        if one or two:
            found.add((one, two))
    return found


def gold_cases(corpus: Path) -> Iterator[Case]:
    """Documents of a corpus of `src.txt`, `tgt.txt` and `gold.tsv`."""
    for folder in sorted(corpus.iterdir()):
        source, target = ((folder / name).read_text("utf-8").split("\n")[:-1] for name in ("src.txt", "tgt.txt"))
        yield Case(source, target, beads_of(folder / "gold.tsv"))


def laws(folder: Path) -> Iterator[Case]:
    """Laws that are complete in both languages: article beside article."""
    for path in sorted(folder.glob("*.json")):
        law = json.loads(path.read_text("utf-8"))
        if law["complete"]:
            sides = [[" ".join(item[side].split()) for item in law["aligned"]] for side in ("zh", "en")]
            yield Case(*sides, {((at,), (at,)) for at in range(len(law["aligned"]))})


def taught(cases: Sequence[Case], learned: Learned) -> Learned:
    """What the lines of these cases teach as they are aligned with what is known so far."""
    pairs = [
        (" ".join(case.source[at] for at in bead.source), " ".join(case.target[at] for at in bead.target))
        for case in cases
        for bead in align(case.source, case.target, learned)
        if bead.source and bead.target
    ]
    words: dict[str, tuple[tuple[str, float], ...]] = {}
    for item in associated(pairs, "zh", "en"):
        words[item.source] = (*words.get(item.source, ()), (item.target, item.weight))
    return Learned({("zh", "en"): words})


def without_dictionary(name: str, cases: Sequence[Case]) -> None:
    """Prints the score where there is no dictionary: bare, and with a lexicon learned from every other document, on
    those that it was not learned from."""
    own, held_out = cases[::2], cases[1::2]
    with patch("docpipe.align.beads.has_dictionary", lambda one, two: False):
        learned = Learned({("zh", "en"): {}})
        for rounds in range(3):
            score = scored(iter(held_out), learned)
            print(f"{name:18} no dictionary, lexicon learned {rounds} times: F1 {score.f1:.3f}")
            learned = taught(own, learned)


def scored(cases: Iterator[Case], learned: Learned = NONE) -> Score:
    """The score over all cases together."""
    right = judged = gold_full = right_full = units = 0
    spent = 0.0
    for source, target, gold in cases:
        begun = time.process_time()
        beads = align(source, target, learned)
        spent += time.process_time() - begun
        test = {(bead.source, bead.target) for bead in beads}
        full = {bead for bead in gold if bead[0] and bead[1]}
        units += len(source) + len(target)
        right, judged = right + len(test & gold), judged + len(test)
        gold_full, right_full = gold_full + len(full), right_full + len(full & test)
    return Score(right / max(judged, 1), right_full / max(gold_full, 1), units / max(spent, 1e-9))


def main() -> None:
    """Prints strict precision, recall and F1 for each corpus."""
    shared = Path(os.environ.get("DOCPIPE_SHARED", Path(__file__).resolve().parents[2] / "shared"))
    align(["森林防火"], ["Forest fire prevention"])  # the dictionary is loaded once for a process
    corpora = {corpus.name: gold_cases(corpus) for corpus in sorted((shared / "alignment").glob("*"))}
    for name, cases in (corpora | {"laws by article": laws(shared / "corpus" / "bilingual_law")}).items():
        score = scored(cases)
        figures = f"P {score.precision:.3f}  R {score.recall:.3f}  F1 {score.f1:.3f}"
        print(f"{name:18} {figures}  {score.speed:6.0f} lines/CPU s")
    without_dictionary("news", list(gold_cases(shared / "alignment" / "wmt21_OnlineB")))
    without_dictionary("laws by article", list(laws(shared / "corpus" / "bilingual_law")))


if __name__ == "__main__":
    main()
