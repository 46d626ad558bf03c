"""How well groups of lines of two languages match by their words, for all groups at once."""

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from docpipe.align.learned import Words
from docpipe.align.lexicon import pairs_of, ranges

Array = npt.NDArray[np.float32]
Places = npt.NDArray[np.int64]
UNEXPLAINED = 0.65
MOST_SOURCE, MOST_TARGET = 4, 5


class Side(NamedTuple):
    """The words of the lines of one side: `words[starts[i]:starts[i + 1]]` are the places of line i's words."""

    words: Places
    starts: Places
    different: int
    background: Array  # share of each word in all lines


class Explained(NamedTuple):
    """What the words of a line of one side make likely of the other's: `share` of `word`, sorted by line."""

    starts: Places
    word: Places
    share: Array


class Block(NamedTuple):
    """Of a stretch of lines of both sides. `forward[k][i, j]` is the log likelihood ratio of the first j target lines
    given source lines i..i+k, `backward[k][j, i]` the other way; `support[i, j]` counts words of target line j that
    source line i explains."""

    forward: list[Array]
    backward: list[Array]
    support: Array


class Evidence:
    """Words of two lists of lines, and what each word of one side says of those of the other."""

    def __init__(self, source: Sequence[list[str]], target: Sequence[list[str]], learned: Words | None = None) -> None:
        one, two = _numbered(source), _numbered(target)
        found = pairs_of(list(one), list(two), learned)
        self.source, self.target = _side(source, one), _side(target, two)
        self.forward = _explained(self.source, found.source, found.target, found.given_source, len(one))
        self.backward = _explained(self.target, found.target, found.source, found.given_target, len(two))

    def block(self, i0: int, i1: int, j0: int, j1: int) -> Block:
        """The evidence for source lines i0..i1 and target lines j0..j1."""
        met = _met(self.forward, self.target, i0, i1, j0, j1)
        forward = _ratios(met, _words(self.source, i0, i1), MOST_SOURCE, _words(self.target, j0, j1))
        support = _summed(met, *_places(met.mass), None, i1 - i0)
        met = _met(self.backward, self.source, j0, j1, i0, i1)
        backward = _ratios(met, _words(self.target, j0, j1), MOST_TARGET, _words(self.source, i0, i1))
        return Block(forward, backward, support)


class _Met(NamedTuple):
    """Words that lines of one side make likely and that stand in lines of the other: their `mass` for each line of
    the one; word w stands in the lines `held[first[w]:first[w] + times[w]]` of the `lines` of the other."""

    mass: Array
    background: Array
    held: Places
    first: Places
    times: Places
    lines: int


def _numbered(lines: Sequence[list[str]]) -> dict[str, int]:
    return {word: at for at, word in enumerate(dict.fromkeys(chain.from_iterable(lines)))}


def _side(lines: Sequence[list[str]], places: dict[str, int]) -> Side:
    words = np.array([places[word] for line in lines for word in line], np.int64)
    starts = np.concatenate([[0], np.cumsum([len(line) for line in lines], dtype=np.int64)])
    counts = np.bincount(words, minlength=max(1, len(places))) + 1.0
    return Side(words, starts, max(1, len(places)), (counts / counts.sum()).astype(np.float32))


def _explained(side: Side, given: Places, told: Places, share: Array, count: int) -> Explained:
    """Every word of every line with each of its pairs."""
    order = np.argsort(given, kind="stable")
    sizes = np.bincount(given, minlength=max(1, count))
    first = np.concatenate([[0], np.cumsum(sizes)])
    times = sizes[side.words]
    total = np.concatenate([[0], np.cumsum(times)])
    taken = order[ranges(first[side.words], times)]
    return Explained(total[side.starts], told[taken], share[taken])


def _words(side: Side, first: int, last: int) -> Array:
    return np.diff(side.starts[first : last + 1]).astype(np.float32)


def _met(given: Explained, told: Side, i0: int, i1: int, j0: int, j1: int) -> _Met:
    start, end = given.starts[i0], given.starts[i1]
    word, share = given.word[start:end], given.share[start:end]
    line = np.repeat(np.arange(i1 - i0), np.diff(given.starts[i0 : i1 + 1]))
    said = told.words[told.starts[j0] : told.starts[j1]]
    column = np.zeros(told.different, np.int64)
    column[said] = 1
    mine = column[word] > 0
    word, share, line = word[mine], share[mine], line[mine]
    column[:] = 0
    column[word] = 1
    both = np.flatnonzero(column)
    column[:] = -1
    column[both] = np.arange(len(both))
    mass = np.bincount(line * len(both) + column[word], share, (i1 - i0) * len(both)).astype(np.float32)
    columns = column[said]
    known = columns >= 0
    held = np.repeat(np.arange(j1 - j0), np.diff(told.starts[j0 : j1 + 1]))[known]
    columns = columns[known]
    times = np.bincount(columns, minlength=len(both))
    held = held[np.argsort(columns, kind="stable")]
    return _Met(mass.reshape(i1 - i0, len(both)), told.background[both], held, np.cumsum(times) - times, times, j1 - j0)


def _summed(met: _Met, row: Places, word: Places, said: Array | None, rows: int) -> Array:
    """Of each row, what is said of its words, summed for each line of the other side; without `said`, each counts."""
    times = met.times[word]
    line = met.held[ranges(met.first[word], times)] + np.repeat(row * met.lines, times)
    weight = None if said is None else np.repeat(said, times)
    return np.bincount(line, weight, rows * met.lines).astype(np.float32).reshape(rows, met.lines)


def _places(table: Array) -> tuple[Places, Places]:
    """Rows and columns of a table in which something stands; many times as fast as `np.nonzero` of two dimensions."""
    places = np.flatnonzero(table.ravel() > 0)
    row = places // max(1, table.shape[1])
    return row, places - row * table.shape[1]


def _ratios(met: _Met, lengths: Array, most: int, words: Array) -> list[Array]:
    """For groups of 1 to `most` lines: the log likelihood ratio of the other side's lines, summed from the left.

    Of the words that are met, a line has one in ten: only these are summed.
    """
    base = np.concatenate([[0.0], np.log(UNEXPLAINED) * np.cumsum(words)]).astype(np.float32)
    weight = np.float32((1 - UNEXPLAINED) / UNEXPLAINED) / met.background
    found = []
    group, length = met.mass, lengths
    for size in range(1, min(most, len(lengths)) + 1):
        rows = len(lengths) - size + 1
        if size > 1:
            group, length = group[:rows] + met.mass[size - 1 :], length[:rows] + lengths[size - 1 :]
        row, word = _places(group)
        ratio = np.log(1 + group[row, word] * weight[word] / np.maximum(length, 1.0)[row])
        sums = np.zeros((rows, met.lines + 1), np.float32)
        np.cumsum(_summed(met, row, word, ratio, rows), axis=1, out=sums[:, 1:])
        found.append(sums + base)
    return found
