"""What a text must hold for a regular expression to match anywhere in it."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Any

# A set with more strings, or with shorter ones (bytes of UTF-8), is no faster to look for than the expression itself.
MOST, SHORTEST = 40, 2
# Letters that an expression which ignores case takes for ASCII ones, and that `lower` leaves as they are.
_DOTLESS_I, _LONG_S = "\u0131", "\u017f"


@lru_cache(maxsize=4096)
def needles(pattern: str) -> frozenset[str] | None:
    """Strings of which every match holds at least one; None where the expression does not tell, or ignores case."""
    try:
        from re import _parser  # type: ignore[attr-defined]

        parsed = _parser.parse(pattern)
    except (ImportError, AttributeError, re.error):
        return None
    return None if parsed.state.flags & re.IGNORECASE else _of_sequence(list(parsed))


@lru_cache(maxsize=4096)
def small_needles(pattern: str) -> frozenset[str] | None:
    """The same for any expression, to be looked for in a text in small letters (`small`)."""
    found = needles(re.sub(r"^\(\?i\)", "", pattern))
    if found is None:
        return None
    lowered = frozenset(word.lower() for word in found)
    return lowered if all(word.isascii() or word.lower() == word.upper() for word in lowered) else None


def small(text: str) -> str:
    """A text in small letters, as `small_needles` are looked for."""
    return text.lower().replace(_DOTLESS_I, "i").replace(_LONG_S, "s")


def any_of(words: Iterable[str]) -> re.Pattern[str] | None:
    """One expression for any of the words; None for no words. By their letters, ten times as fast as one by one."""
    known = sorted(set(words))
    shortest = [word for word in known if not any(other != word and other in word for other in known)]
    return re.compile(_branches(shortest)) if shortest else None


def _branches(words: list[str]) -> str:
    if "" in words:
        return ""
    tails: dict[str, list[str]] = {}
    for word in words:
        tails.setdefault(word[0], []).append(word[1:])
    parts = [re.escape(head) + _branches(tail) for head, tail in sorted(tails.items())]
    return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"


def places_with(pattern: re.Pattern[str], texts: Sequence[str]) -> set[int]:
    """Places of the texts that hold what is matched, if it has no line break; one search for all of them."""
    starts = list(accumulate(map(len, texts), lambda start, size: start + size + 1, initial=0))
    return {bisect_right(starts, found.start()) - 1 for found in pattern.finditer("\n".join(texts))}


def anchored(pattern: str) -> bool:
    """Whether the expression matches at the start of a text or not at all."""
    return pattern.startswith("^") and all(branch.startswith("^") for branch in _outside(pattern).split("|"))


def _outside(pattern: str) -> str:
    """The expression without what stands in its groups and sets."""
    plain = re.sub(r"\\.", "", pattern, flags=re.DOTALL)
    plain = re.sub(r"\[\^?\]?[^\]]*\]", "", plain)
    while (shorter := re.sub(r"\([^()]*\)", "", plain)) != plain:
        plain = shorter
    return plain


def _of_sequence(items: list[Any]) -> frozenset[str] | None:
    """The best of what the items of a sequence need, each of which must match."""
    best: frozenset[str] | None = None
    run = ""
    for operation, argument in [*items, (None, None)]:
        name = str(operation)
        if name == "LITERAL":
            run += chr(argument)
            continue
        for found in (frozenset({run}) if run else None, _of_item(name, argument)):
            if found is not None and (best is None or _worth(found) > _worth(best)):
                best = found
        run = ""
    return best if best is not None and _worth(best)[0] >= SHORTEST and len(best) <= MOST else None


def _of_item(name: str, argument: Any) -> frozenset[str] | None:
    if name == "SUBPATTERN" and not argument[1] & re.IGNORECASE:
        return _of_sequence(list(argument[3]))
    if name in {"MAX_REPEAT", "MIN_REPEAT"} and argument[0] > 0:
        return _of_sequence(list(argument[2]))
    if name == "BRANCH":
        each = [_of_sequence(list(branch)) for branch in argument[1]]
        return frozenset().union(*(item for item in each if item)) if all(each) else None
    return None


def _worth(found: frozenset[str]) -> tuple[int, int]:
    return min(len(word.encode("utf-8", "surrogatepass")) for word in found), -len(found)
