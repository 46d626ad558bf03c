"""A notice with everything that archives put around it, saved in many ways, is labelled the same in each of them."""

import html

import pytest

from docpipe import digest
from docpipe.document import Document

HEAD = [
    "明水市水务局文件",
    "明水字〔2013〕16号",
    "关于做好冬季渠道检修工作的通知",
    "各县区水务局，局属各单位：",
]
TEXT = [
    "今年入冬以来，我市气温持续偏低，部分渠道出现冻胀和渗漏。为保证明年春灌按时开始，现就做好冬季渠道检修工作通知如下：",
    "一、加强领导，明确责任",
    "各县区水务局要把渠道检修列入冬季工作的重点，由一名负责同志专门负责，逐段落实到人，不留死角。",
    "二、突出重点，抓紧施工",
    "各单位要对干渠闸门、倒虹吸、渡槽等建筑物逐一检查，发现隐患立即处理；暂时不能处理的，应当设置标志，派人看守。",
    "三、按时报送情况",
    "请各县区于12月20日前将检修情况书面报送我局工程科。相关链接制度另行通知。",
]
SIGNED = ["明水市水务局", "2013年11月5日"]
CLUTTER = [
    ("相关链接", "marker"),
    ("关于公布渠道管护员名单的通知", "related_link"),
    ("关于印发《灌溉用水计量办法》的通知", "related_link"),
    ("相关图书", "marker"),
    ("渠道工程施工手册", "related_book"),
    ("推荐阅读", "marker"),
    ("明水市水资源公报（2012年）", "related_link"),
    ("本文链接：https://archive.example/show/1016.html", "permalink"),
    ("上一篇：关于开展冬季安全检查的通知", "adjacent_document"),
    ("下一篇：没有了", "adjacent_document"),
    ("打印本页", "share_print"),
    ("版权所有 明水市水务局 网站标识码：0000000000", "copyright"),
]
MACHINE = [
    "英文机翻",
    "Notice on the winter repair of canals",
    "Since the beginning of winter the temperature in our city has remained low, and some canals show frost heave and leaks. To make sure that the spring irrigation begins on time, the following is notified:",
    "1. Strengthen leadership and make responsibilities clear",
    "All county water bureaus shall list the repair of canals among the main tasks of the winter, and one responsible comrade shall be in charge.",
]
ORDERS = {
    "translation last": HEAD + TEXT + SIGNED + [text for text, _ in CLUTTER] + MACHINE,
    "translation before the links": HEAD + TEXT + SIGNED + MACHINE + [text for text, _ in CLUTTER],
    "links above and below": ["首页", "政务公开", *HEAD, *TEXT, *SIGNED, *[text for text, _ in CLUTTER], *MACHINE],
}


def _text(lines: list[str]) -> str:
    return "\n".join(lines) + "\n"


def _marked(lines: list[str], opening: str, closing: str, around: str = "{}") -> str:
    inside = "".join(f"{opening}{html.escape(line)}{closing}" for line in lines)
    return f"<html><head><meta charset='utf-8'></head><body>{around.format(inside)}</body></html>"


WAYS = {
    "text": ("a.txt", _text),
    "text with blank lines": ("a.txt", "\n\n".join),
    "text with Windows line ends": ("a.txt", "\r\n".join),
    "text indented": ("a.txt", lambda lines: "".join(f"\u3000\u3000{line}\n" for line in lines)),
    "paragraphs": ("a.html", lambda lines: _marked(lines, "<p>", "</p>")),
    "divs in a column": ("a.html", lambda lines: _marked(lines, "<div>", "</div>", "<div class='main'>{}</div>")),
    "line breaks": ("a.html", lambda lines: _marked(lines, "", "<br>", "<div>{}</div>")),
    "one table cell": ("a.html", lambda lines: _marked(lines, "<p>", "</p>", "<table><tr><td>{}</td></tr></table>")),
    "preformatted": ("a.html", lambda lines: _marked(lines, "", "\n", "<pre>{}</pre>")),
    "spans and paragraphs": ("a.html", lambda lines: _marked(lines, "<p><span>", "</span></p>", "<article>{}</article>")),
}  # fmt: skip


def _found(order: str, way: str) -> Document:
    name, write = WAYS[way]
    return digest(write(ORDERS[order]).encode(), name)


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("way", WAYS)
def test_the_body_is_the_notice_and_nothing_else(order: str, way: str) -> None:
    found = _found(order, way)
    assert (found.body or "").split("\n") == TEXT
    assert found.status == "accepted"
    assert found.value("doc_number") == "明水字〔2013〕16号"
    assert found.value("title") == "关于做好冬季渠道检修工作的通知"
    assert found.value("signed_on") == "2013-11-05"


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("way", WAYS)
def test_every_line_of_clutter_has_its_kind(order: str, way: str) -> None:
    found = _found(order, way)
    said = {found.text_of(block): (block.part, block.role) for block in found.blocks}
    assert {text: said[text] for text, _ in CLUTTER} == {text: ("clutter", role) for text, role in CLUTTER}


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("way", WAYS)
def test_links_carry_the_label_above_them(order: str, way: str) -> None:
    links = [(link.kind, link.label, link.text, link.href) for link in _found(order, way).links]
    assert ("related_link", "相关链接", "关于公布渠道管护员名单的通知", None) in links
    assert ("related_book", "相关图书", "渠道工程施工手册", None) in links
    assert (
        "permalink",
        "本文链接：",
        "https://archive.example/show/1016.html",
        "https://archive.example/show/1016.html",
    ) in links
    assert ("adjacent_document", "上一篇：", "关于开展冬季安全检查的通知", None) in links


@pytest.mark.parametrize("way", WAYS)
def test_the_translation_is_apart(way: str) -> None:
    found = _found("translation last", way)
    assert MACHINE[-1] in (found.translation or "")
    assert not set(TEXT) & set((found.translation or "").split("\n"))
