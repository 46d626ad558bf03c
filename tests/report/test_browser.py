"""A browser shows the report: no script, no request, nothing of a document obeyed, readable on a phone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from docpipe.engine.run import run
from docpipe.report import write_report
from tests.report.chromium import Page, opened

HOSTILE = {
    "1.txt": "<script>document.title='owned'</script>关于开放河滨公园的通知",
    "2.txt": "<img src=http://127.0.0.1:1/x onerror=\"document.title='owned'\">关于整修步道的通知",
    "3.txt": '"><svg onload="document.title=\'owned\'"></svg><style>*{display:none}</style>关于路灯的通知',
    "4.txt": "{{ 7 * 7 }}{% raw %}</title><base href=http://127.0.0.1:1/>关于停水的通知",
    "5.txt": "关于\u202e知通的\u2066停电\x00的通知",
    "6.txt": "<a href=\"javascript:document.title='owned'\">关于缴费的通知</a>",
    'a"onmouseover="x.txt': "</td></table><iframe src=http://127.0.0.1:1/></iframe>关于绿化的通知",
}
BODY = "\n各社区居民委员会：\n为做好整修工作，现将有关事项通知如下，请认真贯彻执行。\n林溪市园林管理处\n2021年5月8日\n"


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    collection = folder / "raw" / "<b onclick=x>bold"
    collection.mkdir(parents=True)
    for name, title in HOSTILE.items():
        (collection / name).write_text(title + BODY, "utf-8")
    (folder / "raw" / "empty").mkdir()
    (folder / "raw" / "empty" / "<i>.txt").write_bytes(b"")
    run(folder / "raw", folder / "warehouse", jobs=0)
    for name in list(HOSTILE)[:5]:
        (collection / name).write_text(HOSTILE[name][:-4] + "<b>的公告" + BODY.replace("5月", "6月"), "utf-8")
    run(folder / "raw", folder / "warehouse", jobs=0)
    return write_report(folder / "warehouse", folder / "report.html")


@pytest.fixture(scope="module")
def page(report: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with opened(tmp_path_factory.mktemp("chromium")) as page:
        page.open(report)
        yield page


def test_nothing_of_a_document_is_obeyed(page: Page, report: Path) -> None:
    text = page.value("document.body.innerText")
    assert "document.title='owned'" in text, "the hostile titles are shown"
    assert page.value("document.title").startswith("Quality report: snapshot 2")
    tags = "script, img, iframe, base, object, link, form, [onclick], [onload], [onerror], [onmouseover], [style]"
    assert page.value(f"document.querySelectorAll('{tags}').length") == 0
    assert page.value("document.querySelectorAll('a:not([href^=\"#\"])').length") == 0
    assert not any(char in report.read_text("utf-8") for char in "\u202e\u2066\0")


def test_nothing_is_asked_of_the_network_and_nothing_goes_wrong(page: Page, report: Path) -> None:
    asked = [event["request"]["url"] for event in page.told("Network.requestWillBeSent")]
    assert asked == [report.as_uri()]
    assert (
        page.told("Runtime.exceptionThrown")
        == page.told("Runtime.consoleAPICalled")
        == page.told("Log.entryAdded")
        == []
    )


def test_the_policy_of_the_page_lets_its_style_in_and_no_other(page: Page) -> None:
    assert page.value("getComputedStyle(document.querySelector('.verdict')).borderLeftStyle") == "solid"
    page.value("document.head.insertAdjacentHTML('beforeend', '<style>.verdict { display: none }</style>')")
    assert page.value("getComputedStyle(document.querySelector('.verdict')).display") == "block"


@pytest.mark.parametrize("dark", [False, True])
def test_it_is_readable_on_a_phone(page: Page, dark: bool) -> None:
    page.narrow(360, dark=dark)
    assert page.value("document.documentElement.scrollWidth") <= 360
    ground = page.value("getComputedStyle(document.body).backgroundColor")
    assert (ground == "rgb(255, 255, 255)") is not dark


def test_every_chart_says_what_it_shows_and_has_its_table(page: Page) -> None:
    charts = "[...document.querySelectorAll('svg[role=img]')]"
    assert page.value(f"{charts}.length") >= 3
    said = "svg.getAttribute('aria-labelledby').split(' ').every(id => document.getElementById(id).textContent.trim())"
    assert page.value(f"{charts}.every(svg => {said})")
    assert page.value(
        "[...document.querySelectorAll('svg.chart')].every(svg => svg.closest('figure').querySelector('table'))"
    )
    assert page.value(
        "(ids => new Set(ids).size === ids.length)([...document.querySelectorAll('[id]')].map(e => e.id))"
    )
    assert page.value(
        "[...document.querySelectorAll('nav a')].every(a => document.querySelector(a.getAttribute('href')))"
    )
