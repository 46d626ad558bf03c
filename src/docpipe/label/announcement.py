"""Lines that announce in which language the next ones stand, or that they are a translation."""

import re
from collections.abc import Iterable
from functools import lru_cache

from docpipe.profile import Profile, bare

LONGEST = 60  # characters
LEAST_LETTERS = 4  # of the name of a language; shorter ones are codes


class Announcements:
    """The words of which such lines consist: names of languages with their tags, and words of the profile."""

    def __init__(self, names: dict[str, str], words: Iterable[str]) -> None:
        self.names = names
        self._words = sorted({*names, *words}, key=lambda word: -len(word))
        # no other line is looked at twice
        self._begins = re.compile(rf"[\W_]*(?:{'|'.join(map(re.escape, self._words)) or '(?!)'})")

    def made_of(self, text: str) -> bool:
        """Whether nothing but such words stand in a line, and at least one does."""
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
        rest = text
        for word in self._words:
            rest = rest.replace(word, "")
        return rest != text and not any(char.isalnum() for char in rest)


def announcements(profile: Profile) -> Announcements:
    """Those that the profile knows."""
    return _announcements(tuple(profile.sidecars.languages.items()), profile.words.get("translation", ()))


@lru_cache(maxsize=16)
def _announcements(languages: tuple[tuple[str, tuple[str, ...]], ...], words: tuple[str, ...]) -> Announcements:
    names = {
        name.lower(): tag
        for tag, names in languages
        for name in names
        if len(name) >= (LEAST_LETTERS if name.isascii() else 2)
    }
    return Announcements(names, (word.lower() for word in words))
