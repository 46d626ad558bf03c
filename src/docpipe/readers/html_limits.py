"""What would make any C parser of HTML hang is taken out of the markup before it is parsed."""

import re

# Tags with more attributes than this take time quadratic in their number, in every C parser that was tried.
MOST_ATTRIBUTES = 2_000
LONG_TAG = re.compile(r"<[A-Za-z][^<>]{8000,}")
NAME = re.compile(r"<[A-Za-z][\w:-]*")
# Inside a tag so long, at least one of the stretches of half its length has no bracket.
STRETCH = 4_000


def tamed(markup: str) -> tuple[str, list[str]]:
    """The markup without attributes beyond measure, and what was taken out. Text is never touched."""
    bare = [at for at in range(0, len(markup), STRETCH) if _bare(markup[at : at + STRETCH])]
    said: list[str] = []
    parts, done = [], 0
    # of stretches in one tag, the first is the one below its beginning
    for start in sorted({markup.rfind("<", max(at - STRETCH, 0), at) for at in bare} - {-1}):
        found = LONG_TAG.match(markup, start)
        count = len(found[0].split()) if found is not None else 0
        if found is None or (count <= MOST_ATTRIBUTES and found[0].count("=") <= MOST_ATTRIBUTES):
            continue
        said.append(f"{count} attributes on one tag at character {start} were left out")
        name = NAME.match(found[0])
        parts += [markup[done:start], name[0] if name else found[0][:2]]
        done = found.end()
    return ("".join([*parts, markup[done:]]) if said else markup), said


def _bare(stretch: str) -> bool:
    return "<" not in stretch and ">" not in stretch
