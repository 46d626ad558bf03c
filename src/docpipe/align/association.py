"""Which words of two languages go together, learned from lines that stand beside each other."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from docpipe.align.words import tokens_in

Places = npt.NDArray[np.int64]
Array = npt.NDArray[np.float64]
ROUNDS = 5
LEAST_COUNT = 2  # lines that a word stands in, and that two words share
LEAST = 0.05  # probability, both ways together, from which on a pair is kept
MOST = 4_000_000  # links of words that are looked at, about 100 bytes of memory each; of more, lines here and there
LONGEST = 120  # words of a line; longer ones say little of which word is rendered by which


class Association(NamedTuple):
    """Two words that render each other, how surely (geometric mean of the probability both ways, 0 to 1), and in how
    many lines both stand."""

    source: str
    target: str
    weight: float
    lines: int


def associated(pairs: Sequence[tuple[str, str]], one: str, two: str) -> list[Association]:
    """The words of lines beside each other that render each other, by source and weight: the same for the same pairs.

    IBM Model 1 (Brown et al. 1993) both ways over words that stand in two lines or more.
    """
    own, told = tokens_in(one), tokens_in(two)
    lines = [(sorted(set(own(left))), sorted(set(told(right)))) for left, right in pairs]
    lines = [sides for sides in lines if all(0 < len(side) <= LONGEST for side in sides)]
    lines = lines[:: 1 + sum(len(left) * len(right) for left, right in lines) // MOST]
    sources, targets = (_words([line[side] for line in lines]) for side in (0, 1))
    left, right, line = _links(lines, sources, targets)
    if not len(left):
        return []
    key, link = np.unique(left * len(targets) + right, return_inverse=True)
    at, to = key // len(targets), key % len(targets)
    count = np.bincount(link, minlength=len(key))
    forward = _model(at, link, line, right, len(targets), len(lines))
    backward = _model(to, link, line, left, len(sources), len(lines))
    weight = np.sqrt(forward * backward)
    names, told_names = list(sources), list(targets)
    kept = np.flatnonzero((weight >= LEAST) & (count >= LEAST_COUNT))
    found = [
        Association(names[at[k]], told_names[to[k]], round(float(weight[k]), 3), int(count[k])) for k in kept.tolist()
    ]
    return sorted(found, key=lambda item: (item.source, -item.weight, item.target))


def _words(lines: list[list[str]]) -> dict[str, int]:
    count: dict[str, int] = {}
    for line in lines:
        for word in line:
            count[word] = count.get(word, 0) + 1
    return {word: at for at, word in enumerate(sorted(word for word, seen in count.items() if seen >= LEAST_COUNT))}


def _links(
    lines: list[tuple[list[str], list[str]]], sources: dict[str, int], targets: dict[str, int]
) -> tuple[Places, Places, Places]:
    """Every word of a line with every word beside it, and the number of the line."""
    left, right, line = [], [], []
    for at, (one, two) in enumerate(lines):
        own = np.array([sources[word] for word in one if word in sources], np.int64)
        told = np.array([targets[word] for word in two if word in targets], np.int64)
        left.append(np.repeat(own, len(told)))
        right.append(np.tile(told, len(own)))
        line.append(np.full(len(own) * len(told), at, np.int64))
    empty = [np.zeros(0, np.int64)]
    return np.concatenate(left or empty), np.concatenate(right or empty), np.concatenate(line or empty)


def _model(given: Places, link: Places, line: Places, told: Places, words: int, lines: int) -> Array:
    """Of every pair, the probability of its other word given the one; a word of none at all has its share, too."""
    chance = np.ones(len(given)) / words
    place = line * words + told
    _, slot = np.unique(place, return_inverse=True)
    usual = np.bincount(told, minlength=words) / len(told)  # what stands there whatever is rendered
    nothing = usual[told]
    for _ in range(ROUNDS):
        said = chance[link]
        whole = np.bincount(slot, said)[slot] + nothing
        expected = np.bincount(link, said / whole, len(given))
        chance = expected / np.bincount(given, expected)[given]
    return chance
