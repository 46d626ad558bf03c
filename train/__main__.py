"""`python -m train`: the models of the labeller, made again from the development material, bit for bit."""

import argparse
import datetime
import json
import sys
from pathlib import Path

import numpy as np

from docpipe.label.decode import chances
from docpipe.label.model.forest import HERE, write_model
from train.data import Sample, fold_of, samples
from train.learn import f1, fit

FOLDS = 6
CARD = HERE / "card.json"
# A held-out score may be this much lower than the pinned one before training refuses.
SLACK = 0.01


def judged(given: list[Sample]) -> dict[str, dict[str, float]]:
    """Mean F1 of each set, on pages that the model was trained with and on the sixth that it was not."""
    inside = [sample for sample in given if fold_of(sample.site, FOLDS) != 0]
    model = fit(inside)
    found: dict[str, dict[str, list[float]]] = {}
    for sample in given:
        side = "held_out" if fold_of(sample.site, FOLDS) == 0 else "trained"
        found.setdefault(sample.dataset, {}).setdefault(side, []).append(f1(sample, chances(sample.page, model)))
    return {
        name: {
            key: value
            for side, values in sorted(sides.items())
            for key, value in ((side, round(float(np.mean(values)), 4)), (f"{side}_pages", len(values)))
        }
        for name, sides in found.items()
    }


def lowered(old: dict[str, dict[str, float]], new: dict[str, dict[str, float]]) -> list[str]:
    """Sets whose held-out score fell below the pinned one."""
    return [
        f"{name}: {new[name].get('held_out', 0.0):.3f} after {scores['held_out']:.3f}"
        for name, scores in old.items()
        if name in new and new[name].get("held_out", 1.0) < scores.get("held_out", 0.0) - SLACK
    ]


def main() -> int:
    """Train both families, write the models and their card."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared", help="the material")
    parser.add_argument("--lower", action="store_true", help="accept held-out scores below the pinned ones")
    parser.add_argument("--family", choices=("html", "text"), action="append")
    asked = parser.parse_args()
    if not (asked.shared / "extraction").is_dir():
        print(f"train: no material at {asked.shared}; the models stay as they are")
        return 0
    card = json.loads(CARD.read_text("utf-8")) if CARD.is_file() else {}
    for family in asked.family or ("html", "text"):
        given = list(samples(asked.shared, family == "html"))
        scores = judged(given)
        fallen = lowered(card.get(family, {}).get("scores", {}), scores)
        if fallen and not asked.lower:
            print(f"train: {family} fell; --lower accepts it\n  " + "\n  ".join(fallen), file=sys.stderr)
            return 1
        write_model(fit(given), HERE / f"{family}.npz")
        pages = {name: sum(sample.dataset == name for sample in given) for name in scores}
        lines = sum(len(sample.wanted) for sample in given)
        before = card.get(family, {})
        if before.get("scores") != scores or before.get("lines") != lines:  # the date is that of the last change
            today = datetime.datetime.now(datetime.UTC).date().isoformat()
            card[family] = {"date": today, "lines": lines, "pages": pages, "scores": scores}
        for name, score in scores.items():
            print(f"{family:5} {name:28} " + "  ".join(f"{key} {value}" for key, value in score.items()))
    CARD.write_text(json.dumps(card, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
