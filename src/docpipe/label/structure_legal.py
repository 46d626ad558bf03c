"""Laws: parts, chapters, sections and articles, each with its address (第三章/第十二条)."""

import re

from docpipe.label.line import Label, Line

NUMBER = "[一二三四五六七八九十百千零〇0-9]{1,7}"
DIVISION = re.compile(rf"^(?:#+\s*)?(第{NUMBER}([编編分章节節])(?:之{NUMBER})?)(?![^\s\u3000].{{40}})")
ARTICLE = re.compile(rf"^(?:\*\*)?(第\s*{NUMBER}\s*[条條](?:之{NUMBER})?)(?:\*\*)?")
RANK = {"编": 0, "編": 0, "分": 0, "章": 1, "节": 2, "節": 2}
LEAST_ARTICLES = 3


def legal(lines: list[Line], labels: list[Label], own: list[int]) -> None:
    """Lines of a legal text have the roles `chapter` and `article` and their address; other texts stay as they are."""
    if sum(1 for at in own if lines[at].text[:1] in "第*#" and ARTICLE.match(lines[at].text)) < LEAST_ARTICLES:
        return
    above: dict[int, str] = {}
    article: str | None = None
    for at in own:
        text = lines[at].text
        division = DIVISION.match(text) if text[0] in "第#" and len(text) <= 60 and not text.endswith("。") else None
        found = ARTICLE.match(text) if text[0] in "第*" else None
        if division is not None:
            rank = RANK[division[2]]
            above = {key: name for key, name in above.items() if key < rank} | {rank: division[1]}
            article = None
            address = _address(above, None)
            labels[at] = labels[at]._replace(role="chapter", level=rank + 1, rule="legal division", path=address)
        elif found is not None:
            article = re.sub(r"\s", "", found[1])
            labels[at] = labels[at]._replace(role="article", rule="legal article", path=_address(above, article))
        elif article is not None:
            labels[at] = labels[at]._replace(path=_address(above, article))


def _address(above: dict[int, str], article: str | None) -> str:
    return "/".join([above[key] for key in sorted(above)] + ([article] if article else []))
