"""A page that says something else than the paper on it: told where it is so, and not where it only says it otherwise."""

import pytest

from docpipe import digest
from docpipe.document import Document

PAGE = """<html><head><title>{tag}</title><meta name="ArticleTitle" content="{title}"></head><body>
<table><tr><td>发文机关：</td><td>{issuer}</td><td>成文日期：</td><td>{day}</td></tr>
<tr><td>发文字号：</td><td>{number}</td><td>发布日期：</td><td>2021-03-09</td></tr></table>
<h1>青禾市农业农村局关于做好2021年春耕备耕工作的通知</h1><p>青农发〔2021〕6号</p><p>各县区农业农村局：</p>
<p>为做好今年春耕备耕工作，确保粮食生产，现就有关事项通知如下。</p><p>一、加强组织领导，压实工作责任，落实各项惠农政策。</p>
<p>青禾市农业农村局</p><p>2021年3月1日</p></body></html>"""
SAME = {
    "tag": "青禾市农业农村局",
    "title": "青禾市农业农村局关于做好2021年春耕备耕工作的通知",
    "issuer": "青禾市农业农村局",
    "day": "2021年03月01日",
    "number": "青农发〔2021〕6号",
}


def _page(**other: str) -> Document:
    return digest(PAGE.format(**SAME | other).encode(), "page.html")


def _told(document: Document) -> list[str]:
    return [item.message for item in document.problems if item.code == "conflict"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("title", "关于做好2021年春耕备耕工作的通知"),
        # cut off by a site that allows so many characters
        ("title", "青禾市农业农村局关于做好2021年春耕备"),
        # other marks, without the year, in words of the site's own
        ("title", "青禾市农业农村局  关于做好春耕备耕工作的通知（全文）"),
        ("title", "青禾市农业农村局印发通知做好2021年春耕备耕工作"),
        # the page is a section, not the paper
        ("tag", "通知公告"),
        ("issuer", "市农业农村局"),
        ("issuer", "青禾市农业局"),
        ("issuer", "青禾市农业农村局、青禾市财政局"),
        ("number", "青农发[2021]6号"),
        ("number", "农发〔2021〕6号"),
        ("day", "2021-03"),
        ("day", "无"),
    ],
)
def test_another_form_is_no_conflict(name: str, value: str) -> None:
    assert _told(_page(**{name: value})) == []


@pytest.mark.parametrize(
    ("name", "value", "field", "supplier"),
    [
        ("title", "青禾市农业农村局关于做好2020年春耕备耕工作的通知", "title", "meta:ArticleTitle"),
        ("title", "青禾市水务局关于开展河道清淤的通知", "title", "meta:ArticleTitle"),
        ("issuer", "青禾市水务局", "issuers", None),
        ("number", "青农发〔2021〕16号", "doc_number", None),
        ("day", "2021年03月02日", "signed_on", None),
    ],
)
def test_a_contradiction_is_told_and_the_paper_wins(name: str, value: str, field: str, supplier: str | None) -> None:
    document = _page(**{name: value})
    (problem,) = [item for item in document.problems if item.code == "conflict"]
    assert problem.message.startswith(f"{field}: the paper says ") and problem.span is not None
    kept = [item for item in document.fields if item.name == field]
    assert kept[0].value == _page().value(field)
    assert supplier in {item.supplier for item in kept[1:]} and len({item.value for item in kept}) == 2
