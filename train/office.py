"""Short papers as the pages of offices show them: a title, a row of dates, the text in its container, furniture around.

What the containers are called and how they stand is what sites of offices have in common; the words are made up.
"""

import random
from collections.abc import Callable, Sequence
from html import escape

MENU = "首页 单位概况 信息公开 政策文件 网上办事 公众参与 党建工作 下载中心 联系我们 资料库".split()
MENU_EN = ("Home", "About", "Publications", "Services", "News", "Records", "Library", "Contact")
ITEMS = (
    "关于公布年度部门预算的说明",
    "区图书馆春节期间开放时间安排",
    "全市防汛工作会议召开",
    "关于公开征求停车管理意见的公告",
    "古树名木普查工作启动",
    "局机关开展读书活动",
    "某街道整治占道经营取得成效",
    "2019年第二季度信访情况",
)
ITEMS_EN = (
    "Annual report of the bureau published",
    "Public consultation on parking fees opens",
    "Library hours during the holidays",
    "Minutes of the spring meeting",
    "New members appointed to the council",
)
CONTAINERS = (
    "content", "article-content", "text", "con_text", "zoom", "main-text", "detail", "news_con", "Custom_UnionStyle",
    "article_body", "view", "wzcon", "info-text", "rich_media_content", "neirong", "",
)  # fmt: skip
WRAPPERS = ("wrap", "container", "main", "box", "center", "detail-page", "mid", "layout", "")
TITLES = ("title", "bt1", "tit", "article-title", "wz_title", "big_title", "")
ROWS = ("info", "time", "source", "article-info", "shuxing", "date", "fbsj")
FOOTERS = ("footer", "foot", "copyright", "bottom_box", "")


def page_of(body: Sequence[str], dice: random.Random) -> tuple[str, list[str]]:
    """The markup of a page that shows a paper, and those of the paper's lines that are its text.

    A title in an `h1` is none of them: it is above the text, as the headline of any page.
    """
    english = body[0].isascii()
    return dice.choice(SHAPES)(list(body), dice, english)


def _named(name: str, dice: random.Random) -> str:
    return f' {"id" if dice.random() < 0.3 else "class"}="{name}"' if name else ""


def _menu(dice: random.Random, english: bool) -> str:
    words = dice.sample(MENU_EN if english else MENU, dice.randint(4, 7))
    links = [f'<a href="/{at}/">{word}</a>' for at, word in enumerate(words)]
    if dice.random() < 0.6:
        return f"<ul{_named('nav', dice)}>{''.join(f'<li>{link}</li>' for link in links)}</ul>"
    return f"<div{_named('menu', dice)}>{' | '.join(links)}</div>"


def _crumbs(dice: random.Random, english: bool) -> str:
    here, home, items = ("You are here: ", "Home", MENU_EN) if english else ("当前位置：", "首页", MENU)
    name = dice.choice(("position", "crumb", "dqwz"))
    return f'<div class="{name}">{here}<a href="/">{home}</a> &gt; <a href="/x/">{items[3]}</a></div>'


def _row(dice: random.Random, english: bool) -> str:
    day = f"{dice.randint(2004, 2023)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
    if english:
        said = dice.choice((f"Posted: {day}", f"Date: {day} | Source: Secretariat", f"{day} | Print"))
    else:
        said = dice.choice(
            (
                f"发布时间：{day}",
                f"日期：{day}　来源：办公室",
                f"{day} 09:30　信息来源：综合科　浏览次数：{dice.randint(3, 900)}",
                f"发布日期：{day} 字号：[大 中 小] 打印",
            )
        )
    return said


def _list(dice: random.Random, english: bool) -> str:
    chosen = dice.sample(ITEMS_EN if english else ITEMS, dice.randint(3, 5))
    items = "".join(f'<li><a href="/n{at}.html">{item}</a></li>' for at, item in enumerate(chosen))
    head = "Recent documents" if english else dice.choice(("相关信息", "最新公告", "热点信息", "相关文档"))
    return (
        f"<div{_named(dice.choice(('list', 'side', 'related', 'right')), dice)}><h3>{head}</h3><ul>{items}</ul></div>"
    )


def _foot(dice: random.Random, english: bool) -> str:
    if english:
        lines = [
            f"© {dice.randint(2005, 2023)} Office of the Secretary. All rights reserved.",
            "Contact: 1 Harbour Street",
        ]
    else:
        lines = [
            "主办：区政府办公室　承办：信息中心",
            "ICP备00000000号　网站标识码：0000000000",
            "地址：和平路8号　邮编：000000",
        ]
    tag = dice.choice(("p", "div"))
    shown = "".join(f"<{tag}>{line}</{tag}>" for line in lines[: dice.randint(1, 3)])
    return f"<div{_named(dice.choice(FOOTERS), dice)}>{shown}</div>"


def _tools(dice: random.Random, english: bool) -> str:
    return (
        "<div class='tools'>" + ("Print | Close" if english else "【打印】【关闭】") + "</div>"
        if dice.random() < 0.5
        else ""
    )


def _page(title: str, top: str, middle: str, end: str) -> str:
    return f"<html><head><title>{escape(title)}</title></head><body>{top}{middle}{end}</body></html>"


def _site(dice: random.Random, english: bool) -> str:
    return "Office of the Secretary" if english else dice.choice(("区政府门户网站", "政务公开", "水务局", "公告公示"))


def _paragraphs(lines: Sequence[str], dice: random.Random) -> str:
    style = dice.choice(("p", "p", "p", "div", "span", "br"))
    if style == "br":
        return "<br>".join("　　" + escape(line) for line in lines)
    if style == "span":
        return "".join(f"<p><span>{escape(line)}</span></p>" for line in lines)
    return "".join(f"<{style}>{escape(line)}</{style}>" for line in lines)


def _wrapped(body: list[str], dice: random.Random, english: bool) -> tuple[str, list[str]]:
    """The title on top, a row of dates, the text in a container below."""
    tag = dice.choice(("h1", "h1", "h2", "h3", "div", "p"))
    row = f"<div{_named(dice.choice(ROWS), dice)}>{_row(dice, english)}</div>" if dice.random() < 0.8 else ""
    text = f"<div{_named(dice.choice(CONTAINERS), dice)}>{_paragraphs(body[1:], dice)}</div>"
    head = f"<{tag}{_named(dice.choice(TITLES), dice)}>{escape(body[0])}</{tag}>"
    site = _site(dice, english)
    middle = f"<div{_named(dice.choice(WRAPPERS), dice)}>{head}{row}{text}{_tools(dice, english)}</div>"
    named = f"{body[0]}_{site}" if dice.random() < 0.6 else site
    top = _menu(dice, english) + (_crumbs(dice, english) if dice.random() < 0.7 else "")
    side = _list(dice, english) if dice.random() < 0.5 else ""
    return _page(named, top, middle + side, _foot(dice, english)), body[1:] if tag == "h1" else body


def _inside(body: list[str], dice: random.Random, english: bool) -> tuple[str, list[str]]:
    """All lines, the title too, in one container."""
    shown = _paragraphs(body, dice)
    if dice.random() < 0.5:
        shown = f'<p align="center"><b>{escape(body[0])}</b></p>' + _paragraphs(body[1:], dice)
    text = f"<div{_named(dice.choice(CONTAINERS), dice)}>{shown}</div>"
    row = f"<div{_named(dice.choice(ROWS), dice)}>{_row(dice, english)}</div>" if dice.random() < 0.5 else ""
    middle = f"<div{_named(dice.choice(WRAPPERS), dice)}>{row}{text}{_tools(dice, english)}</div>"
    top = _menu(dice, english) if dice.random() < 0.8 else ""
    end = (_list(dice, english) if dice.random() < 0.4 else "") + (_foot(dice, english) if dice.random() < 0.8 else "")
    return _page(_site(dice, english), top, middle, end), body


def _tables(body: list[str], dice: random.Random, english: bool) -> tuple[str, list[str]]:
    """Tables that lay out the page, as sites did about 2005."""
    named = dice.random() < 0.5
    title = f'<tr><td align="center"{_named(dice.choice(TITLES), dice) if named else ""}>{escape(body[0])}</td></tr>'
    if dice.random() < 0.4:
        title = f'<tr><td align="center"><font size="4"><b>{escape(body[0])}</b></font></td></tr>'
    row = f'<tr><td align="center">{_row(dice, english)}</td></tr>' if dice.random() < 0.8 else ""
    text = f"<tr><td{_named(dice.choice(CONTAINERS), dice) if named else ''}>{_paragraphs(body[1:], dice)}</td></tr>"
    inner = f'<table width="95%">{title}{row}{text}</table>'
    side = f'<td width="200" valign="top">{_list(dice, english)}</td>' if dice.random() < 0.4 else ""
    menu = f'<table width="100%"><tr><td>{_menu(dice, english)}</td></tr></table>'
    middle = f"{menu}<table><tr>{side}<td>{inner}</td></tr></table>"
    return _page(_site(dice, english), "", middle, f"<center>{_foot(dice, english)}</center>"), body


SHAPES: tuple[Callable[[list[str], random.Random, bool], tuple[str, list[str]]], ...] = (
    _wrapped,
    _wrapped,
    _inside,
    _tables,
)
