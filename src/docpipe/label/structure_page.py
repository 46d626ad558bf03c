"""The lines of a paper and what is said of them."""

import re
from functools import lru_cache

from docpipe.label.line import Label, Line
from docpipe.profile import Profile, bare

HEAD_LINES = 30  # how far down a paper may begin
RESIDUE = re.compile(r"(?:\s*&[a-z]{2,6};)+$")  # what a careless page leaves of &nbsp; and its kin
MARK = re.compile(r"^#{1,6}\s+(?=\S)")


class Page:
    """The lines of a paper and their labels; `own` are the places of the original's; roles are set once."""

    def __init__(self, lines: list[Line], labels: list[Label], own: list[int], profile: Profile) -> None:
        self.lines, self.labels, self.own, self.profile = lines, labels, own, profile
        self.done: set[int] = set()

    def text(self, at: int) -> str:
        """A line without the mark that Markdown puts before a heading."""
        text = self.lines[at].text
        if text[-1] == ";" and "&" in text:
            text = RESIDUE.sub("", text).rstrip() or text
        return MARK.sub("", text) if text[0] == "#" else text

    def role(self, at: int) -> str:
        """The role of a line so far."""
        return self.labels[at].role

    def say(self, at: int, role: str, rule: str, part: str | None = None) -> None:
        """A line has its role, and keeps it."""
        old = self.labels[at]
        self.labels[at] = old._replace(role=role, rule=rule, confidence=1.0, part=part or old.part, level=None)
        self.done.add(at)

    def has(self, role: str) -> bool:
        """Whether a line of the original has that role."""
        return any(self.labels[at].role == role for at in self.own)

    def words(self, name: str) -> tuple[str, ...]:
        """A word list of the profile."""
        return self.profile.words.get(name, ())

    def is_label(self, text: str) -> bool:
        """Whether a line is nothing but a label that sites print."""
        return bare(text) in self.profile.label_fields


@lru_cache(maxsize=64)
def _labelled(words: tuple[str, ...]) -> re.Pattern[str]:
    joined = "|".join(sorted((r"\s*".join(map(re.escape, word)) for word in words), key=len, reverse=True))
    return re.compile(rf"^[【\[]?(?:{joined})[】\]]?\s*[:\uff1a]\s*\S")


def says(profile: Profile, field: str, text: str) -> bool:
    """Whether a line begins with a label of a field, a colon and a value."""
    return labelled(profile.labels.get(field, ()), text)


def labelled(words: tuple[str, ...], text: str) -> bool:
    """Whether a line begins with one of the words, a colon and a value."""
    if not words or not has_label(text):
        return False
    return _labelled(words).match(text) is not None


def has_label(text: str) -> bool:
    """Whether a line may begin with a label at all."""
    return ":" in text[:24] or "\uff1a" in text[:24]
