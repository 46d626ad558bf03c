"""Content and clutter of pages and texts that the profile leaves open."""

from docpipe import digest
from docpipe.document import BODY_ROLES, CLUTTER, ORIGINAL
from docpipe.label import label, lines_of
from docpipe.label.line import Label
from docpipe.label.strip import stripped
from docpipe.profile_file import load_profile
from docpipe.readers import read
from docpipe.reading import Piece, Reading
from docpipe.source import Source
from docpipe.span import Span
from docpipe.vocabulary import roles

PARAGRAPHS = [
    "The harbour trust published its yearly account of the repairs on the northern mole, and the figures, for once, agree.",
    "Divers found that three of the eleven blocks had moved by a hand's breadth since the storm, which surprised nobody.",
    "The trust expects to pay for new blocks out of the dues of the coming year; no vessel will pay more than before.",
    "Work begins in the spring, when the herring fleet is at sea, and should end before the first gales of autumn.",
]
PAGE = f"""<html><head><title>The mole is mended - Harbour Gazette</title></head><body>
<div class="header nav"><ul><li><a href="/">Home</a></li><li><a href="/n">News</a></li><li><a href="/t">Tides</a></li></ul></div>
<div class="article"><h1>The mole is mended</h1>{"".join(f"<p>{text}</p>" for text in PARAGRAPHS)}</div>
<div class="sidebar related"><h3>More stories</h3><ul><li><a href="/1">Herring prices fall</a></li>
<li><a href="/2">A new lamp for the light</a></li></ul></div>
<div id="comments"><p><a href="/u/9">gull</a></p><p>First!</p></div>
<div class="footer"><p>Copyright 2019 Harbour Gazette. All rights reserved.</p></div></body></html>"""
CHINESE = [
    "首页",
    "新闻",
    "登录",
    "注册",
    "今年以来，全县共修缮灌溉水渠四十余公里，惠及沿线十二个村庄，群众普遍反映用水比往年方便了许多。",
    "负责工程的技术人员介绍，渠道全部采用本地石料砌筑，既节约了运费，也便于日后维修和养护，使用年限可达三十年。",
    "下一步，县里计划在冬季农闲时组织村民清理支渠，并对沿线的闸门逐一检查登记，确保明年春灌按时开始。",
    "责任编辑：某某",
    "关于我们",
    "联系我们",
    "版权所有 某某网",
]


def _page(markup: str) -> tuple[Reading, list[tuple[str, str, str, str]]]:
    reading = read(markup.encode(), Source("test", "page.html"))
    blocks = label(reading, load_profile("default"))
    return reading, [(block.span.of(reading.text).strip(), block.part, block.role, block.rule) for block in blocks]


def _text(lines: list[str]) -> tuple[Reading, list[tuple[str, str, str]]]:
    text = "\n".join(lines)
    reading = Reading(text, (Piece(Span(0, len(text))),))
    blocks = label(reading, load_profile("default"))
    return reading, [(block.span.of(text).strip(), block.part, block.role) for block in blocks]


def test_a_page_keeps_its_paragraphs_and_nothing_around_them() -> None:
    _, found = _page(PAGE)
    body = [text for text, part, role, _ in found if part == ORIGINAL and role in BODY_ROLES]
    assert [text for text in body if text in PARAGRAPHS] == PARAGRAPHS
    assert not {"Home", "Tides", "Herring prices fall", "First!"} & set(body)


def test_every_label_is_signed_and_of_the_vocabulary() -> None:
    _, found = _page(PAGE)
    assert all(role in roles() for _, _, role, _ in found)
    assert all(rule and rule != "default" for _, _, _, rule in found)


def test_clutter_has_its_kind() -> None:
    _, found = _page(PAGE)
    kinds = {text: role for text, part, role, _ in found if part == CLUTTER}
    assert kinds["Tides"] == "navigation"
    assert kinds["First!"] == "comments"
    assert kinds["Copyright 2019 Harbour Gazette. All rights reserved."] == "copyright"
    assert kinds["Herring prices fall"] in {"related_link", "recommended"}


def test_a_text_without_layout() -> None:
    _, found = _text(CHINESE)
    kept = [text for text, part, _ in found if part == ORIGINAL]
    assert set(CHINESE[4:7]) <= set(kept)
    assert not {"注册", "关于我们", "版权所有 某某网", "责任编辑：某某"} & set(kept)


def test_what_the_profile_said_stands() -> None:
    reading = read(PAGE.encode(), Source("test", "page.html"))
    lines = lines_of(reading)
    said: list[Label | None] = [None] * len(lines)
    said[0] = Label(ORIGINAL, "note", rule="told")
    at = next(at for at, line in enumerate(lines) if line.text == PARAGRAPHS[1])
    said[at] = Label(CLUTTER, "advertisement", rule="told")
    found = stripped(lines, said, reading, load_profile("default"))
    assert found[0] == said[0]
    assert found[at] == said[at]


def test_a_word_processor_file_has_no_clutter_that_is_not_told() -> None:
    text = "Home\nNews\nLogin\n"
    reading = Reading(text, (Piece(Span(0, len(text)), "p"),), reader="docx")
    found = stripped(lines_of(reading), [None] * 3, reading, load_profile("default"))
    assert {item.part for item in found} == {ORIGINAL}


def test_a_text_of_one_line_is_content() -> None:
    for line in (PARAGRAPHS[0], CHINESE[4]):
        assert _text([line])[1][0][1] == ORIGINAL


def test_the_title_of_the_saved_page_above_the_paper() -> None:
    _, found = _text(["关于修缮灌溉水渠的通知", "明水县水利局", "关于修缮", "灌溉水渠的通知", *CHINESE[4:7]])
    assert found[0][1:] == (CLUTTER, "page_title")


def test_strange_pages_end_as_labels() -> None:
    for markup in (
        "<p>",
        "<a href=x>y</a>",
        "<pre>" + "x\n" * 500 + "</pre>",
        "<ul>" + "<li>a" * 3000,
        "\u200b<p>.</p>",
    ):
        reading, found = _page(f"<html><body>{markup}</body></html>")
        assert len(found) == len(lines_of(reading))


def test_a_last_dated_sentence_belongs_to_the_text_above_it() -> None:
    lines = "".join(
        f"<p>　　{text}</p>"
        for text in (*["各区要加强渠道养护，落实责任，按时完成年度清淤任务。"] * 4, "本措施自2021年9月1日起施行。")
    )
    page = f"<body><div class=menu><a href=/>首页</a><a href=/b>公开</a></div><div class=text>{lines}</div><div class=footer>版权所有 青石市</div></body>"
    document = digest(page.encode(), "page.html")
    assert (document.body or "").endswith("起施行。")
