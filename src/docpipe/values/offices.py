"""Names of offices, several of which may stand in one line."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from docpipe.profile import Profile

HAN = re.compile(r"^[\u4e00-\u9fff（）()·〇○“”\"\s、　]+$")
SEPARATED = re.compile(r"[ \t\u3000\xa0]+|[、，,;；]|(?<=[局厅部委会院办处])和(?=[\u4e00-\u9fff]{2,})")
MOST_CHARS = 40
SPACE = re.compile(r"[\s\u3000]+")
# Where the seal of an office goes: 临河省水利厅（盖章）
SEAL = re.compile(r"[\s\u3000]*[（(]\s*(?:[盖公印签]\s*章|章|印)\s*[）)][\s\u3000]*$")
PROXY = re.compile(r"[（(][^（）()]{1,20}[）)]$")  # 临河省水利厅（代章）
NO_NAME = re.compile(
    r"关于|關於|转发|批转|印发|的|，|^(?:[各与]|有关|全(?!国))|(?:座谈|研讨|交流|推进|动员|表彰|报告|博览|展览|运动|听证|发布|工作|部署|培训|总结|现场)会$"
)
REGION = re.compile(r"^[\u4e00-\u9fff]{1,7}?(?:自治区|自治州|自治县|省|市|县|區|区|州|盟)")


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
    if len(text) > 2 * MOST_CHARS or not HAN.match(text):
        return False
    name = PROXY.sub("", SPACE.sub("", text))
    return (
        3 <= len(name) <= MOST_CHARS
        and name.endswith(_ends(profile.words.get("office_end", ())))
        and NO_NAME.search(name) is None
    )


def same_office(one: str, other: str) -> bool:
    """Whether two names are of one office, one of them perhaps shortened: all its characters stand in the other."""
    short, long = sorted((SPACE.sub("", one), SPACE.sub("", other)), key=len)
    rest = iter(long)
    return all(char in rest for char in short)


def offices(text: str, profile: Profile) -> Iterator[Office]:
    """The offices that a line names; a line that is spaced out letter by letter is one name."""
    text = SEAL.sub("", text)
    for start, end in _parts(text, profile):
        for first, last in _run_together(text, start, end, profile):
            name = SPACE.sub("", text[first:last])
            if name:
                yield Office(first, last, name)


def _parts(text: str, profile: Profile) -> list[tuple[int, int]]:
    """Where the names stand that marks set apart: the line as one where any is no name. A line may be a book long."""
    names: list[tuple[int, int]] = []
    first, last, at, sure = -1, 0, 0, True
    marks = ((found.start(), found.end()) for found in SEPARATED.finditer(text))
    for end, following in chain(marks, ((len(text), len(text)),)):
        if text[at:end].strip():
            first, last = at if first < 0 else first, end
            sure = sure and is_office(text[at:end], profile)
            if sure:
                names.append((at, end))
        at = following
    return names if sure else [(first, last)]


def _run_together(text: str, start: int, end: int, profile: Profile) -> Iterator[tuple[int, int]]:
    """Names of one province or city without anything between them: 某省农业厅某省财政厅."""
    region = REGION.match(text, start, end)
    at = text.find(region[0], region.end(), end) if region else -1
    while region is not None and at > 0:
        if is_office(text[start:at], profile) and is_office(text[at:end], profile):
            yield start, at
            start = at
        at = text.find(region[0], at + 1, end)
    yield start, end
