"""`python -m train.cross`: what the labeller reaches on sites that it was not trained with, all pages judged once."""

import argparse
import pickle
import statistics
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from docpipe.label.decode import chances
from docpipe.label.features import names
from train.data import Sample, fold_of, samples
from train.learn import f1, fit, score, shown

FOLDS = 5
# A line is a link to another document when so much of it is linked and it has the length of a title.
LINKED, TITLE_TOKENS = 0.5, 5


class Judged(NamedTuple):
    """A page with the chance that a model, trained without its site, gives each line, and the score that follows."""

    sample: Sample
    chance: npt.NDArray[np.float64]
    score: float


def text_of(sample: Sample, keep: npt.NDArray[np.bool_]) -> str:
    """The kept lines."""
    return "\n".join(text for text, is_in in zip(sample.texts, keep, strict=True) if is_in)


def crossed(given: Sequence[Sample], folds: int = FOLDS) -> Iterator[Judged]:
    """Every page, judged by a model that has seen no page of its site."""
    for fold in range(folds):
        inside = [sample for sample in given if fold_of(sample.site, folds) != fold]
        model = fit(inside)
        for sample in given:
            if fold_of(sample.site, folds) == fold:
                chance = chances(sample.page, model)
                yield Judged(sample, chance, f1(sample, chance))


def lines_kept(pages: Sequence[Judged]) -> tuple[float, float, float]:
    """Shares of lines that are kept: of the text's, of all others, of links to other documents among these."""
    counts = np.zeros((3, 2))
    for page in pages:
        rows, wanted = page.sample.page.rows, page.sample.wanted > 0
        keep = shown(page.sample, page.chance)
        columns = names(page.sample.page.html)
        linked = rows[:, columns.index("link_share")] >= LINKED
        titled = ~wanted & linked & (page.sample.tokens >= TITLE_TOKENS)
        for at, lines in enumerate((wanted, ~wanted & (page.sample.tokens > 0), titled)):
            counts[at] += (int(keep[lines].sum()), int(lines.sum()))
    kept, other, links = counts[:, 0] / np.maximum(counts[:, 1], 1)
    return float(kept), float(other), float(links)


def table(judged: Sequence[Judged], family: str) -> list[str]:
    """One line for each set: pages, mean F1, its standard error, the ceiling that whole lines set, lines kept."""
    by_set: dict[str, list[Judged]] = {}
    for page in judged:
        by_set.setdefault(page.sample.dataset, []).append(page)
    found = []
    for name, pages in sorted(by_set.items()):
        scores = [page.score for page in pages]
        error = statistics.stdev(scores) / len(scores) ** 0.5 if len(scores) > 1 else 0.0
        ceiling = statistics.mean(
            score(text_of(page.sample, page.sample.wanted > 0), page.sample.gold) for page in pages
        )
        shares = "".join(f" {share:8.4f}" for share in lines_kept(pages))
        found.append(
            f"{family:5} {name:28} {len(pages):5} {statistics.mean(scores):7.4f} {error:6.4f} {ceiling:8.4f}{shares}"
        )
    return found


def main() -> int:
    """Print the table; with --save also write what was judged, for a closer look."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared", help="the material")
    parser.add_argument("--family", choices=("html", "text"), action="append")
    parser.add_argument("--folds", type=int, default=FOLDS)
    parser.add_argument("--save", type=Path, help="a folder for set, page, lines, wanted, chances and score")
    asked = parser.parse_args()
    if not (asked.shared / "extraction").is_dir():
        print(f"train.cross: no material at {asked.shared}")
        return 0
    print(f"{'':5} {'set':28} {'pages':>5} {'F1':>7} {'±':>6} {'ceiling':>8} {'text':>8} {'others':>8} {'links':>8}")
    for family in asked.family or ("html", "text"):
        judged = list(crossed(list(samples(asked.shared, family == "html")), asked.folds))
        print("\n".join(table(judged, family)), flush=True)
        if asked.save is not None:
            asked.save.mkdir(parents=True, exist_ok=True)
            plain = [
                (page.sample.dataset, page.sample.key, page.sample.texts, page.sample.wanted, page.chance, page.score)
                for page in judged
            ]
            (asked.save / f"{family}.pickle").write_bytes(pickle.dumps(plain, protocol=5))
    return 0


if __name__ == "__main__":
    sys.exit(main())
