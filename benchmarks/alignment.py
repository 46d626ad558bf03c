"""How well lines are laid beside their translation: strict F1 over the corpora with gold beads.

python -m benchmarks.alignment
"""

import os
import time
from pathlib import Path

from docpipe.align import align


def beads_of(path: Path) -> set[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Gold beads: source ids, TAB, target ids."""
    found = set()
    for line in path.read_text("utf-8").splitlines():
        one, two = (tuple(int(item) for item in side.split(",") if item) for side in line.split("\t"))
        if one or two:
            found.add((one, two))
    return found


def main() -> None:
    """Prints strict precision, recall and F1 for each corpus."""
    shared = Path(os.environ.get("DOCPIPE_SHARED", Path(__file__).resolve().parents[2] / "shared"))
    for corpus in sorted((shared / "alignment").glob("*")):
        right = judged = gold_full = right_full = units = 0
        begun = time.process_time()
        for folder in sorted(corpus.iterdir()):
            source, target = ((folder / name).read_text("utf-8").split("\n")[:-1] for name in ("src.txt", "tgt.txt"))
            gold = beads_of(folder / "gold.tsv")
            test = {(bead.source, bead.target) for bead in align(source, target)}
            units += len(source) + len(target)
            right, judged = right + len(test & gold), judged + len(test)
            full = {bead for bead in gold if bead[0] and bead[1]}
            gold_full, right_full = gold_full + len(full), right_full + len(full & test)
        precision, recall = right / max(judged, 1), right_full / max(gold_full, 1)
        score = 2 * precision * recall / max(precision + recall, 1e-9)
        speed = units / (time.process_time() - begun)
        print(f"{corpus.name:18} P {precision:.3f}  R {recall:.3f}  F1 {score:.3f}  {speed:6.0f} lines/CPU s")


if __name__ == "__main__":
    main()
