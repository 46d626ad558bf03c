"""What is remembered of the elements of other pages changes nothing that a page says."""

import pytest

from docpipe.readers import html_place
from docpipe.readers.html import read_html
from docpipe.reading import Reading
from docpipe.source import Source

PAGES = [
    '<html lang="zh"><body><div class="a"><p>甲<a class="x" href="/1">乙</a><a class="x" href="/2?a=1&amp;b=2">丙</a></p></div>',
    '<html lang="en"><body><div class="a"><p>one<a class="x">two</a><a href="/3" class="x">three</a></p></div>',
    '<html lang="zh"><body><div class="a"><p style="display:none">丁</p><p>戊</p><xmp><b>己</b></xmp></div>',
    "<table><tr><td>庚<td><a hidden href=/4>辛</a><a title=' href=\"' href=/5>壬</a></table>",
]


def _read(page: str) -> Reading:
    return read_html(page.encode(), Source("c", "page.html"))


def _fresh(monkeypatch: pytest.MonkeyPatch, page: str) -> Reading:
    monkeypatch.setattr(html_place, "_remembered", html_place.Places())
    return _read(page)


def test_pages_are_read_as_if_each_were_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    alone = [_fresh(monkeypatch, page) for page in PAGES]
    for _ in range(2):
        assert [_read(page) for page in PAGES] == alone
        assert [_read(page) for page in PAGES[::-1]] == alone[::-1]
    assert [reading.supplied("html:lang") for reading in alone] == ["zh", "en", "zh", None]
    assert [piece.href for piece in alone[0].pieces] == [None, "/1", "/2?a=1&b=2"]
    assert alone[3].text.split() == ["庚", "壬"]


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_place, "MOST", 50)
    monkeypatch.setattr(html_place, "_remembered", html_place.Places())
    for at in range(0, 400, 10):
        text = "".join(f'<p id="n{number}">第{number}行' for number in range(at, at + 10))
        assert len(_read(text).pieces) == 10
        assert html_place.remembered().known <= 50
