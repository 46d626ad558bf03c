"""Which marker of a profile a line is."""

from collections.abc import Sequence

from docpipe.label.line import Line
from docpipe.label.needles import lines_with, small, small_needles
from docpipe.profile import LONGEST_MARKER, Marker, Profile


class Markers:
    """The markers of a profile for the lines of one page; their expressions are asked where a line has their words."""

    def __init__(self, profile: Profile, lines: Sequence[Line], text: str) -> None:
        self.profile = profile
        lowered = small(text)
        begins = [line.span.start for line in lines]
        self.patterns: list[tuple[Marker, set[int] | None]] = []
        for marker in profile.marker_patterns:
            words = small_needles(marker.pattern or "")
            if words is None or len(lowered) != len(text):  # a few capitals become two letters
                self.patterns.append((marker, None))
            elif there := lines_with(words, lowered, begins):
                self.patterns.append((marker, there))

    def of(self, at: int, line: Line) -> Marker | None:
        """The marker that the line at a place is, as the profile itself would say."""
        text = line.text
        if len(text) > LONGEST_MARKER:
            return None
        found = self.profile.marker_by_words(text)
        if found is not None:
            return found
        for marker, places in self.patterns:
            may = places is None or at in places
            if may and marker.regex is not None and marker.regex.search(text) is not None:
                return marker
        return None
