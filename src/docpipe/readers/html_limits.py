"""What would make any C parser of HTML hang is taken out of the markup before it is parsed."""

import re

# Tags with more attributes than this take time quadratic in their number, in every C parser that was tried.
MOST_ATTRIBUTES = 2_000
LONG_TAG = re.compile(r"<[A-Za-z][^<>]{8000,}")
# Inside a tag so long, at least one of the stretches of half its length has no bracket.
STRETCH = 4_000


def tamed(markup: str) -> tuple[str, list[str]]:
    """The markup without attributes beyond measure, and what was taken out. Text is never touched."""
    said: list[str] = []
    if not any(_bare(markup[at : at + STRETCH]) for at in range(0, len(markup), STRETCH)):
        return markup, said

    def shorter(found: re.Match[str]) -> str:
        tag = found[0]
        count = len(tag.split())
        if count <= MOST_ATTRIBUTES and tag.count("=") <= MOST_ATTRIBUTES:
            return tag
        said.append(f"{count} attributes on one tag at character {found.start()} were left out")
        name = re.match(r"<[A-Za-z][\w:-]*", tag)
        return name[0] if name else tag[:2]

    return LONG_TAG.sub(shorter, markup), said


def _bare(stretch: str) -> bool:
    return "<" not in stretch and ">" not in stretch
