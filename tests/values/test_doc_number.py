"""Numbers of documents in the forms in which they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docpipe.values.doc_number import doc_number, doc_numbers, lone_number

CASES = [
    ("云政发〔2021〕38号", "云政发〔2021〕38号"),
    # square and round brackets, as typed on most keyboards
    ("云政发[2021]38号", "云政发〔2021〕38号"),
    ("云政发(2021)38号", "云政发〔2021〕38号"),
    ("云政发（2021）38号", "云政发〔2021〕38号"),
    ("云政发﹝2021﹞38号", "云政发〔2021〕38号"),
    ("云政发【2021】38号", "云政发〔2021〕38号"),
    ("云政发《2021》38号", "云政发〔2021〕38号"),
    # opening and closing marks differ
    ("云政发〔2021)38号", "云政发〔2021〕38号"),
    ("云政发[2021〕38号", "云政发〔2021〕38号"),
    # 第, spaces, wide digits, zeros in front
    ("云政发［２０２１］第 38 号", "云政发〔2021〕38号"),
    ("云政发〔2021〕038号", "云政发〔2021〕38号"),
    ("云 政 发〔2021〕3 8 号", "云政发〔2021〕38号"),
    # year in words
    ("云政发〔二〇二一〕三十八号", "云政发〔2021〕38号"),
    # brackets inside the code stay what they are
    ("云密办(局)函〔2021〕5号", "云密办(局)函〔2021〕5号"),
    # lists and ranges
    ("云罚〔2025〕10号、11号、12号", "云罚〔2025〕10号、11号、12号"),
    ("云罚〔2025〕12号-13号", "云罚〔2025〕12号-13号"),
    ("云罚〔2025〕10、11、12号", "云罚〔2025〕10、11、12号"),
    # 号 lost, century lost
    ("云政发〔2021〕38", "云政发〔2021〕38号"),
    ("云发[68]13号", "云发〔68〕13号"),
    # orders and announcements
    ("云岭省人民政府令第41号", "云岭省人民政府令第41号"),
    ("云岭省人民政府令（第41号）", "云岭省人民政府令第41号"),
    ("云岭省人民政府令第五十四号", "云岭省人民政府令第54号"),
    ("云岭海关公告2021年第8号", "云岭海关公告2021年第8号"),
    # of the Republic
    ("臨府教學字第1080012345號", "臨府教學字第1080012345號"),
    ("總統府一義字第 10800070531 號令", "總統府一義字第10800070531號令"),
]


@pytest.mark.parametrize(("raw", "value"), CASES)
def test_a_line_that_is_a_number(raw: str, value: str) -> None:
    found = lone_number(raw)
    assert found is not None
    assert found.value == value


@pytest.mark.parametrize(("raw", "value"), CASES)
def test_the_normal_form_is_its_own_normal_form(raw: str, value: str) -> None:
    found = lone_number(value)
    assert found is not None
    assert (found.start, found.end, found.value) == (0, len(value), value)


NONE = [
    # parts of sentences, titles that cite, dates, addresses
    "根据云政发〔2021〕38号文件精神，现通知如下",
    "关于转发云政发〔2021〕38号文件的通知",
    "（2021）",
    "人民路38号",
    "（2020年12月）",
    "2021年12月5日",
    "第十二次会议",
]


@pytest.mark.parametrize("raw", NONE)
def test_a_line_that_is_more_or_less_than_a_number(raw: str) -> None:
    assert lone_number(raw) is None


@given(st.text(alphabet="云政发函〔〕[]()（）2019年第号、- 字", max_size=30))
def test_a_number_lies_in_its_text(text: str) -> None:
    for found in (*doc_numbers(text), *filter(None, (doc_number(text), lone_number(text)))):
        assert 0 <= found.start < found.end <= len(text)
        assert not text[found.start].isspace()


@given(st.text("云政发函办财教", min_size=1, max_size=6), st.integers(1800, 2099), st.integers(1, 99_999))
def test_what_is_put_together_comes_apart_again(code: str, year: int, serial: int) -> None:
    found = doc_number(f"{code}〔{year}〕{serial}号")
    assert found is not None
    assert (found.code, found.year, found.serial) == (code, year, serial)
