"""A stretch of text."""

from typing import NamedTuple


class Span(NamedTuple):
    """Half-open stretch `[start, end)` of a reading's text, in Unicode code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of `text` that lie in the span."""
        return text[self.start : self.end]

    def holds(self, other: "Span") -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end
