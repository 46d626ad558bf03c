"""The hard evidence of a profile: markers, rules and selectors."""

import re
from functools import lru_cache

from docpipe.css import matches
from docpipe.label.line import Label, Line
from docpipe.profile import Marker, Profile, Rule
from docpipe.reading import Reading

# A section of links or books holds titles. A line that is longer, or ends as a sentence does, is left to the model.
TITLE_CHARS = 110
SENTENCE_END = "。；;！!"


class _Section:
    """The section that the last marker opened, if any, and how many lines it may still take."""

    def __init__(self) -> None:
        self.marker: Marker | None = None
        self.left = 0

    def open(self, marker: Marker) -> None:
        self.marker = marker if marker.role != "marker" else None
        self.left = marker.lines or 1_000_000

    def close(self) -> None:
        self.marker = None

    def take(self, line: Line, rule_hit: bool) -> Label | None:
        marker = self.marker
        if marker is None or rule_hit:
            return None
        if self.left <= 0 or not _fits(marker, line):
            self.close()
            return None
        self.left -= 1
        return Label(marker.part, marker.role, language=marker.language, rule=_signed(marker))


def _fits(marker: Marker, line: Line) -> bool:
    if marker.part != "clutter":
        return True
    return len(line.text) <= TITLE_CHARS and not line.text.endswith(tuple(SENTENCE_END))


def _signed(marker: Marker) -> str:
    return f"marker:{marker.text[0] if marker.text else marker.pattern}"


def _marker_label(marker: Marker) -> Label:
    role = "translation_marker" if marker.part == "translation" else "marker"
    return Label("clutter", role, rule=_signed(marker))


@lru_cache(maxsize=64)
def _gate(patterns: tuple[str, ...]) -> re.Pattern[str] | None:
    """One expression that matches whatever any of the patterns matches; None where they cannot be joined."""
    try:
        return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
    except re.error:
        return None


class _Rules:
    """The rules of a profile, asked through one joined expression first: most lines match none of a hundred."""

    def __init__(self, profile: Profile, count: int) -> None:
        self.rules = profile.rule[::-1]
        self.gate = _gate(tuple(rule.pattern for rule in self.rules)) if self.rules else None
        self.reach = max(10, count // 3)
        self.count = count

    def of(self, at: int, line: Line) -> Rule | None:
        if not self.rules or len(line.text) > 400 or (self.gate is not None and not self.gate.search(line.text)):
            return None
        return next((rule for rule in self.rules if self._stands(rule, at) and rule.matches(line.text)), None)

    def _stands(self, rule: Rule, at: int) -> bool:
        if rule.where == "head":
            return at < self.reach
        return rule.where == "any" or at >= self.count - self.reach


def _selected(line: Line, profile: Profile) -> Label | None:
    if line.path is None:
        return None
    for selector in reversed(profile.selector):
        if selector.role is not None and matches(selector.css, line.path):
            return Label(selector.part, selector.role, rule=f"selector:{selector.css}")
    return None


def _blank_after(line: Line, reading: Reading) -> bool:
    return line.span.of(reading.text).count("\n") > 1


def marked(lines: list[Line], reading: Reading, profile: Profile) -> list[Label | None]:
    """A label for every line that the profile knows for certain, None for the others."""
    rules, section = _Rules(profile, len(lines)), _Section()
    found: list[Label | None] = []
    for at, line in enumerate(lines):
        marker = profile.marker_of(line.text)
        if marker is not None:
            section.open(marker)
            found.append(_marker_label(marker))
            continue
        rule = rules.of(at, line)
        label = section.take(line, rule is not None)
        if rule is not None:
            label = Label(rule.part, rule.role, rule.level, rule=rule.name or f"rule:{rule.role}")
        found.append(_selected(line, profile) or label)
        if section.marker is not None and section.marker.until == "blank" and _blank_after(line, reading):
            section.close()
    return found
