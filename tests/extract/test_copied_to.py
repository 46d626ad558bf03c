"""Who gets a copy: one entry for each office, as the paper groups them."""

import pytest

from docpipe import digest

PAPER = """青石市林业局文件

青林发〔2014〕9号

关于春季造林的通知

各县局：
　　请做好造林工作，按期完成任务，并报送结果。各单位要认真落实。

青石市林业局
2014年3月2日

抄送：{}
"""


@pytest.mark.parametrize(
    ("line", "offices"),
    [
        ("办公室。", ["办公室"]),
        ("市委、市政府。", ["市委", "市政府"]),
        # a mark inside brackets separates what one office has in common
        ("各县（市、区）人民政府，市水务局。", ["各县（市、区）人民政府", "市水务局"]),
        ("各县(市、区)人民政府。", ["各县(市、区)人民政府"]),
        # 各省、自治区、直辖市 are the units of one address
        ("各省、自治区、直辖市林业厅，市委。", ["各省、自治区、直辖市林业厅", "市委"]),
        ("国务院各部委、各直属机构。", ["国务院各部委", "各直属机构"]),
    ],
)
def test_offices(line: str, offices: list[str]) -> None:
    document = digest(PAPER.format(line).encode(), "a.txt")
    assert [field.value for field in document.fields if field.name == "copied_to"] == offices
