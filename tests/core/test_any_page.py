"""Properties of HTML: every visible text node stands in exactly one block, in order, whatever the markup."""

from html import escape
from typing import Any, NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st
from resiliparse.parse.html import HTMLTree, NodeType

import docpipe
from docpipe.readers.html import read_html
from docpipe.readers.html_element import HIDDEN, NOT_SHOWN
from docpipe.source import Source

SOURCE = Source("test", "x.html")
WORDS = st.sampled_from(
    "关于清理河道的通知|白石县水利局|白水〔2016〕5号|各乡镇：|请于月底前完成。|2016年3月2日|首页|相关链接|上一篇|Notice|a < b & c|索引号|《办法》".split(
        "|"
    )
)
BLOCKS = st.sampled_from("div p section article ul ol li h1 h2 blockquote center main aside footer nav".split())
INLINE = st.sampled_from("a span b i em font u strong small".split())
UNSEEN = st.sampled_from("script style template noscript".split())


class Node(NamedTuple):
    """An element of a page that was made up, with the text that a reader of the page sees in it."""

    markup: str
    seen: str


def leaf(word: str) -> Node:
    return Node(escape(word), word)


def element(tag: str, inside: list[Node]) -> Node:
    return Node(f"<{tag}>{''.join(node.markup for node in inside)}</{tag}>", "".join(node.seen for node in inside))


def unseen(tag: str, word: str) -> Node:
    return Node(f"<{tag}>{escape(word)}</{tag}>", "")


def styled(inside: Node) -> Node:
    return Node(f'<div style="display: none">{inside.markup}</div>', "")


def row(cells: list[Node]) -> Node:
    inside = "".join(f"<td>{cell.markup}</td>" for cell in cells)
    return Node(f"<table><tr>{inside}</tr></table>", "".join(cell.seen for cell in cells))


leaves = WORDS.map(leaf)
inline = leaves | st.builds(element, INLINE, st.lists(leaves, max_size=2))
other = (
    st.builds(unseen, UNSEEN, WORDS)
    | st.builds(styled, leaves)
    | st.just(Node("<br>", ""))
    | st.just(Node("<!-- <p>注释</p> -->", ""))
)
flow = st.recursive(
    inline | other,
    lambda inside: (
        st.builds(element, BLOCKS.filter(lambda tag: tag != "p"), st.lists(inside, max_size=4))
        | st.builds(row, st.lists(inside, min_size=1, max_size=3))
    ),
    max_leaves=25,
)


def solid(text: str) -> str:
    return "".join(text.split())


@settings(max_examples=80, deadline=None)
@given(st.lists(flow, max_size=6))
def test_every_visible_text_of_a_page_is_in_its_blocks_in_order(nodes: list[Node]) -> None:
    page = f"<!DOCTYPE html><html><head><title>题</title></head><body>{''.join(node.markup for node in nodes)}</body></html>"
    wanted = solid("".join(node.seen for node in nodes))
    assert solid(read_html(page.encode(), SOURCE).text) == wanted
    try:
        document = docpipe.digest(page.encode(), name="x.html", profile="default")
    except docpipe.Unreadable:
        assert not wanted
        return
    assert "".join(block.span.of(document.text) for block in document.blocks) == document.text
    assert solid(document.text) == wanted


SCRAPS = st.sampled_from(
    [
        *"<p> </p> <div> </div> <table> <tr> <td> </td> </table> <li> <ul> </ul> <b> </b> <a href='/x'> </a> <br> <h1> </h1>".split(),
        *"<script> </script> <style> </style> <!-- --> <![CDATA[ ]]> <plaintext> <template> </template> <select> <option>".split(),
        *'<title> </title> <textarea> </textarea> <svg> </svg> <form> &amp; &nbsp; &#0; &#x4e00; &lt; < > & " = </html> <body> <frameset>'.split(),
        *"通知 各乡镇： 正文。 Notice 2016年3月2日 \0 \x07".split(),
        "<?xml version='1.0' encoding='gbk'?>",
        "<div style='display:none'>",
        " ",
        "\n",
    ]
)


def seen_by_the_parser(node: Any) -> str:
    """The text nodes of a tree that a browser shows, found by plain recursion and another parser than the reader's."""
    if node.type == NodeType.TEXT:
        return str(node.value)
    if node.type == NodeType.ELEMENT:
        style = node.getattr("style") or ""
        if node.tag in HIDDEN or node.hasattr("hidden") or NOT_SHOWN.search(style):
            return ""
    children, child = [], node.first_child
    while child is not None:
        children.append(seen_by_the_parser(child))
        child = child.next_sibling
    return "".join(children)


@settings(max_examples=150, deadline=None)
@given(st.lists(SCRAPS, max_size=40))
def test_any_scraps_of_markup_are_read_as_their_tree_says(scraps: list[str]) -> None:
    markup = "".join(scraps)
    reading = read_html(markup.encode(), SOURCE)
    tree = HTMLTree.parse(markup)
    wanted = seen_by_the_parser(tree.document) if tree.document is not None else ""
    assert solid(reading.text) == solid(wanted)
    at = 0
    for piece in reading.pieces:
        assert piece.span.start >= at
        assert not reading.text[at : piece.span.start].strip()
        at = piece.span.end
    assert not reading.text[at:].strip()
