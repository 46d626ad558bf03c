"""Which lines of a page are of a rule of a profile."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from docpipe.label.firsts import firsts, kind_of
from docpipe.label.needles import anchored, any_of, needles, places_with
from docpipe.profile import Profile, Rule

# Longer lines are text.
LONGEST = 400


class _Candidates(NamedTuple):
    """Rules by their places, and one expression that matches what any of them matches; None for no rules."""

    may_match: re.Pattern[str] | None
    places: tuple[int, ...] = ()


class _Beginnings(dict[str, _Candidates]):
    """By the first character of a line, the rules that can match from there on and nowhere else.

    `free` are the places of the rules that match anywhere, or begin with anything; `words` is an expression for the
    words of which a line of theirs has one, None where one of them needs no word.
    """

    def __init__(self, patterns: tuple[str, ...]) -> None:
        super().__init__()
        self.patterns = patterns
        kinds = [firsts(pattern) if anchored(pattern) else None for pattern in patterns]
        self.starts = [(place, known) for place, known in enumerate(kinds) if known is not None]
        self.of_kind: dict[str, _Candidates] = {}
        self.free = tuple(place for place, known in enumerate(kinds) if known is None)
        needed = [needles(patterns[place]) for place in self.free]
        self.words = any_of(word for words in needed for word in words or ()) if all(needed) else None

    def __missing__(self, char: str) -> _Candidates:
        kind = kind_of(char)
        if kind not in self.of_kind:
            places = tuple(place for place, known in self.starts if kind in known)
            joined = "|".join(f"(?:{self.patterns[place]})" for place in places)
            self.of_kind[kind] = _Candidates(re.compile(joined) if places else None, places)
        found = self[char] = self.of_kind[kind]
        return found

    def free_lines(self, texts: Sequence[str]) -> set[int]:
        """Places of the lines that a rule for any place in a line may be of."""
        if self.words is not None:
            return places_with(self.words, [text if len(text) <= LONGEST else "" for text in texts])
        return set(range(len(texts))) if self.free else set()


@lru_cache(maxsize=64)
def _beginnings(patterns: tuple[str, ...]) -> _Beginnings:
    return _Beginnings(patterns)


def rules_of(profile: Profile, texts: Sequence[str]) -> dict[int, Rule]:
    """The rule that each line is of which is of one, by the line's place; the collection's own rules come first.

    Most lines begin as no rule does; rules for any place in a line are asked where the line has one of their words.
    """
    rules = profile.rule[::-1]
    starts = _beginnings(tuple(rule.pattern for rule in rules))
    free = starts.free_lines(texts)
    reach = max(10, len(texts) // 3)
    tail = len(texts) - reach
    found: dict[int, Rule] = {}
    for at, text in enumerate(texts):
        may_match, places = starts[text[0]]
        if may_match is None or may_match.match(text) is None:
            places = ()
        if at in free:
            places = tuple(sorted((*places, *starts.free)))
        for place in places if len(text) <= LONGEST else ():
            rule = rules[place]
            stands = rule.where == "any" or (at < reach if rule.where == "head" else at >= tail)
            if stands and rule.matches(text):
                found[at] = rule
                break
    return found
