"""Which words of an original its translation renders, each by a word of its own."""

import math
import re
from functools import lru_cache
from typing import NamedTuple

from docpipe.align.dictionary import dictionary
from docpipe.align.words import chinese_tokens, english_tokens

# Characters that a translation need not render by a word.
GRAMMAR = frozenset(
    "的了在是和与與及或等为為于於对對将將把被从從到向以之其所也都就而且并並但不有这這那个個一二三上下中内內外"
)
CLAUSE = re.compile(r"[^，。；：！？,;!?]+[，。；：！？,;!?]*")
FAR = 0.6  # of the whole: words at opposite ends do not render each other


class Clause(NamedTuple):
    """A clause of the original: its characters, and of its words whether each is rendered."""

    text: str
    rendered: tuple[bool, ...]


class Matching(NamedTuple):
    """The clauses of an original, the words of its translation, and which of these render nothing."""

    clauses: tuple[Clause, ...]
    words: tuple[str, ...]
    free: tuple[bool, ...]

    @property
    def rendered(self) -> tuple[bool, ...]:
        """Of all words of the original, whether each is rendered."""
        return tuple(one for clause in self.clauses for one in clause.rendered)


def matching(source: str, target: str) -> Matching:
    """The matching of a Chinese text and an English one: rare words first, each to the nearest that may render it."""
    parts = CLAUSE.findall(source) or [source]
    words = [[word for word in chinese_tokens(part) if word not in GRAMMAR] for part in parts]
    told = english_tokens(target)
    places: dict[str, list[int]] = {}
    for at, word in enumerate(told):
        places.setdefault(word, []).append(at)
    own = [word for part in words for word in part]
    may = [_may_be(word, places) for word in own]
    free, rendered = [True] * len(told), [False] * len(own)
    for at in sorted(range(len(own)), key=lambda at: len(may[at])):
        near = min(
            ((abs(to / len(told) - at / len(own)), to) for word in may[at] for to in places[word] if free[to]),
            default=(1.0, -1),
        )
        if near[0] < FAR:
            rendered[at], free[near[1]] = True, False
    taken = iter(rendered)
    clauses = tuple(Clause(part, tuple(next(taken) for _ in inside)) for part, inside in zip(parts, words, strict=True))
    return Matching(clauses, tuple(told), tuple(free))


def _may_be(word: str, places: dict[str, list[int]]) -> list[str]:
    found = [one for one in {word, *stems_of(word)} if one in places]
    if not found and len(word) > 1 and word[0] > "\u3000":
        parts = (word[:2], word[2:]) if len(word) > 3 else tuple(word)
        found = [one for part in parts for one in stems_of(part) if one in places]
    return found


@lru_cache(maxsize=16_384)
def stems_of(word: str) -> frozenset[str]:
    """Stems of the English words that a Chinese word may be."""
    known = dictionary()
    at = known.words.get(word)
    if at is None:
        return frozenset()
    names = _names()
    return frozenset(names[place] for place in known.places[known.starts[at] : known.starts[at + 1]])


@lru_cache(maxsize=1)
def _names() -> list[str]:
    return list(dictionary().stems)


def share_of(found: Matching) -> tuple[float, int]:
    """The share of words that render each other in the words of the side that has fewer, and how many these are."""
    fewer = min(len(found.rendered), len(found.words))
    return sum(found.rendered) / max(1, fewer), fewer


def length_of(text: str) -> float:
    """The logarithm of a text's length in bytes."""
    return math.log(max(1, len(text.encode("utf-8", "replace"))))
