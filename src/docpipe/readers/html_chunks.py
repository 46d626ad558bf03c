"""A page cut at its tags: strings of a tag, `>`, and the text that follows it, in the parser's own normal form.

`p class="lead">Text &amp; more` is one of them, `/p>` another. In the normal form every element that is not void is
closed, attributes stand in double quotes, and `<` and `>` stand for nothing but tags, comments and raw text.
"""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from resiliparse.parse.html import HTMLTree, NodeType
from selectolax.lexbor import LexborHTMLParser

# Elements without content and end tag.
VOID = frozenset(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr".split()
)
# Elements whose text holds no entities: it ends at the end tag of the same name and nowhere else.
RAW = frozenset("script style iframe noembed noframes".split())
# selectolax takes 13 s for 100,000 nested <div>, where resiliparse takes 0.1 s.
UNCLOSED = 20_000
# The normal form is cut in stretches of about so many characters, so that a page of 50 MB is not there three times.
STRETCH = 1 << 20


def nested(markup: str) -> bool:
    """Whether so many tags are open that only a walk is safe."""
    tags = markup.count("<")
    return tags > UNCLOSED and tags - 2 * markup.count("</") > UNCLOSED


def written(markup: str) -> Iterator[str]:
    """Chunks of the page as lexbor writes it out again. By far the fastest; odd names of tags make it ambiguous."""
    return chain.from_iterable(_cut(LexborHTMLParser(markup).html or ""))


def _cut(html: str) -> Iterator[list[str]]:
    start = 1
    while start < len(html):
        end = html.find("<", start + STRETCH)
        end = end if end > 0 else len(html)
        yield html[start:end].split("<")
        start = end + 1


def walked(markup: str) -> Iterator[str]:
    """Chunks of the page by a walk from node to node: slow, and right for whatever tags are called."""
    walk = _from_resiliparse if nested(markup) else _from_selectolax
    raw, tag = False, ""
    for kind, name, attributes in walk(markup):
        if kind == "text":
            yield (tag or ">") + (name if raw else name.replace("&", "&amp;"))
            tag = ""
            continue
        if tag:
            yield tag
        raw = kind == "in" and name in RAW
        tag = _start_tag(name, attributes) + ">" if raw or kind == "in" else "" if name in VOID else f"/{name}>"
    if tag:
        yield tag


def _start_tag(name: str, attributes: dict[str, str | None]) -> str:
    for key, value in attributes.items():
        if not {*key} & {*' ="<>'}:
            name += f' {key}="{_escaped(value or "")}"'
    return name


def _escaped(value: str) -> str:
    return value.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")


# ("in" and "out" of an element, "text" for a text node; its name or text; its attributes)
_Event = tuple[str, str, dict[str, str | None]]
_NONE: dict[str, str | None] = {}


def _from_selectolax(markup: str) -> Iterator[_Event]:
    node: Any = LexborHTMLParser(markup).root
    open_tags: list[str] = []
    while node is not None:
        child = None
        if node.is_text_node:
            yield "text", node.text_content or "", _NONE
        elif node.is_element_node:
            tag = node.tag
            yield "in", tag, node.attributes
            child = node.child
            if child is not None:
                open_tags.append(tag)
                node = child
                continue
            yield "out", tag, _NONE
        following = node.next
        while following is None and open_tags:
            node = node.parent
            yield "out", open_tags.pop(), _NONE
            following = node.next if open_tags else None
        node = following


def _from_resiliparse(markup: str) -> Iterator[_Event]:
    tree = HTMLTree.parse(markup)
    node: Any = tree.document.first_child if tree.document is not None else None
    open_tags: list[str] = []
    while node is not None:
        if node.type == NodeType.TEXT:
            yield "text", node.value or "", _NONE
        elif node.type == NodeType.ELEMENT:
            tag = node.tag
            yield "in", tag, {name: node.getattr(name) for name in node.attrs} if len(node.attrs) else _NONE
            child = node.first_child
            if child is not None:
                open_tags.append(tag)
                node = child
                continue
            yield "out", tag, _NONE
        following = node.next_sibling
        while following is None and open_tags:
            node = node.parent
            yield "out", open_tags.pop(), _NONE
            following = node.next_sibling
        node = following
