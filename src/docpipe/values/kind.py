"""The kind of a document (通知, 意见 …), by the end of its title."""

import re
from functools import lru_cache

from docpipe.profile import Profile

TRAILING = re.compile(r"(?:[（(〔\[【][^）)〕\]】]{0,40}[）)〕\]】]|[\s\u3000]|[》」])+$")
CLOSING = frozenset("）)〕]】》」")
# The last line of a title, its characters set apart: 的 通 知.
SPACED_END = re.compile(r"^的(?:[ \t\u3000\xa0]*[\u4e00-\u9fff]){2,6}$")


@lru_cache(maxsize=16)
def _kinds(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(set(words), key=len, reverse=True))


def document_kind(title: str, profile: Profile) -> str | None:
    """The longest kind that a title ends with, brackets after it apart (办法（试行）); None for none."""
    kinds = _kinds(profile.words.get("document_kind", ()))
    bare = (TRAILING.sub("", title) or title) if title[-1:] in CLOSING or title[-1:].isspace() else title
    if bare[:1] == "的" and SPACED_END.match(bare):
        bare = re.sub(r"\s", "", bare)
    if not bare.endswith(kinds):
        return None
    return next(kind for kind in kinds if bare.endswith(kind))
