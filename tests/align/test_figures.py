"""Numbers of an original are found again in its translation, however either side writes them."""

import pytest

from docpipe.align.figures import left_open, source_figures, target_figures, unlike
from docpipe.align.sentences import sentences

SAME = [
    ("罰款三十萬元以上六十萬元以下", "a fine between NT$300,000 and NT$600,000"),
    ("總額一億三千六百萬元，每具一萬一千五百元", "a total of 136 million, 11,500 for each"),
    ("頻率一二一點五兆赫", "a frequency of 121.5 MHz"),
    ("应有过半数同意", "more than 50% must agree"),
    ("中華民國一百零六年一月一日", "January 1, 2017"),
    ("三人以上，第二十一條", "three persons or more, Article 21"),
    # numerals that are words of a sentence
    ("一律执行，一般不予受理", "shall be carried out without exception and is generally not accepted"),
]
CHANGED = [
    ("一、名稱。二、目的。三、期間。", "1. Name. 3. Purpose. 3. Term.", "二", "3"),
    ("依第十三條第三項規定", "pursuant to Article 13, Paragraph 7", "三", "7"),
    ("每具二百元，共三具", "NTD 250 for each of three", "二百", "250"),
]


@pytest.mark.parametrize(("source", "target"), SAME)
def test_the_same_numbers_are_found(source: str, target: str) -> None:
    lost, added = unlike(source_figures(source), target_figures(target))
    assert (lost.new, added.new) == ([], [])


@pytest.mark.parametrize(("source", "target", "lost", "added"), CHANGED)
def test_a_changed_number_is_found_on_both_sides(source: str, target: str, lost: str, added: str) -> None:
    one, two = unlike(source_figures(source), target_figures(target))
    assert [figure.written for figure in one.more] == [lost]
    assert [figure.written for figure in two.more] == [added]


def test_a_reference_that_the_original_leaves_open_is_no_new_number() -> None:
    source, target = "第五條至前條之規定", "the provisions of Articles 5 to 11"
    added = unlike(source_figures(source), target_figures(target))[1].new
    assert [figure.written for figure in added] == ["11"]
    assert left_open(added, source, target) == []
    assert left_open(added, "第五條之規定", target) == added


SENTENCES = [
    (
        "Items: 1. Name 2. Purpose 3. Location. Then more.",
        ["Items:", "1. Name", "2. Purpose", "3. Location.", "Then more."],
    ),
    (
        "1. All shall do it before April 30. The rest follows.",
        ["1. All shall do it before April 30.", "The rest follows."],
    ),
    ("See Article 1. The Act (No. 5) holds.", ["See Article 1.", "The Act (No. 5) holds."]),
    ("Built in 1998. It stands.", ["Built in 1998.", "It stands."]),
]


@pytest.mark.parametrize(("text", "wanted"), SENTENCES)
def test_the_number_of_an_item_is_of_what_follows_it(text: str, wanted: list[str]) -> None:
    assert [span.of(text) for span in sentences(text, "en")] == wanted


def test_the_first_item_is_a_sentence_of_its_own() -> None:
    text = "应记载下列事项：一、名称。二、目的。"
    assert [span.of(text) for span in sentences(text, "zh")] == ["应记载下列事项：", "一、名称。", "二、目的。"]
