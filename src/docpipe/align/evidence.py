"""How well groups of lines of two languages match by their words and their lengths, for all groups at once."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from docpipe.align.dictionary import glosses
from docpipe.align.words import chinese_tokens, english_tokens

Array = npt.NDArray[np.float64]
SMOOTH = 0.41  # share of a word's probability that no word of the other side explains
MOST_SOURCE, MOST_TARGET = 4, 5


@dataclass(frozen=True, slots=True)
class Evidence:
    """`forward[k][i, j]`: log likelihood ratio of target line j given source lines i..i+k; `backward` the other way.
    `support[i, j]`: words of target line j that source line i explains."""

    forward: list[Array]
    backward: list[Array]
    support: Array
    source_bytes: Array
    target_bytes: Array


def evidence(source: Sequence[str], target: Sequence[str]) -> Evidence:
    """Evidence for lines of Chinese (source) and of another language (target)."""
    zh, en = [chinese_tokens(line) for line in source], [english_tokens(line) for line in target]
    zh_words = {word: at for at, word in enumerate(dict.fromkeys(word for line in zh for word in line))}
    en_words = {word: at for at, word in enumerate(dict.fromkeys(word for line in en for word in line))}
    zh_counts, en_counts = _counts(zh, zh_words), _counts(en, en_words)
    given = _translations(zh_words, en_words)
    forward_given = given / np.maximum(given.sum(axis=1, keepdims=True), 1.0)
    backward_given = (given / np.maximum(given.sum(axis=0, keepdims=True), 1.0)).T
    return Evidence(
        _ratios(zh_counts, en_counts, forward_given, MOST_SOURCE),
        _ratios(en_counts, zh_counts, backward_given, MOST_TARGET),
        np.minimum(zh_counts @ (given > 0), 1.0) @ en_counts.T,
        _bytes(source),
        _bytes(target),
    )


def _bytes(lines: Sequence[str]) -> Array:
    return np.array([len(line.encode("utf-8", "replace")) for line in lines], dtype=np.float64)


def _counts(lines: Sequence[Sequence[str]], words: dict[str, int]) -> Array:
    table = np.zeros((len(lines), max(1, len(words))))
    for at, line in enumerate(lines):
        for word, count in Counter(line).items():
            table[at, words[word]] = count
    return table


def _translations(zh_words: dict[str, int], en_words: dict[str, int]) -> Array:
    """1 where an English stem may render a Chinese word; words of several characters fall back on their parts."""
    table = np.zeros((max(1, len(zh_words)), max(1, len(en_words))))
    for word, at in zh_words.items():
        if word in en_words:
            table[at, en_words[word]] = 1.0
        found = glosses(word)
        hits = [en_words[gloss] for gloss in found if gloss in en_words]
        if not hits and len(word) > 1:
            parts = [word[:2], word[2:]] if len(word) > 3 else list(word)
            hits = [en_words[gloss] for part in parts for gloss in glosses(part) if gloss in en_words]
        table[at, hits] = 1.0
    return table


def _ratios(given: Array, told: Array, table: Array, most: int) -> list[Array]:
    """For groups of 1 to `most` lines of one side: the log likelihood ratio of each line of the other."""
    explained = given @ table
    lengths = given.sum(axis=1)
    background = told.sum(axis=0) + 1.0
    background = background / background.sum()
    found = []
    for size in range(1, most + 1):
        count = len(given) - size + 1
        if count <= 0:
            break
        mass = sum(explained[at : at + count] for at in range(size))
        words = np.maximum(sum(lengths[at : at + count] for at in range(size)), 1.0)
        ratio = np.log((1 - SMOOTH) * np.asarray(mass) / words[:, None] / background[None, :] + SMOOTH)
        found.append(ratio @ told.T)
    return found


def length_cost(one: float, two: float, ratio: float) -> float:
    """Gale and Church's cost of two lengths in bytes, where one side is `ratio` times as long as the other."""
    mean = (one + two / ratio) / 2
    if mean <= 0:
        return 0.0
    delta = abs(two - one * ratio) / math.sqrt(mean * 12.5 * max(ratio, 1.0))
    return -math.log(max(math.erfc(delta / math.sqrt(2)), 1e-12))
