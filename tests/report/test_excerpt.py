"""What is another in a text is shown line by line, and a long line about the place where it changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docpipe.report.excerpt import rewritten

LONG = "为进一步加强全省小型水库安全运行管理工作，根据有关法律法规的规定，经省人民政府同意，现就有关事项通知如下，"


@pytest.mark.parametrize(
    ("before", "after", "lost", "gained", "lines"),
    [
        ("一\n二", "一\n二", 0, 0, []),
        ("第一行在此\n第二行在此", "第一行在此", 5, 0, ["- 第二行在此"]),
        ("", "新的一行", 0, 4, ["+ 新的一行"]),
        # a word in a line: only the word counts
        ("请于月底前上报材料", "请于月中前上报材料", 1, 1, ["- 请于月底前上报材料", "+ 请于月中前上报材料"]),
        # another line altogether
        ("甲乙丙丁", "子丑寅卯辰", 4, 5, ["- 甲乙丙丁", "+ 子丑寅卯辰"]),
        # the change stands far to the right
        (
            f"{LONG}请执行。",
            f"{LONG}请办理。",
            2,
            2,
            ["- …现就有关事项通知如下，请执行。", "+ …现就有关事项通知如下，请办理。"],
        ),
    ],
)
def test_what_went_and_came(before: str, after: str, lost: int, gained: int, lines: list[str]) -> None:
    assert rewritten(before, after) == (lost, gained, tuple(lines))


@given(st.text("甲乙丙\n"), st.text("甲乙丙\n"))
def test_only_equal_texts_show_nothing(before: str, after: str) -> None:
    found = rewritten(before, after)
    assert bool(found.lines) == (before.splitlines() != after.splitlines())
    assert found.lost <= len(before) and found.gained <= len(after)
