"""What is wrong in a profile, said so that its writer can mend it: the line, and what was probably meant."""

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel


def near(name: str, known: Iterable[str]) -> str:
    """What a misspelt name may have meant, as a question; empty where nothing is like it."""
    found = get_close_matches(name, sorted(known), n=3, cutoff=0.6)
    return f"did you mean {' or '.join(found)}?" if found else ""


def complaint(fault: Mapping[str, Any], models: Mapping[str, type[BaseModel]]) -> str:
    """A fault that pydantic found as a sentence; `models` holds the model of each table, that of the profile as ""."""
    where = ".".join(str(step + 1 if isinstance(step, int) else step) for step in fault["loc"])
    if fault["type"] == "extra_forbidden":
        table = str(fault["loc"][0]) if len(fault["loc"]) > 1 else ""
        known = [item.alias or name for name, item in models.get(table, models[""]).model_fields.items()]
        guess = near(str(fault["loc"][-1]), known)
        return f"{where} is not known here; {guess + ' ' if guess else ''}known are {', '.join(sorted(known))}"
    return f"{where}: {str(fault['msg']).removeprefix('Value error, ')}"


def line_of(lines: Sequence[str], where: Sequence[Any]) -> int:
    """The line (from 1) of a complaint: the n-th [[table]] of the name, and the key in it where it is written."""
    table = str(where[0]) if where else ""
    nth = next((step for step in where if isinstance(step, int)), 0)
    heads = [at for at, line in enumerate(lines) if re.match(rf"\s*\[{{1,2}}{re.escape(table)}[\].]", line)]
    start = heads[min(nth, len(heads) - 1)] if heads else 0
    keys = [str(step) for step in where if isinstance(step, str)]
    for at in range(start, len(lines)):
        if at > start and heads and lines[at].lstrip().startswith("[["):
            break
        if keys and re.match(rf"\s*\"?{re.escape(keys[-1])}\"?\s*=", lines[at]):
            return at + 1
    return start + 1
