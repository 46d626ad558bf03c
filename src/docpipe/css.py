"""Whether the css path of a line lies inside what a css selector points to."""

import re
from functools import lru_cache

_COMPOUND = re.compile(r"(?P<tag>[a-zA-Z][\w-]*|\*)?(?P<rest>(?:[#.][\w-]+)*)\Z")


class SelectorError(ValueError):
    """A css selector beyond tag, #id, .class, descendant, child and comma."""


def _step(compound: str) -> str:
    found = _COMPOUND.match(compound)
    if found is None or not compound:
        raise SelectorError(f"selectors are made of tag, #id, .class, '>', spaces and commas; not {compound!r}")
    tag = found["tag"] or "*"
    head = r"[\w:-]+" if tag == "*" else re.escape(tag.lower())
    needs = "".join(rf"(?=[^>]*{re.escape(part)}(?![\w-]))" for part in re.findall(r"[#.][\w-]+", found["rest"]))
    return rf"{needs}{head}(?![\w-])[^>]*"


def _alternative(selector: str) -> str:
    tokens = re.findall(r">|[^\s>]+", selector.strip())
    made, child = "", True
    for token in tokens:
        if token == ">":
            child = True
            continue
        if not made:
            made = rf"(?:^|>){_step(token)}"
        else:
            made += (">" if child else "(?:>[^>]*)*?>") + _step(token)
        child = False
    return made


@lru_cache(maxsize=1024)
def _compiled(css: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{_alternative(part)})(?:>|$)" for part in css.split(",")))


def check(css: str) -> None:
    """Raises SelectorError for a selector that cannot be used."""
    _compiled(css)


@lru_cache(maxsize=65536)
def matches(css: str, path: str) -> bool:
    """Whether an element of `path` (`html>body>div#main.text>p`) is selected by `css`. Raises SelectorError."""
    return _compiled(css).search(path) is not None
