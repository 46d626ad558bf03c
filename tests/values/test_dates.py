"""Dates as documents write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docpipe.values.dates import dates_in, lone_date

CASES = [
    ("2012年12月5日", "2012-12-05"),
    ("2012 年 12 月 5 日", "2012-12-05"),
    ("２０１２年１２月５日", "2012-12-05"),
    ("2012-12-05", "2012-12-05"),
    ("2012.12.5", "2012-12-05"),
    ("2012/12/05", "2012-12-05"),
    # six ways to write zero
    ("二〇〇六年十月九日", "2006-10-09"),
    ("二ＯＯ六年十月九日", "2006-10-09"),
    ("二○○六年十月九日", "2006-10-09"),
    ("二零零六年十月九日", "2006-10-09"),
    ("二OO六年十月九日", "2006-10-09"),
    ("二00六年十月九日", "2006-10-09"),
    ("一九九八年元月三十一日", "1998-01-31"),
    ("二〇二一年十二月廿五日", "2021-12-25"),
    ("2022. 11. 03", "2022-11-03"),
    # precision, and what is left open
    ("（2020年7月）", "2020-07"),
    ("二○二一年  月   日", "2021"),
    ("2021年3月   日", "2021-03"),
    ("2012年", "2012"),
    # of the Republic
    ("中華民國108年5月6日", "2019-05-06"),
    ("中華民國八十八年十二月十五日", "1999-12-15"),
    ("民國元年一月一日", "1912-01-01"),
    # English
    ("December 5, 2012", "2012-12-05"),
    ("5th of December 2012", "2012-12-05"),
]


@pytest.mark.parametrize(("raw", "iso"), CASES)
def test_a_line_that_is_a_date(raw: str, iso: str) -> None:
    found = lone_date(raw)
    assert found is not None
    assert found.iso == iso


NONE = ["2012年13月5日", "2012年2月30日", "12月5日", "二十年", "第2012号", "2012年度工作", "2012年12月5日印发"]


@pytest.mark.parametrize("raw", NONE)
def test_a_line_that_is_no_date(raw: str) -> None:
    found = lone_date(raw)
    assert found is None or len(found.iso) < 10


@given(st.dates(min_value=date(1800, 1, 1), max_value=date(2199, 12, 31)))
def test_a_day_comes_back_from_every_form(day: date) -> None:
    iso = str(day)
    year, month, number = (int(part) for part in iso.split("-"))
    for shown in (f"{year}年{month}月{number}日", f"{year} 年{month} 月 {number}日"):
        assert [found.iso for found in dates_in(shown)] == [iso]


@given(st.text(alphabet="二〇Oo0一九年月日12 .-中華民國", max_size=20))
def test_a_date_lies_in_its_text(text: str) -> None:
    for found in dates_in(text):
        assert 0 <= found.start < found.end <= len(text)
