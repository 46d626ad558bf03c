"""Lines of a text have their address: in a law by article, paragraph and item, elsewhere by numbered headings."""

import pytest

from docpipe import digest

LAW = """云岭省湖泊条例
第一章　总则
第一条　为了保护湖泊，制定本条例。
第二条　禁止下列行为：
（一）向湖泊倾倒废物：
1.垃圾；
2.废渣。
（二）围湖造田。
前款行为由水行政主管部门依
法处理。
第二章　附则
第三条　本条例所称湖泊，包括：
（一）天然湖；
（二）水库。
第四条　本条例自公布之日起施行。
"""
REPUBLIC = """水庫管理條例
第 1 條
為加強水庫管理，特制定本條例。
中央主管機關為水利部。
第 2 條
有下列情形之一者，處罰：
一、棄置廢土。
（一）於蓄水範圍內者。
二、毀損設施。
第 3 條（施行）
本條例自公布日施行。
"""
PAPER = """关于做好湖泊清淤工作的通知
云水发〔2021〕4号
各市水务局：
现将有关事项通知如下。
一、工作任务
清淤分两步进行。
（一）调查
摸清底数。
1．查淤积深度。
2. 查污染来源。
（二）施工
二、工作要求
各地要加强领导。
云岭省水务厅
2021年3月2日
"""


CASES = [
    # an article of one paragraph needs no 第一款; one of two says it, and a line that goes on stays where it was
    (
        LAW,
        """- 第一章 第一章/第一条 第一章/第二条 第一章/第二条/第一款/（一）
        第一章/第二条/第一款/（一）/1. 第一章/第二条/第一款/（一）/2. 第一章/第二条/第一款/（二）
        第一章/第二条/第二款 第一章/第二条/第二款 第二章 第二章/第三条 第二章/第三条/（一） 第二章/第三条/（二） 第二章/第四条""",
    ),
    # the Republic calls a paragraph 項, and its items are numbered 一、
    (
        REPUBLIC,
        """- 第1條 第1條/第一項 第1條/第二項 第2條 第2條 第2條/一、 第2條/一、/（一） 第2條/二、 第3條 第3條""",
    ),
    # numbers however typed; title, recipients and signature have none
    (
        PAPER,
        """- - - - 一、 一、 一、/（一） 一、/（一） 一、/（一）/1. 一、/（一）/2. 一、/（二） 二、 二、 - -""",
    ),
]


@pytest.mark.parametrize(("text", "addresses"), CASES, ids=["law", "law of the Republic", "notice"])
def test_lines_have_their_address(text: str, addresses: str) -> None:
    blocks = digest(text.encode(), "paper.txt").blocks
    assert [block.path or "-" for block in blocks] == addresses.split()


def test_a_link_keeps_its_place_on_the_page() -> None:
    page = "<h1>通知</h1><p>1. <a href='/a'>办事手册下载</a></p><p>2. 到窗口领取。</p>"
    document = digest(page.encode(), "page.html")
    assert [block.path for block in document.blocks if "手册" in document.text_of(block)] == ["html>body>p"]
