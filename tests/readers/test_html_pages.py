"""Pages as they are written out by the parser and as they are walked node by node."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docpipe.readers.html import page_of, read_html
from docpipe.readers.html_chunks import walked, written
from docpipe.readers.html_element import Ambiguous
from docpipe.readers.html_limits import MOST_ATTRIBUTES, tamed
from docpipe.readers.html_page import Page
from docpipe.reading import Cell
from docpipe.source import Source

SCRAPS = [
    "<p>", "</p>", "<div class='a  b' id=' x y '>", "</div>", "<a href='u?a=1&amp;b'>", "<a>", "</a>", "<br>", "<hr hidden>",
    "<b> ", " </b>", "<i>", "</i>", "<table>", "<tr>", "<td rowspan=2>", "</table>", "<li>", "<ul>", "</ul>", "<pre>\n", "</pre>",
    "<!-- a > b < c -->", "<!--", "-->", "<script>if (a<b) '</p>'</script>", "<style>", "</style>", "<svg><title>t</title>",
    "</svg>", "<div style='display: none'>", "<p hidden>", "<template>", "</template>", "<title>T&amp;t</title>", "<h2>",
    "</h2>", "<textarea>", "</textarea>", "<select><option>", "<iframe>", "</iframe>", "<noscript>", "</noscript>",
    "<meta name=a content='b \"c\"'>", "<base href=/x>", "<p \"odd\"=1>", "<p a<b=2>", "<x.y>", "<x class=y>", "<xmp>", "</xmp>",
    "<plaintext>", "<?php echo 1 ?>", "<![CDATA[ x ]]>", "&lt;", "&amp;nbsp;", "&nbsp;", " ", "\n\t", "\x00", "\x0c", "\r\n",
    "\u4e2d\u6587", "\u3000", "text", "a  b", "\U00020000", "=", '"', "<a title=' href=' href=\"v\">", "<body class=c>",
    "<html lang=zh>", "<frameset>", "<math><mi>", "<object>", "<dl><dt>", "<dd>",
]  # fmt: skip


def _taken(chunks: Page) -> Page:
    chunks.take()
    return chunks


def _joined(page: Page) -> list[tuple[str, object]]:
    """Text with its layout; neighbours of one place are one, however many nodes the parser made of them."""
    text, found = "".join(page.parts), list[tuple[str, object]]()
    for piece in page.pieces:
        if found and found[-1][1] == piece[1:]:
            found[-1] = (found[-1][0] + piece.span.of(text), piece[1:])
        else:
            found.append((piece.span.of(text), piece[1:]))
    return found


@given(st.lists(st.sampled_from(SCRAPS), max_size=30))
@settings(max_examples=400, deadline=None)
def test_a_page_is_the_same_written_out_and_walked(scraps: list[str]) -> None:
    markup = "".join(scraps)
    slow = _taken(Page(walked(markup), walked=True))
    try:
        fast = _taken(Page(written(markup)))
    except Ambiguous:
        return
    assert "".join(fast.parts) == "".join(slow.parts)
    assert _joined(fast) == _joined(slow)
    assert (fast.meta, fast.title) == (slow.meta, slow.title)


@given(st.lists(st.sampled_from(SCRAPS), max_size=30))
@settings(max_examples=200, deadline=None)
def test_pieces_stand_in_order_and_leave_out_line_ends_alone(scraps: list[str]) -> None:
    reading = read_html("".join(scraps).encode(), Source("c", "x.html"))
    position = 0
    for piece in reading.pieces:
        assert piece.span.start < piece.span.end
        assert set(reading.text[position : piece.span.start]) <= {"\n"}
        position = piece.span.end
    assert set(reading.text[position:]) <= {"\n"}


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>a<!-- > < -->b</p>c", "ab\nc"),
        # the end of the script is not the first one that looks like it
        ("<script><!--<script></script>--></script>z", "z"),
        ("<p>a<plaintext>b</p>&amp;", "a\nb</p>&amp;"),
        ("<xmp>a<b></xmp>c", "a<b>\nc"),
        ("<div hidden>a<div>b</div>c</div>d", "d"),
        ("<svg><style>a<b</style></svg>k", "k"),
        # raw text inside raw text, which only a drawing may hold
        ("<svg><title>t</title><style><style>x</svg><p>b", "b"),
        ("<math><style><style>x</style>y</style></math><p>b</p>", "b"),
        ("<p a<b='1'>x", "x"),
        ("<template>t<template>u</template></template>v", "v"),
        ("<pre>\n\n  a\n b</pre>", "\n  a\n b\n"),
        ("a &amp;lt; b&nbsp;&lt;", "a &lt; b\xa0<"),
    ],
)
def test_what_is_shown(markup: str, text: str) -> None:
    assert read_html(markup.encode(), Source("c", "x.html")).text.rstrip("\n") == text.rstrip("\n")


def test_links_cells_and_paths() -> None:
    page = page_of(
        "<body id=m><table><tr><td rowspan=2>1<td><a class=k title=' href=' href='u?a&amp;b'>2</a><tr><td>3</table>"
        "<a href=''>4</a><a>5</a>"
    )
    found = [(piece.href, piece.cell, piece.path) for piece in page.pieces]
    cells = "html>body#m>table>tbody>tr>td"
    assert found == [
        (None, Cell(0, 0, 0, 2, 1), cells),
        ("u?a&b", Cell(0, 0, 1), f"{cells}>a.k"),
        (None, Cell(0, 1, 1), cells),
        ("", None, "html>body#m>a"),
        (None, None, "html>body#m>a"),
    ]


def test_only_tags_beyond_measure_are_tamed() -> None:
    long = "<p title='" + "x" * 9000 + "'>a"
    assert tamed(long) == (long, [])
    wide = "<p " + " ".join(f"a{at}=1" for at in range(MOST_ATTRIBUTES + 1)) + ">a"
    assert tamed(f"{'y' * 3900}{wide}") == (
        f"{'y' * 3900}<p>a",
        [f"{MOST_ATTRIBUTES + 2} attributes on one tag at character 3900 were left out"],
    )
    assert tamed("x" * 20_000 + "<b>") == ("x" * 20_000 + "<b>", [])


HIDDEN_TEXT = "".join(
    f"<p>渠道第{n}段已经修好，水量比去年多了三成，村民都说方便。今年还要再修两段，预计年底完工。</p>" for n in range(20)
)


@pytest.mark.parametrize("around", [
    '<div id="js_content" style="visibility: hidden; opacity: 0;">{}</div>',
    "<div hidden id='S:0'>{}</div>",
    "<body style='display:none'>{}</body>",
])  # fmt: skip
def test_a_text_that_only_a_script_would_show_is_read(around: str) -> None:
    found = read_html(
        f"<html><head><title>渠</title></head><div>导航</div>{around.format(HIDDEN_TEXT)}</html>".encode(),
        Source("test", "page.html"),
    )
    assert found.text.count("渠道第") == 20
    assert [fault.code for fault in found.faults] == ["hidden_until_scripted"]


def test_what_a_full_page_hides_stays_hidden() -> None:
    shown = HIDDEN_TEXT.replace("渠道", "堤坝")
    found = read_html(
        f"<html><body>{shown * 3}<div style='display:none'>{HIDDEN_TEXT}</div></body></html>".encode(),
        Source("test", "page.html"),
    )
    assert "渠道" not in found.text
    menu = "".join(f"<li>菜单{n}</li>" for n in range(300))
    assert (
        "菜单" not in read_html(f"<p>正文不长。</p><ul hidden>{menu}</ul>".encode(), Source("test", "page.html")).text
    )
