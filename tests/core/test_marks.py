"""The hard evidence of a profile on lines."""

from pathlib import Path

import pytest

from docpipe.css import SelectorError, matches
from docpipe.label.line import lines_of
from docpipe.label.marks import marked
from docpipe.profile import Profile
from docpipe.readers import read
from docpipe.reading import Piece, Reading
from docpipe.source import Source
from docpipe.span import Span

PROFILE = Profile.model_validate(
    {
        "name": "t",
        "marker": [
            {"text": ["相关链接"], "role": "related_link"},
            {"text": ["英文机翻"], "role": "paragraph", "part": "translation", "method": "machine", "language": "en"},
            {"text": ["相关图书"], "role": "related_book", "lines": 1},
        ],
        "rule": [{"pattern": "^责任编辑[:\uff1a]", "role": "source_line", "where": "tail"}],
        "selector": [{"css": "div.menu", "role": "navigation"}],
    }
)


def roles(text: str) -> list[str | None]:
    reading = Reading(text, (Piece(Span(0, len(text))),))
    return [label and label.role for label in marked(lines_of(reading), reading, PROFILE)]


def test_a_section_reaches_to_the_next_marker_and_takes_titles_only() -> None:
    text = "正文。\n相关链接\n关于甲的通知\n关于乙的通知\n英文机翻\nNotice\nA long sentence.\n"
    assert roles(text) == [
        None,
        "marker",
        "related_link",
        "related_link",
        "translation_marker",
        "paragraph",
        "paragraph",
    ]
    assert roles("正文。\n相关链接\n关于甲的通知\n这是一句话，说明正文又开始了。\n关于丙的通知\n") == [
        None,
        "marker",
        "related_link",
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("page", "taken"),
    [
        # the section ends with the element that holds its heading and its list
        ("<div><h4>相关链接</h4><ul><li>甲</li><li>乙</li></ul></div><div><h4>专题</h4><p>丙</p></div>", "甲乙"),
        # heading and list each in an element of its own
        ("<div><div><h4>相关链接</h4></div><ul><li>甲</li></ul></div><p>乙</p>", "甲"),
        # the next heading of the same rank begins something else
        ("<h4>相关链接</h4><ul><li>甲</li></ul><h4>专题</h4><ul><li>乙</li></ul>", "甲"),
        # one paragraph for each line says nothing about sections
        ("<p>相关链接</p><p>甲</p><p>乙</p>", "甲乙"),
        ("<p>相关链接<br>甲<br>乙</p>", "甲乙"),
    ],
)
def test_a_section_ends_where_its_element_does(page: str, taken: str) -> None:
    reading = read(f"<html><body>{page}</body></html>".encode(), Source("t", "t.html"))
    lines = lines_of(reading)
    labels = marked(lines, reading, PROFILE)
    assert (
        "".join(line.text for line, said in zip(lines, labels, strict=True) if said and said.role != "marker") == taken
    )


def test_a_section_that_a_word_of_the_menu_opened_leaves_the_head_of_the_paper_open() -> None:
    menu, head = "首页\n相关链接\n" + "甲\n" * 9, "关于修渠的通知\n水发〔2020〕1号\n各乡：\n"
    below = "现通知如下。\n正文。\n相关链接\n关于乙的通知\n网站声明。\n"
    assert roles(menu + head + below) == [
        None,
        "marker",
        *["related_link"] * 4,
        *[None] * 10,
        "marker",
        "related_link",
        None,
    ]


def test_a_translation_is_not_held_to_the_element_of_its_marker() -> None:
    page = "<html><body><div><h4>英文机翻</h4><p>One.</p></div><p>Two.</p></body></html>"
    reading = read(page.encode(), Source("t", "t.html"))
    labels = marked(lines_of(reading), reading, PROFILE)
    assert [said and said.part for said in labels] == ["clutter", "translation", "translation"]


def test_a_section_takes_no_more_lines_than_it_says() -> None:
    assert roles("相关图书：\n《甲》\n《乙》\n") == ["marker", "related_book", None]


def test_a_rule_matches_only_where_it_says() -> None:
    assert roles("责任编辑：甲\n" + "正文\n" * 40 + "责任编辑：乙\n")[0::41] == [None, "source_line"]


def test_a_marker_word_inside_a_sentence_is_no_marker() -> None:
    assert roles("请参看相关链接中的材料。\n") == [None]


@pytest.mark.parametrize(
    ("css", "path", "inside"),
    [
        ("div.menu", "html>body>div.menu.top>a", True),
        ("div.menu", "html>body>div.menubar>a", False),
        ("#main p", "html>body>div#main.text>div>p", True),
        ("#main > p", "html>body>div#main.text>div>p", False),
        ("#main > p", "html>body>div#main.text>p>b", True),
        ("nav, .side", "html>body>section.side", True),
        ("ul", "html>body>ull>li", False),
        (".a.b", "html>body>div.b.a", True),
    ],
)
def test_selectors_over_css_paths(css: str, path: str, inside: bool) -> None:
    assert matches(css, path) is inside


def test_a_selector_beyond_the_supported_ones_is_refused() -> None:
    with pytest.raises(SelectorError, match="selectors are made of"):
        matches("p:nth-child(2)", "html>body>p")


def test_a_selector_labels_the_lines_inside(tmp_path: Path) -> None:
    text = "首页\n正文\n"
    reading = Reading(text, (Piece(Span(0, 2), "a", "html>body>div.menu>a"), Piece(Span(3, 5), "p", "html>body>p")))
    assert [label and label.role for label in marked(lines_of(reading), reading, PROFILE)] == ["navigation", None]
