"""Names of offices, several of which may stand in one line."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from docpipe.profile import Profile

HAN = re.compile(r"^[\u4e00-\u9fff（）()·〇○\s、　]+$")
SEPARATED = re.compile(r"[ \t\u3000\xa0]+|[、，,;；]|(?<=[局厅部委会院办处])和(?=[\u4e00-\u9fff]{2,})")
MOST_CHARS = 40


class Office(NamedTuple):
    """The name of an office and where it stands."""

    start: int
    end: int
    name: str


@lru_cache(maxsize=16)
def _ends(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(set(words), key=len, reverse=True))


def is_office(text: str, profile: Profile) -> bool:
    """Whether a short text is the name of an office, by how it ends."""
    name = re.sub(r"[\s\u3000]+", "", text)
    name = re.sub(r"[（(][^（）()]{1,20}[）)]$", "", name)  # 临河省水利厅（代章）
    return (
        3 <= len(name) <= MOST_CHARS
        and name.endswith(_ends(profile.words.get("office_end", ())))
        and bool(HAN.match(text))
    )


def _spaced(text: str) -> str:
    """Names spread out by single spaces (水 利 部) are one word."""
    return re.sub(r"[\s\u3000]", "", text)


def offices(text: str, profile: Profile) -> Iterator[Office]:
    """The offices that a line names; a line that is spaced out letter by letter is one name."""
    parts, at = [], 0
    for found in SEPARATED.finditer(text):
        parts.append((at, found.start()))
        at = found.end()
    parts.append((at, len(text)))
    parts = [(start, end) for start, end in parts if text[start:end].strip()]
    if len(parts) > 1 and not all(is_office(text[start:end], profile) for start, end in parts):
        parts = [(parts[0][0], parts[-1][1])]
    for start, end in parts:
        name = _spaced(text[start:end])
        if name:
            yield Office(start, end, name)
