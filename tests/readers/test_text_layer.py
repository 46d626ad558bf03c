"""A text layer that cannot be what its page says gives way to what is recognised on the page."""

import random

import pytest

from benchmarks import pages
from docpipe.readers.pdf import read_pdf
from docpipe.readers.text_layer import doubt_of
from docpipe.reading import Reading
from docpipe.source import Source

LINES = [
    "滨河市水务局关于开展闸门检修的通知",
    "各区水务局、局属各单位：",
    "为做好今年汛期的准备工作，请各单位于五月底前检修所管闸门，",
    "登记检修情况，并将结果报我局备案。检修费用由各单位承担，年底",
    "统一核销。检修中发现重大隐患的，应当立即上报，不得拖延。",
]


def scrambled(text: str) -> str:
    """As it comes out of a font that maps each character to a neighbour's code."""
    return "".join(chr(0x4E00 + (ord(char) * 7919) % 20000) if "\u4e00" <= char <= "\u9fff" else char for char in text)


def test_what_is_doubted() -> None:
    text = "".join(LINES)
    assert doubt_of(text) is None
    assert doubt_of("") is None
    assert doubt_of(scrambled(text)) == "the text layer maps to characters that hardly occur together"
    stray = "".join(char + (random.Random(at).choice("|~^lI") if at % 9 == 4 else "") for at, char in enumerate(text))
    assert doubt_of(stray) == "the text layer is full of stray marks"
    assert doubt_of("".join(chr(0xE000 + ord(char) % 900) for char in text)) == "the text layer maps to no characters"
    soup = "itzt^tzri% ~l, #t^ ffSfc ixJ W&g, g^t '% }%t ^ffi rfji ^'J ntc-&lt %H lf^ j|g ffl $$$ ^j\\ fl#"
    assert doubt_of(soup) == "the text layer holds no words"


@pytest.mark.parametrize(
    "text",
    [
        "The Water Authority asks all district offices to inspect the gates before 31 May 2021 and to report (No. 14).",
        "第5条 使用A型、B级设备的，须于2021-05-31前报送(0571)8888-1234备案；PM2.5超标的，按GB/T 9704执行并报送结果，另行通知各有关单位。"
        * 2,
        "各区水务局,局属各单位:请于月底前报送以下限值:二氯苯7.5毫克/升,甲苯1毫克/升;硒,铬按B类执行." * 3,
    ],
)
def test_what_is_not_doubted(text: str) -> None:
    assert doubt_of(text) is None


def read(layer: str) -> Reading:
    sheet = pages.Sheet("page")
    for at, line in enumerate(LINES):
        sheet.placed.append(pages.Placed(line, 79, 90 + 28 * at, 14))
    content = pages.scanned_pdf([pages.picture_of(sheet, next(iter(pages.fonts())))], layer=layer)
    return read_pdf(content, Source("tests", "page.pdf"))


def test_a_good_layer_is_kept_and_a_wrong_one_replaced() -> None:
    pytest.importorskip("rapidocr")
    if not list(pages.fonts()):
        pytest.skip("no font with Chinese characters is installed: apt-get install fonts-noto-cjk")
    good = read("\n".join(LINES))
    assert not good.faults and "并将结果报我局备案" in good.text
    wrong = read(scrambled("\n".join(LINES)))
    assert [fault.code for fault in wrong.faults] == ["bad_text_layer"]
    assert "recognised instead" in wrong.faults[0].message
    assert "并将结果报我局备案" in wrong.text
