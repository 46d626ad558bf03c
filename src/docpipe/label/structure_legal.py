"""Laws: parts, chapters, sections, articles, their paragraphs and items, each with its address.

第三章/第十二条/第二款/（一）, as the Legislation Law counts (art. 65); in laws of the Republic a paragraph is 項.
"""

import re
from collections.abc import Iterator

from docpipe.label.line import Label, Line
from docpipe.values.numeral import chinese_numeral

NUMBER = "[一二三四五六七八九十百千零〇0-9]{1,7}"
DIVISION = re.compile(rf"^(?:#+\s*)?(第{NUMBER}([编編分章节節])(?:之{NUMBER})?)(?![^\s\u3000].{{40}})")
ARTICLE = re.compile(rf"^(?:\*\*)?(第\s*{NUMBER}\s*[条條](?:之{NUMBER})?)(?:\*\*)?")
# An item of a paragraph, and an item of an item, by how they are numbered.
ITEMS = (
    re.compile(r"^[(\uff08]\s*(?P<number>[一二三四五六七八九十百]{1,4})\s*[)\uff09]"),
    re.compile(r"^(?P<number>\d{1,2})\s*[.\uff0e、](?!\d)"),
    re.compile(r"^(?P<number>[一二三四五六七八九十百]{1,4})\s*、"),
)
SHOWN = ("（{}）", "{}.", "{}、")
# An article whose text begins on the line below.
HEADED = re.compile(r"[\s\u3000:\uff1a]*(?:[（(【〔\[][^）)】〕\]]{1,30}[）)】〕\]])?\s*")
ENDS = "。：；！？:;）)”"
RANK = {"编": 0, "編": 0, "分": 0, "章": 1, "节": 2, "節": 2}
LEAST_ARTICLES = 3


def legal(lines: list[Line], labels: list[Label], own: list[int]) -> None:
    """Lines of a legal text have the roles `chapter` and `article` and their address; other texts stay as they are."""
    if sum(1 for at in own if lines[at].text[:1] in "第*#" and ARTICLE.match(lines[at].text)) < LEAST_ARTICLES:
        return
    above: dict[int, str] = {}
    article: list[int] = []
    for at in own:
        text = lines[at].text
        division = DIVISION.match(text) if text[0] in "第#" and len(text) <= 60 and not text.endswith("。") else None
        found = ARTICLE.match(text) if text[0] in "第*" else None
        if division is None and found is None:
            if article:
                article.append(at)
            continue
        _within(lines, labels, article)
        article = []
        if division is not None:
            rank = RANK[division[2]]
            above = {key: name for key, name in above.items() if key < rank} | {rank: division[1]}
            address = _address(above, None)
            labels[at] = labels[at]._replace(role="chapter", level=rank + 1, rule="legal division", path=address)
        elif found is not None:
            address = _address(above, re.sub(r"\s", "", found[1]))
            labels[at] = labels[at]._replace(role="article", rule="legal article", path=address)
            article = [at]
    _within(lines, labels, article)


def _address(above: dict[int, str], article: str | None) -> str:
    return "/".join([above[key] for key in sorted(above)] + ([article] if article else []))


def _within(lines: list[Line], labels: list[Label], article: list[int]) -> None:
    """The lines below the first one of an article have their address in it; the first one has the article's."""
    if not article:
        return
    whole = labels[article[0]].path or ""
    word = "項" if whole.endswith("條") or "條之" in whole else "款"
    places = list(_places(lines, article)) if len(article) > 1 else []
    several = places and places[-1][0] > 1
    for at, (paragraph, items) in zip(article[1:], places[1:], strict=True):
        said = [f"第{chinese_numeral(paragraph)}{word}"] if several else []
        labels[at] = labels[at]._replace(path="/".join([whole, *said, *items]))
        if items and labels[at].role == "paragraph":
            labels[at] = labels[at]._replace(role="list_item", rule="item of an article")


def _places(lines: list[Line], article: list[int]) -> Iterator[tuple[int, list[str]]]:
    """Paragraph and items of each line of an article; a line that a sentence runs over to is where that began."""
    head = ARTICLE.match(lines[article[0]].text)
    alone = head is not None and HEADED.fullmatch(lines[article[0]].text, head.end()) is not None
    paragraph, items, kinds = 0 if alone else 1, list[str](), list[int]()
    before = ""
    for at in article:
        text = lines[at].text
        kind, found = next(
            ((kind, found) for kind, item in enumerate(ITEMS) if (found := item.match(text))), (None, None)
        )
        if before and lines[at].cell is None and before[-1] in ENDS:
            if found is None or kind is None:
                paragraph, items, kinds = paragraph + 1, [], []
            else:
                depth = kinds.index(kind) if kind in kinds else len(kinds)
                items, kinds = [*items[:depth], SHOWN[kind].format(found["number"])], [*kinds[:depth], kind]
        before = ENDS if alone and not before else text
        yield paragraph, items
