"""Which lines of a page are markers of a profile."""

import re
from collections.abc import Sequence
from functools import lru_cache

from docpipe.label.needles import any_of, places_with, small, small_needles
from docpipe.profile import LONGEST_MARKER, Marker, Profile, bare


def markers_of(profile: Profile, texts: Sequence[str]) -> dict[int, Marker]:
    """The marker that each line is which is one, as the profile itself would say, by the line's place."""
    known = profile.marker_words
    short = [at for at, text in enumerate(texts) if len(text) <= LONGEST_MARKER]
    found: dict[int, Marker] = {}
    for at in short:
        key = bare(texts[at])
        marker = known.get(key.lower())
        if marker is not None and (not marker.case or key in marker.words):
            found[at] = marker
    for at in _worded(profile, texts, short):
        if at not in found:
            marker = next((marker for marker in profile.marker_patterns if _is(marker, texts[at])), None)
            if marker is not None:
                found[at] = marker
    return found


def _is(marker: Marker, text: str) -> bool:
    return marker.regex is not None and marker.regex.search(text) is not None


def _worded(profile: Profile, texts: Sequence[str], short: list[int]) -> list[int]:
    """The short lines that hold a word without which no expression of a marker matches."""
    patterns = tuple(marker.pattern or "" for marker in profile.marker_patterns)
    if not all(small_needles(pattern) for pattern in patterns):
        return short
    words = _words(patterns)
    if words is None:
        return []
    return [short[place] for place in places_with(words, small("\n".join([texts[at] for at in short])).split("\n"))]


@lru_cache(maxsize=64)
def _words(patterns: tuple[str, ...]) -> re.Pattern[str] | None:
    return any_of(word for pattern in patterns for word in small_needles(pattern) or ())
