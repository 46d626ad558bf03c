"""What is usual in a translation: how long it is for its original, how much of it is free."""

from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from docpipe.align.matching import Matching, length_of, share_of

PLAIN = 20  # bytes below which a line says nothing of the usual


class Usual(NamedTuple):
    """Logarithm of the target's length for the source's, its spread, the share of words not rendered, and of the words
    of the poorer side the share that meet one of the other."""

    ratio: float
    spread: float
    missed: float
    met: float


def usual_of(pairs: Sequence[tuple[str, str, Matching]]) -> Usual:
    """The usual of those pairs; where there are few, of translations in general."""
    ratios = [length_of(two) - length_of(one) for one, two, _ in pairs if len(one.encode()) >= PLAIN]
    rendered = [one for _, _, found in pairs for one in found.rendered]
    weight = len(ratios) / (len(ratios) + 5)
    ratio = weight * (median(ratios) if ratios else 0.0) + (1 - weight) * 0.2
    spread = 1.5 * median(abs(one - ratio) for one in ratios) if ratios else 0.2
    met = median(share_of(found)[0] for _, _, found in pairs) if pairs else 0.75
    missed = 1 - sum(rendered) / len(rendered) if rendered else 0.25
    return Usual(
        ratio,
        min(0.35, max(0.15, weight * spread + (1 - weight) * 0.2)),
        min(0.5, max(0.2, weight * missed + (1 - weight) * 0.25)),
        min(0.9, max(0.4, weight * met + (1 - weight) * 0.75)),
    )
