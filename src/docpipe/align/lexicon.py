"""Which words of one side may render which words of the other."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from docpipe.align.dictionary import dictionary
from docpipe.align.learned import Words, weights

Places = npt.NDArray[np.int64]
Array = npt.NDArray[np.float32]


class Pairs(NamedTuple):
    """Places of words that may render each other, and the share of each in all that its word may be."""

    source: Places
    target: Places
    given_source: Array
    given_target: Array


def pairs_of(source: list[str], target: list[str], learned: Words | None = None) -> Pairs:
    """Pairs by the dictionary (source Chinese, target stems of English), and of words that are the same; where words
    were learned for these languages, pairs by those."""
    places = {word: at for at, word in enumerate(target)}
    same = [(at, places[word]) for at, word in enumerate(source) if word in places]
    if learned is not None:
        return _learned(source, len(target), [*weights(learned, source, places), *((at, to, 1.0) for at, to in same)])
    one, two = _by_dictionary(source, target)
    if same:
        one = np.concatenate([one, np.array([at for at, _ in same])])
        two = np.concatenate([two, np.array([at for _, at in same])])
    key = np.unique(one * max(1, len(target)) + two)
    return weighed(key // max(1, len(target)), key % max(1, len(target)), len(source), len(target))


def _learned(source: list[str], targets: int, found: list[tuple[int, int, float]]) -> Pairs:
    best: dict[tuple[int, int], float] = {}
    for at, to, weight in found:
        best[at, to] = max(weight, best.get((at, to), 0.0))
    one, two = np.array(sorted(best), np.int64).reshape(-1, 2).T
    return weighed(one, two, len(source), targets, np.array([best[pair] for pair in sorted(best)], np.float32))


def weighed(one: Places, two: Places, sources: int, targets: int, weight: Array | None = None) -> Pairs:
    """Pairs with shares: by weight where there is one, else the same for all pairs of a word."""
    own = np.ones(len(one), np.float32) if weight is None else weight
    all_one = np.bincount(one, own, max(1, sources))
    all_two = np.bincount(two, own, max(1, targets))
    return Pairs(one, two, (own / all_one[one]).astype(np.float32), (own / all_two[two]).astype(np.float32))


def ranges(first: Places, times: Places) -> Places:
    """The numbers first, first + 1, … of each range of so many, one range after the other."""
    ends = np.cumsum(times)
    return np.arange(ends[-1] if len(ends) else 0) + np.repeat(first - ends + times, times)


def _by_dictionary(source: list[str], target: list[str]) -> tuple[Places, Places]:
    """Pairs by entries; words of several characters that give none fall back on their parts."""
    stems = dictionary().stems
    column = np.full(len(stems) + 1, -1, np.int64)
    column[[stems.get(word, -1) for word in target]] = np.arange(len(target))
    column[-1] = -1
    one, two = _hits(source, np.arange(len(source)), column)
    found = np.zeros(len(source), bool)
    found[one] = True
    parts: list[str] = []
    owner: list[int] = []
    for at in np.flatnonzero(~found).tolist():
        word = source[at]
        if len(word) > 1 and word[0] > "\u3000":
            halves = (word[:2], word[2:]) if len(word) > 3 else tuple(word)
            parts += halves
            owner += [at] * len(halves)
    more_one, more_two = _hits(parts, np.array(owner, np.int64), column)
    return np.concatenate([one, more_one]), np.concatenate([two, more_two])


def _hits(words: list[str], owner: Places, column: Places) -> tuple[Places, Places]:
    """Of words, each of an owner, the owner and the column of every stem that is in a column."""
    known = dictionary()
    entry = np.array([known.words.get(word, -1) for word in words], np.int64)
    place, entry = owner[entry >= 0], entry[entry >= 0]
    starts, sizes = (
        known.starts[entry].astype(np.int64),
        (known.starts[entry + 1] - known.starts[entry]).astype(np.int64),
    )
    target = column[known.places[ranges(starts, sizes)]]
    hit = target >= 0
    return np.repeat(place, sizes)[hit], target[hit]
