"""Training one family and judging it on pages of sites that it has not seen."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from docpipe.label.decode import context, kept
from docpipe.label.ending import below_the_end
from docpipe.label.features import columns, names
from docpipe.label.model.forest import Forest, Model
from train.boost import Plan, grow
from train.data import Sample, fold_of, weights
from train.gold import SIZE, tokens

FIRST = Plan(trees=160, rate=0.12)
SECOND = Plan(trees=240, rate=0.1, seed=11)
INNER = 3


def _stacked(rows: Sequence[npt.NDArray[np.float32]], given: Sequence[Sample], plan: Plan) -> Forest:
    page = np.concatenate([np.full(len(row), at, np.int32) for at, row in enumerate(rows)])
    weight = np.concatenate([weights(sample) for sample in given])
    wanted = np.concatenate([sample.wanted for sample in given])
    return grow(np.concatenate(rows), wanted, weight, page, plan)


def fit(given: Sequence[Sample]) -> Model:
    """A model from these pages. The second forest learns from what first forests think of pages they have not seen."""
    rows: list[npt.NDArray[np.float32] | None] = [None] * len(given)
    for fold in range(INNER):
        inside = [sample for sample in given if fold_of("inner" + sample.site, INNER) != fold]
        forest = _stacked([sample.page.rows for sample in inside], inside, FIRST)
        for at, sample in enumerate(given):
            if fold_of("inner" + sample.site, INNER) == fold:
                rows[at] = np.concatenate(
                    (sample.page.rows, context(forest.scores(sample.page.rows), sample.page)), axis=1
                )
    second = _stacked([row for row in rows if row is not None], given, SECOND)
    return Model(_stacked([sample.page.rows for sample in given], given, FIRST), second, columns(given[0].page.html))


def shown(sample: Sample, chance: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
    """The lines that are the text of the page: what the profile says for certain stands, the chances tell the rest."""
    told = sample.page.rows[:, names(sample.page.html).index("told")]
    keep = kept(chance, sample.page.sizes)
    keep &= ~below_the_end(sample.texts, sample.ends, keep)
    result: npt.NDArray[np.bool_] = (keep & (told <= 0)) | (told < 0)
    return result


def f1(sample: Sample, chance: npt.NDArray[np.float64]) -> float:
    """The page's score: F1 of 4-grams of tokens."""
    keep = shown(sample, chance)
    return score("\n".join(text for text, is_in in zip(sample.texts, keep, strict=True) if is_in), sample.gold)


def _grams(text: str) -> Counter[tuple[str, ...]]:
    words = tokens(text)
    if not words:
        return Counter()
    return Counter(tuple(words[at : at + SIZE]) for at in range(max(1, len(words) - SIZE + 1)))


def score(text: str, gold: str) -> float:
    """F1 of the 4-grams of a text against gold."""
    have, want = _grams(text), _grams(gold)
    both = sum((have & want).values())
    total = sum(have.values()) + sum(want.values())
    return 2 * both / total if total else 1.0
