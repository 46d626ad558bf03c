"""What one start tag says, as the reader needs it."""

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from docpipe.readers.html_chunks import VOID

# Elements that a browser shows on lines of their own.
BLOCK = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol optgroup option "
    "p plaintext pre search section select summary table tbody td textarea tfoot th thead tr ul xmp".split()
)
# Elements whose text a browser does not show as part of the page.
HIDDEN = frozenset("script style head title noscript template iframe noframes noembed object datalist svg math".split())
PRESERVED = frozenset("pre textarea listing xmp plaintext".split())
HEADING = frozenset("h1 h2 h3 h4 h5 h6".split())
BOLD = frozenset("b strong th".split())
SUPPLIERS = frozenset({"meta", "link", "base"})
# Raw text that is shown: only a walk knows where it ends.
SHOWN_RAW = frozenset({"xmp", "plaintext"})
WHITE = re.compile(r"[ \t\n\r\f]+")
NOT_SHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
ATTRIBUTE = re.compile(r' (=?[^ =]*)="([^"]*)"')
# A path names so many classes of an element at most; pages with generated classes have dozens.
CLASSES = 4


class Ambiguous(ValueError):
    """A page whose written form can be read in several ways: it has to be walked."""


# What an element does to the page.
OPEN = 0  # it is there, and what stands in it stands in it
NOTHING = 1  # void, or no element at all
BREAK = 2  # a line ends
ANCHOR = 3
TABLE = 4
CELL = 5
SUPPLIES = 6  # it says something of the page
HIDES = 7
ASIDE = 8  # a comment or a processing instruction


class Element(NamedTuple):
    """A start tag; `step` is its step in a css path, `key` tells it from others, `close` is its end tag.

    Values of attributes are as they are written, with their entities.
    """

    kind: int
    name: str
    close: str = ""
    step: str = ""
    key: str = ""
    attributes: Mapping[str, str] = MappingProxyType({})


VOID_ELEMENT = Element(NOTHING, "")
COMMENT = Element(ASIDE, "")
# Void elements that neither show nor say anything.
_SILENT = VOID - SUPPLIERS - {"br", "hr"}


def plain(text: str) -> str:
    """Text without the entities that the normal form has."""
    if "&" in text:
        text = text.replace("&nbsp;", "\xa0").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
        return text.replace("&amp;", "&")
    return text


@lru_cache(maxsize=16384)
def element_of(markup: str, walked: bool = False) -> Element:
    """The element of a start tag without its brackets. Raises Ambiguous."""
    name, space, _ = markup.partition(" ")
    if name in _SILENT:
        return VOID_ELEMENT
    if walked and markup[0] == "/":  # of raw text inside raw text, as <svg> may have it
        return VOID_ELEMENT
    if markup[0] == "/" or (name in SHOWN_RAW and not walked):
        raise Ambiguous(markup)
    if not space:
        return Element(_kind(name, {}), name, "/" + name, name, _key(name, name))
    attributes = _attributes(markup, len(name))
    step = _step(name, attributes.get("id"), attributes.get("class"))
    return Element(_kind(name, attributes), name, "/" + name, step, _key(name, step), attributes)


def _attributes(markup: str, start: int) -> dict[str, str]:
    found = ATTRIBUTE.findall(markup, start)
    odd = markup.count('"') != 2 * len(found)  # the name of an attribute has a quotation mark
    if odd and sum(len(name) + len(value) + 4 for name, value in found) != len(markup) - start:
        raise Ambiguous(markup)
    return dict(found)


def _key(name: str, step: str) -> str:
    return f"{step}<{name}" if "." in name or "#" in name else step


def _kind(name: str, attributes: dict[str, str]) -> int:
    if name in SUPPLIERS:
        return SUPPLIES
    hidden = name in HIDDEN or "hidden" in attributes
    if hidden or ("style" in attributes and NOT_SHOWN.search(plain(attributes["style"]))):
        return NOTHING if name in VOID else HIDES
    return OTHERS.get(name, OPEN)


OTHERS = {"br": BREAK, "hr": BREAK, "a": ANCHOR, "table": TABLE, "tr": CELL, "td": CELL, "th": CELL}


def _step(tag: str, element_id: str | None, names: str | None) -> str:
    step = tag
    if element_id:
        step += "#" + WHITE.sub("-", plain(element_id).strip())[:60]
    if names:
        step += "".join(["." + name[:40] for name in plain(names).split()[:CLASSES]])
    return step.replace(">", "") if ">" in step else step
