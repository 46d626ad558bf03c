"""With which characters a text must begin for a regular expression to match at its start."""

import re
from functools import lru_cache
from typing import Any

# Larger ranges are not written out.
MOST = 200
# Of digits and of white space there are many: one stands for all.
DIGIT, SPACE = "0", " "
_CATEGORIES = {"CATEGORY_DIGIT": DIGIT, "CATEGORY_SPACE": SPACE}
_ZERO_WIDTH = frozenset({"AT", "ASSERT", "ASSERT_NOT"})


def kind_of(char: str) -> str:
    """The character that stands for this one in `firsts`."""
    return DIGIT if char.isdecimal() else SPACE if char.isspace() else char


@lru_cache(maxsize=4096)
def firsts(pattern: str) -> frozenset[str] | None:
    """Kinds of characters of which one begins every match; None where the expression does not tell."""
    try:
        from re import _parser  # type: ignore[attr-defined]

        parsed = _parser.parse(pattern)
    except (ImportError, AttributeError, re.error):
        return None
    found = None if parsed.state.flags & re.IGNORECASE else _of_sequence(list(parsed))
    return None if found is None or found[1] else found[0]


# Kinds of first characters, and whether the match may be empty.
_First = tuple[frozenset[str], bool]


def _of_sequence(items: list[Any]) -> _First | None:
    found: frozenset[str] = frozenset()
    for operation, argument in items:
        first = _of_item(str(operation), argument)
        if first is None:
            return None
        found |= first[0]
        if not first[1]:
            return found, False
    return found, True


def _of_item(name: str, argument: Any) -> _First | None:
    if name in _ZERO_WIDTH:
        return frozenset(), True
    if name == "LITERAL":
        return frozenset({kind_of(chr(argument))}), False
    if name == "IN":
        return _of_set(argument)
    if name == "SUBPATTERN":
        return None if argument[1] & re.IGNORECASE else _of_sequence(list(argument[3]))
    if name in {"MAX_REPEAT", "MIN_REPEAT"}:
        inner = _of_sequence(list(argument[2]))
        return (inner[0], inner[1] or argument[0] == 0) if inner is not None else None
    if name == "BRANCH":
        each = [_of_sequence(list(branch)) for branch in argument[1]]
        known = [first for first in each if first is not None]
        if len(known) < len(each):
            return None
        return frozenset().union(*(chars for chars, _ in known)), any(empty for _, empty in known)
    return None


def _of_set(members: list[Any]) -> _First | None:
    found: set[str] = set()
    for operation, argument in members:
        name = str(operation)
        if name == "LITERAL":
            found.add(kind_of(chr(argument)))
        elif name == "RANGE" and argument[1] - argument[0] <= MOST:
            found.update(kind_of(chr(code)) for code in range(argument[0], argument[1] + 1))
        elif name == "CATEGORY" and str(argument) in _CATEGORIES:
            found.add(_CATEGORIES[str(argument)])
        else:
            return None
    return frozenset(found), False
