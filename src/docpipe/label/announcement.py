"""Lines that announce in which language the next ones stand, or that they are a translation."""

import re
from collections.abc import Iterable
from functools import lru_cache

from docpipe.profile import Profile, bare

LONGEST = 90  # characters
WORDS = ("translation", "beside_translation")
LEAST_LETTERS = 4  # of the name of a language; shorter ones are codes


class Announcements:
    """The words of which such lines consist: names of languages with their tags, and words of the profile; `beside` may
    stand with them, but says nothing by itself."""

    def __init__(self, names: dict[str, str], words: Iterable[str], beside: Iterable[str]) -> None:
        self.names = names
        self._says_so = {*names, *words}
        self._words = sorted({*self._says_so, *beside}, key=lambda word: -len(word))
        # no other line is looked at twice
        self._begins = re.compile(rf"[\W_]*(?:{'|'.join(map(re.escape, self._words)) or '(?!)'})")

    def made_of(self, text: str) -> bool:
        """Whether a line consists of such words, at least one of which says it."""
        return 0 < len(text) <= LONGEST and self._says(bare(text).lower())

    def language(self, text: str) -> str | None:
        """The language that such a line names."""
        if not self.made_of(text):
            return None
        told = bare(text).lower()
        return next((self.names[word] for word in self._words if word in self.names and word in told), None)

    def _says(self, text: str) -> bool:
        if self._begins.match(text) is None:
            return False
        rest, says = text, False
        for word in self._words:
            if word in rest:
                rest, says = rest.replace(word, " "), says or word in self._says_so
        return says and not any(char.isalnum() for char in rest)


def announcements(profile: Profile) -> Announcements:
    """Those that the profile knows."""
    return _announcements(tuple(profile.sidecars.languages.items()), *(profile.words.get(name, ()) for name in WORDS))


@lru_cache(maxsize=16)
def _announcements(
    languages: tuple[tuple[str, tuple[str, ...]], ...], words: tuple[str, ...], beside: tuple[str, ...]
) -> Announcements:
    names = {
        name.lower(): tag
        for tag, names in languages
        for name in names
        if len(name) >= (LEAST_LETTERS if name.isascii() else 2)
    }
    return Announcements(names, map(str.lower, words), map(str.lower, beside))
