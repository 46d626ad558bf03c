"""What the names of classes, ids and elements hint at, as bits."""

import re
from functools import lru_cache

# By words inside the names that web designers give.
HINTS = {
    "comment": r"comment|disqus|reply|replies|respond|discuss",
    "nav": r"nav|menu|topbar|toolbar|crumb|pagination|pager|paging|skip",
    "footer": r"foot|bottom|copyright|legal",
    "header": r"header|masthead|banner|logo|(?<![a-z])top(?![a-z])|hd(?![a-z])",
    "side": r"side|right|left|rail|aside|column|col(?![a-z])",
    "share": r"share|sharing|social|follow|twitter|facebook|weibo|addthis|print|tool",
    "related": r"relat|recommend|popular|trending|similar|more|also|hot|rank|recent|latest|suggest|read-?next",
    "advert": r"(?<![a-z])ads?(?![a-z])|advert|sponsor|promo|banner|guanggao|gg(?![a-z])",
    "meta": r"meta|byline|author|date|time|source|editor|publish|credit|info",
    "article": r"article|artical|story|entry|(?<![a-z])post(?![a-z])|news|detail",
    "content": r"content|body|main|text|txt|con(?![a-z])|zoom",
    "title": r"title|headline|heading|tit(?![a-z])|subject",
    "form": r"form|search|login|signin|signup|subscribe|newsletter|register|input|button|btn",
    "list": r"list|items?(?![a-z])|grid|card|tile|teaser|widget|module|block|box",
    "tag": r"(?<![a-z])tags?(?![a-z])|categor|keyword|label|topic",
    "media": r"caption|figure|image|img|photo|pic|video|player|gallery|slide|media|thumb",
    "hide": r"hidden|modal|popup|overlay|cookie|consent|notice|alert|dialog|tooltip|screen-reader|sr-only",
    "quote": r"quote|code|highlight|pre(?![a-z])|message|thread|answer|question|forum",
    "product": r"product|price|cart|shop|rating|review|spec|feature",
    "doc": r"doc|section|chapter|paragraph|para(?![a-z])|abstract|markdown|prose|rich|wysiwyg|wiki|mw-",
}
HINT = {name: 1 << at for at, name in enumerate(HINTS)}
_PATTERNS = [(HINT[name], re.compile(pattern)) for name, pattern in HINTS.items()]
# Elements that mean what they are called.
_MEANT = {"nav": "nav", "footer": "footer", "header": "header", "aside": "side", "article": "article",
          "main": "content", "form": "form",
          "figure": "media", "figcaption": "media", "blockquote": "quote", "pre": "quote",
          "button": "form", "select": "form", "section": "doc", "address": "meta", "time": "meta"}  # fmt: skip
MEANING = {tag: HINT[name] for tag, name in _MEANT.items()}
_NAME = re.compile(r"(?<=[a-z])(?=[A-Z])")
_BETWEEN = re.compile(r"[.#]+")


def hints_of(names: str) -> int:
    """The hints of an element's names as they stand in a css path (`#top.menu.wide`)."""
    bits = 0
    for name in _BETWEEN.split(names):
        bits |= _hints(name)
    return bits


@lru_cache(maxsize=65536)
def _hints(name: str) -> int:
    """The hints of one name; most names come again on other elements and other pages."""
    if not name:
        return 0
    lowered = _NAME.sub("-", name).lower()
    bits = 0
    for bit, pattern in _PATTERNS:
        if pattern.search(lowered):
            bits |= bit
    return bits
