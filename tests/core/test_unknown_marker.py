"""Headings inside clutter that no profile knows are noted, so that the next marker is found and not guessed."""

from pathlib import Path

import pytest

from docpipe import digest
from docpipe.document import Document, Problem
from docpipe.validate import ACCEPTED

BODY = "".join(
    f"<p>{text}</p>"
    for text in (
        "今年以来，全县共修缮灌溉水渠四十余公里，惠及沿线十二个村庄，群众普遍反映用水比往年方便了许多。",
        "渠道全部采用本地石料砌筑，既节约了运费，也便于日后维修和养护，使用年限可达三十年。",
        "下一步，县里计划在冬季农闲时组织清理支渠，并对沿线的闸门逐一检查登记，确保明年春灌按时开始。",
    )
)
LINKS = "".join(f"<li><a href='/{n}'>{title}</a></li>" for n, title in enumerate(("闸门启闭登记表", "泵站电价核定"), 1))


def page(side: str) -> Document:
    """A page with a text and something beside it."""
    markup = (
        f"<html><head><title>水渠修缮</title></head><body><div class='article'><h1>关于水渠修缮的通知</h1>{BODY}</div>"
    )
    return digest(f"{markup}<div class='side'>{side}</div></body></html>".encode(), "page.html")


def noted(document: Document) -> list[Problem]:
    return [problem for problem in document.problems if problem.code == "unknown_marker"]


def test_a_heading_of_links_that_no_profile_knows_is_noted_where_it_stands() -> None:
    document = page(f"<h3>【渠边茶座】</h3><ul>{LINKS}</ul>")
    (problem,) = noted(document)
    assert problem.message == "渠边茶座" and problem.severity == "info"
    assert problem.span is not None and problem.span.of(document.text) == "【渠边茶座】"
    assert document.status == ACCEPTED


@pytest.mark.parametrize(
    "side",
    [
        f"<h3>相关链接</h3><ul>{LINKS}</ul>",  # a marker knows it
        "<h3>渠边茶座</h3><p>今日无事可登。</p>",  # heads no list
        f"<p>渠边茶座共有8处。</p><ul>{LINKS}</ul>",  # a sentence
        f"<p>渠边 | 茶座</p><ul>{LINKS}</ul>",  # a menu on one line
        f"<ul><li><a href='/'>渠边</a></li>{LINKS}</ul>",  # a link among links
    ],
)
def test_what_is_known_or_heads_nothing_is_not_noted(side: str) -> None:
    assert noted(page(side)) == []


def test_a_profile_that_learns_the_heading_ends_the_note(tmp_path: Path) -> None:
    learnt = tmp_path / "collection.toml"
    learnt.write_text('extends = ["default"]\n[[marker]]\ntext = ["渠边茶座"]\nrole = "related_link"\n', "utf-8")
    markup = f"<html><body><div>{BODY}</div><div class='side'><h3>渠边茶座</h3><ul>{LINKS}</ul></div></body></html>"
    assert noted(digest(markup.encode(), "page.html"))
    assert noted(digest(markup.encode(), "page.html", profile=learnt)) == []


def test_a_page_is_not_flooded() -> None:
    names = "东西南北上下左右前后甲乙丙丁"
    document = page("".join(f"<h3>{name}渠茶座</h3><ul>{LINKS}</ul>" for name in names))
    assert len(noted(document)) == 8
    assert len(noted(page(f"<h3>渠边茶座</h3><ul>{LINKS}</ul>" * 5))) == 1


def test_a_page_that_is_no_document_is_not_asked() -> None:
    markup = (
        "<html><head><title>404 Not Found</title></head><body><h3>渠边茶座</h3><ul>" + LINKS + "</ul></body></html>"
    )
    assert noted(digest(markup.encode(), "page.html")) == []
