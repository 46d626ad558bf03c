"""Names of offices in a line."""

import pytest

from docpipe.profile_file import load_profile
from docpipe.values.offices import is_office, offices

CASES = [
    ("云岭省水务厅", ["云岭省水务厅"]),
    ("云岭省财政厅　云岭省教育厅", ["云岭省财政厅", "云岭省教育厅"]),
    ("云岭省财政厅、云岭省教育厅", ["云岭省财政厅", "云岭省教育厅"]),
    # spread out letter by letter
    ("云 岭 省 财 政 厅", ["云岭省财政厅"]),
    # run together
    ("云岭省农业厅云岭省财政厅云岭省林业厅", ["云岭省农业厅", "云岭省财政厅", "云岭省林业厅"]),
    ("全国人民代表大会常务委员会", ["全国人民代表大会常务委员会"]),
]


@pytest.mark.parametrize(("line", "names"), CASES)
def test_the_offices_of_a_line(line: str, names: list[str]) -> None:
    assert [office.name for office in offices(line, load_profile("default"))] == names


@pytest.mark.parametrize("line", ["云岭省水务厅关于开展小型水库", "各市财政局", "全省水库", "一、总体要求"])
def test_what_ends_like_an_office_and_is_none(line: str) -> None:
    assert not is_office(line, load_profile("default"))
