"""A document as a page: all of its text in order, every quoted value where it stands, nothing of it obeyed."""

import re
from html import unescape
from pathlib import Path

from bs4 import BeautifulSoup
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from docpipe import digest
from docpipe.export.labelled import labelled_page
from docpipe.readers.unreadable import Unreadable
from docpipe.visible import visible
from tests.report.chromium import opened
from tests.terminal import typed

NOTICE = """\
明水市水务局
明水务〔2021〕8号
关于<检修>管网的通知
各供水站：
请于3月4日前完成检修。<script>document.title='owned'</script>
明水市水务局
2021年2月8日
相关链接
关于停水的通知
"""


def _texts(page: str) -> list[str]:
    found = BeautifulSoup(page, "html.parser")
    for problem in found.select(".problem"):
        problem.decompose()
    return [line.get_text().strip() for line in found.select(".line > .text")]


def test_every_block_is_there_and_every_value_is_where_it_is_quoted() -> None:
    document = digest(NOTICE.encode(), "x.txt")
    page = labelled_page(document)
    assert _texts(page) == [document.text_of(block) for block in document.blocks]
    for at, field in enumerate(document.fields):
        if field.span:
            assert f'<a href="#d-f{at}">' in page, "the list of fields points to the place"
            begun = page.split(f'<a id="d-f{at}"></a>')[1]
            shown = unescape(re.sub(r"<[^>]*>", "", begun.split("</mark>")[0]))
            assert field.verbatim.startswith(shown) or shown.startswith(field.verbatim)


@settings(deadline=None)
@given(st.lists(st.text(min_size=1, max_size=30), min_size=1, max_size=6))
def test_any_text_is_shown_whole_and_as_text(lines: list[str]) -> None:
    try:
        document = digest("\n".join(["第一行是一段普通的文字。" * 3, *lines]).encode("utf-8", "replace"), "x.txt")
    except Unreadable:  # so many controls that it is no text
        reject()
    shown = "".join("".join(_texts(labelled_page(document))).split())
    assert shown == "".join("".join(visible(document.text_of(block)) for block in document.blocks).split())


def test_addresses_that_are_scripts_are_not_followed() -> None:
    html = (
        '<html><body><div><a href="javascript:alert(1)">关于一号文件的通知</a>'
        '<a href="https://example.org/2">关于二号文件的通知</a></div></body></html>'
    )
    page = labelled_page(digest(html.encode(), "x.html"))
    assert 'href="https://example.org/2"' in page
    assert "javascript:" not in page


def test_a_browser_hides_what_is_unticked_and_obeys_nothing(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(NOTICE, "utf-8")
    out = tmp_path / "x.html"
    told = typed(tmp_path, "show x.txt --out x.html")
    assert (told.returncode, "9 blocks" in told.stdout) == (0, True), told
    with opened(tmp_path / "chromium") as page:
        page.open(out)
        assert page.value("document.title") == "关于<检修>管网的通知"
        seen = "[...document.querySelectorAll('.line')].filter(line => line.offsetHeight).length"
        assert page.value(seen) == 9
        page.value("document.getElementById('clutter').click()")
        assert page.value(seen) == 7
        assert page.value("document.querySelectorAll('script').length") == 0
        assert [event["request"]["url"] for event in page.told("Network.requestWillBeSent")] == [out.as_uri()]
        assert page.told("Log.entryAdded") == []
        page.narrow(360)
        assert page.value("document.documentElement.scrollWidth") <= 360


def test_a_page_of_another_kind_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(NOTICE, "utf-8")
    assert typed(tmp_path, "show x.txt --out x.md").returncode == 2
    assert not (tmp_path / "x.md").exists()
