"""Which rule of a profile a line is of."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from docpipe.label.firsts import firsts, kind_of
from docpipe.label.line import Line
from docpipe.label.needles import anchored, lines_with, needles
from docpipe.profile import Profile, Rule

# Longer lines are text.
LONGEST = 400


class _Candidates(NamedTuple):
    """Rules by their places, and one expression that matches what any of them matches; None for no rules."""

    may_match: re.Pattern[str] | None
    places: tuple[int, ...] = ()


class _Beginnings:
    """The expressions that match at the start of a line or nowhere, by how the line begins; and the others."""

    def __init__(self, patterns: tuple[str, ...]) -> None:
        starts = [(place, firsts(pattern)) for place, pattern in enumerate(patterns) if anchored(pattern)]

        def joined(kind: str | None) -> _Candidates:
            places = tuple(place for place, kinds in starts if kinds is None or kind in kinds)
            if not places:
                return _Candidates(None)
            return _Candidates(re.compile("|".join(f"(?:{patterns[place]})" for place in places)), places)

        kinds = frozenset().union(*(kinds for _, kinds in starts if kinds is not None))
        self.others = joined(None)
        self.of = {kind: joined(kind) for kind in kinds}
        self.free = tuple((place, needles(pattern)) for place, pattern in enumerate(patterns) if not anchored(pattern))


@lru_cache(maxsize=64)
def _beginnings(patterns: tuple[str, ...]) -> _Beginnings:
    return _Beginnings(patterns)


class Rules:
    """The rules of a profile for the lines of one page: most lines begin as no rule does.

    Rules for any place in a line are asked where the line has one of their words.
    """

    def __init__(self, profile: Profile, lines: Sequence[Line], text: str) -> None:
        self.rules = profile.rule[::-1]
        self.starts = _beginnings(tuple(rule.pattern for rule in self.rules))
        self.always = tuple(place for place, words in self.starts.free if words is None)
        self.free: dict[int, set[int]] = {}
        begins = [line.span.start for line in lines]
        for place, words in self.starts.free:
            for at in lines_with(words or (), text, begins):
                self.free.setdefault(at, set()).add(place)
        self.reach = max(10, len(lines) // 3)
        self.count = len(lines)

    def of(self, at: int, line: Line) -> Rule | None:
        """The rule of the line at a place; None for a line that no rule knows."""
        text = line.text
        if len(text) > LONGEST:
            return None
        may_match, places = self.starts.of.get(kind_of(text[0]), self.starts.others)
        if may_match is None or may_match.match(text) is None:
            places = ()
        if self.always or at in self.free:
            places = tuple(sorted({*places, *self.always, *self.free.get(at, ())}))
        for place in places:
            rule = self.rules[place]
            if self._stands(rule, at) and rule.matches(text):
                return rule
        return None

    def _stands(self, rule: Rule, at: int) -> bool:
        if rule.where == "head":
            return at < self.reach
        return rule.where == "any" or at >= self.count - self.reach
