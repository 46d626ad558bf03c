"""Faults put into sound pairs are flagged; the sound pairs are not."""

import pytest

from docpipe import Document, digest
from docpipe.align import aligned_or_not
from docpipe.align.flags import flags_of
from docpipe.align.terms import Term, read_terms, wrong_renderings

ZH = [
    "关于加强城区道路冬季养护工作的通知",
    "各区县交通运输局，各公路养护中心：",
    "今年11月20日起，我市将进入低温期，道路结冰风险明显上升。",
    "各单位应当在12月1日前储备融雪剂350吨，并检查全部除雪设备，确保随时可以使用。",
    "对桥梁、隧道和急弯路段，要增加巡查次数，发现路面结冰，应当立即设置警示标志，并通知交警部门。",
    "因工作不力造成交通事故的，依法追究有关负责人的责任。",
    "请各单位于每月25日前将养护情况书面报告市交通运输局。",
    "本通知自印发之日起施行。",
]
EN = [
    "Notice on Strengthening Winter Maintenance of Urban Roads",
    "Transportation bureaus of all districts and counties, and all road maintenance centers:",
    "From November 20 this year, our city will enter a period of low temperature, and the risk of road icing will rise significantly.",
    "All units shall reserve 350 tons of snow-melting agent before December 1, and inspect all snow removal equipment to ensure that it can be used at any time.",
    "For bridges, tunnels and sharp bends, the number of inspections shall be increased; where icing is found, warning signs shall be set up immediately and the traffic police department notified.",
    "Those whose poor work causes traffic accidents shall be held responsible in accordance with the law.",
    "All units shall report the maintenance situation to the municipal transportation bureau in writing before the 25th of each month.",
    "This notice shall take effect from the date of issuance.",
]


def _document(target: list[str], source: list[str] = ZH) -> Document:
    return digest("\n".join([*source, "英文机翻", *target]).encode(), "x.txt")


def _codes(target: list[str]) -> list[tuple[str, str | None, str | None]]:
    document = _document(target)
    return [(flag.code, flag.source, flag.target) for flag in flags_of(document, aligned_or_not(document)[0])]


def _but(at: int, old: str, new: str) -> list[str]:
    assert old in EN[at]
    return [line.replace(old, new) if place == at else line for place, line in enumerate(EN)]


def test_a_sound_translation_has_no_flags() -> None:
    assert _codes(EN) == []


@pytest.mark.parametrize(
    ("target", "code", "source", "said"),
    [
        (_but(3, "350", "530"), "number_changed", "350", "530"),
        (_but(2, "November 20", "November 26"), "date_changed", "11-20", "11-26"),
        (_but(6, " before the 25th of each month", ""), "number_omitted", "25", None),
        (_but(5, "traffic accidents", "traffic accidents 交通事故"), "untranslated", None, "交通事故"),
        (_but(4, "bridges", "bridges and bridges"), "repetition", None, "bridges and bridges"),
        (_but(7, "issuance.", "issuance. the"), "stray", None, ". the"),
        (_but(5, " be held responsible in accordance with the law.", ""), "truncated", ZH[5], None),
        (_but(3, ", and inspect all snow removal equipment to ensure that it can be used at any time", ""), "omission", "并检查全部除雪设备，确保随时可以使用。", None),
        ([line for at, line in enumerate(EN) if at != 5], "omission", ZH[5], None),
    ],
)  # fmt: skip
def test_a_fault_is_flagged(target: list[str], code: str, source: str | None, said: str | None) -> None:
    found = _codes(target)
    assert [flag[0] for flag in found] == [code]
    assert (found[0][1] or "") in (source or "") or source == found[0][1]
    assert said is None or found[0][2] == said


def test_pairs_without_a_dictionary_say_so() -> None:
    russian = [
        "Уведомление о зимнем содержании городских дорог",
        "Транспортным управлениям всех районов и уездов:",
        "С 20 ноября этого года в городе начнётся период низких температур, опасность гололёда возрастёт.",
        "До 1 декабря следует запасти 350 тонн реагентов и проверить снегоуборочную технику.",
    ]
    document = digest("\n".join([*ZH[:4], *russian]).encode(), "x.txt")
    flags = flags_of(document, aligned_or_not(document)[0])
    assert [(flag.code, flag.message[-14:]) for flag in flags][:1] == [("no_dictionary", "zh-Hans and ru")]


def test_lone_words_are_flagged_as_strays_of_the_whole() -> None:
    assert _codes([EN[0], "the", *EN[1:]]) == [("stray", None, "the")]


def test_what_translates_something_else_is_not_aligned() -> None:
    other = [
        "Rules for the Reading Room of the Lakeside Library",
        "Readers are asked to leave their umbrellas and coats at the door.",
        "Old newspapers may be read at the long table by the window only.",
        "Children under six come with a grown-up, who holds the picture books for them.",
        "Whoever wishes to copy a map asks the librarian for transparent paper.",
        "Tea is served in the garden when the weather is fine.",
        "The piano in the hall is tuned once a year and is not to be moved.",
        "Lost gloves are kept until spring and then given away.",
    ]
    beads, problems = aligned_or_not(_document(other))
    assert beads == []
    assert [problem.code for problem in problems] == ["translation_mismatch"]


def test_known_wrong_terms_are_found_and_users_add_their_own(tmp_path) -> None:
    own = tmp_path / "terms.toml"
    own.write_text('[[term]]\nzh = "路网中心"\nen = ["Road Network Center"]\nwrong = ["road net heart"]\n', "utf-8")
    (term,) = read_terms(own)
    assert term == Term("路网中心", ("Road Network Center",), ("road net heart",))
    assert [said for _, said in wrong_renderings("市路网中心", "the municipal Road Net Heart", (term,))] == [
        "road net heart"
    ]
    assert not list(wrong_renderings("市路网中心", "the municipal Road Network Center", (term,)))
    folder = tmp_path / "collection"
    folder.mkdir()
    (folder / "terms.toml").write_text(own.read_text("utf-8"), "utf-8")
    page = folder / "x.txt"
    page.write_text(
        "\n".join(
            [
                *ZH,
                "路网中心负责解释本通知。",
                "英文机翻",
                *EN,
                "The road net heart is responsible for interpreting this notice.",
            ]
        ),
        "utf-8",
    )
    document = digest(page)
    flags = flags_of(document, aligned_or_not(document)[0])
    assert [(flag.code, flag.target) for flag in flags] == [("wrong_term", "road net heart")]
    own.write_text('[[term]]\nzh = "路网中心"\n', "utf-8")
    with pytest.raises(ValueError, match="needs `zh` and `wrong`"):
        read_terms(own)
