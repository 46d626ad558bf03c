"""Lines that announce in which language the next ones stand, or that they are a translation."""

from docpipe.profile import Profile, bare

LONGEST = 60  # characters
LEAST_LETTERS = 4  # of the name of a language; shorter ones are codes


class Announcements:
    """The words of which such lines consist, by a profile."""

    def __init__(self, profile: Profile) -> None:
        self.names = {
            name.lower(): tag
            for tag, names in profile.sidecars.languages.items()
            for name in names
            if len(name) >= (LEAST_LETTERS if name.isascii() else 2)
        }
        words = {word.lower() for word in profile.words.get("translation", ())}
        self._words = sorted(words.union(self.names), key=lambda word: -len(word))

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
        rest = text
        for word in self._words:
            rest = rest.replace(word, "")
        return rest != text and not any(char.isalnum() for char in rest)
