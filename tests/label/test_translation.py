"""Original and translation in composites of our own: every line is of the part that it is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docpipe import Document, digest

# Letters say the part of a line: o original, t translation, a artefact of the translation, c clutter.
ZH = [
    "关于做好青川县冬季供暖工作的通知",
    "各乡镇人民政府，县直各单位：",
    "冬季将至，为保障群众温暖过冬，现就供暖工作通知如下：",
    "一、县住房和城乡建设局应当在11月10日前完成管网检修，并将结果书面报告县人民政府。",
    "二、供暖企业不得擅自停止供暖，确需检修的，应当提前三日公告。",
    "三、对违反本通知造成严重后果的，依法追究有关人员的责任。",
    "青川县人民政府",
    "2018年10月26日",
]
EN = [
    "Notice on Doing a Good Job in Winter Heating in Qingchuan County",
    "People's governments of all townships and units directly under the county:",
    "Winter is coming. To keep the people warm, the following notice is given on heating:",
    "1. The county bureau of housing and urban-rural development shall complete the overhaul of the pipes before November 10 and report the results to the county government in writing.",
    "2. Heating enterprises may not stop heating without authorization; where maintenance is necessary, it shall be announced three days in advance.",
    "3. Those whose violation of this notice has serious consequences shall be held responsible according to law.",
    "Qingchuan County People's Government",
    "October 26, 2018",
]
JA = [
    "青川県における冬季の暖房業務を適切に行うための通知",
    "各郷鎮の人民政府および県直属の各単位へ：",
    "冬が近づいているため、住民が暖かく過ごせるよう、暖房業務について次のとおり通知する。",
    "一、県住宅都市農村建設局は、11月10日までに配管の点検を完了し、結果を県人民政府に書面で報告しなければならない。",
    "二、暖房企業は許可なく暖房を停止してはならない。点検が必要な場合は三日前に公告すること。",
    "三、本通知に違反して重大な結果を招いた者は、法に基づき責任を追及する。",
    "青川県人民政府",
    "2018年10月26日",
]
QUOTED = "As the old guidebook says, “no house is warm whose stove is cold, and no stove is warm whose pipe is broken.”"
ABSTRACT = [
    "Abstract: This notice describes how heating is organised in a mountain county, and who is responsible for it.",
    "Keywords: heating; winter; counties",
]


def _told(parts: str, *sides: list[str]) -> list[tuple[str, str]]:
    return list(zip(parts, [line for side in sides for line in side], strict=True))


def _interleaved(*sides: list[str]) -> list[str]:
    return [line for group in zip(*sides, strict=True) for line in group]


def _with(lines: list[str], at: int, *more: str) -> list[str]:
    return [*lines[:at], *more, *lines[at:]]


O, T = "o" * len(ZH), "t" * len(EN)  # noqa: E741
COMPOSITES: dict[str, list[tuple[str, str]]] = {
    "marker": _told(f"{O}c{T}", ZH, ["英文机翻"], EN),
    "marker in brackets": _told(f"{O}c{T}", ZH, ["【英文译文（仅供参考）】"], EN),
    "marker in English": _told(f"{O}c{T}", ZH, ["English version:"], EN),
    "a bare name of the language": _told(f"{O}c{T}", ZH, ["English"], EN),
    "no marker": _told(f"{O}{T}", ZH, EN),
    "lone words and a language switch": _told(f"{O}c" + "tattattttta" + "c", ZH, ["英文机翻"], _with(_with(_with(EN, 1, "the"), 4, "of"), 10, "the"), ["简体中文"]),
    "links between": _told(f"{O}cccc{T}", ZH, ["相关链接", "关于公布供暖企业名单的公告", "关于开展安全检查的通知", "英文翻译"], EN),
    "above its original": _told(f"c{T}c{O}", ["英文译文"], EN, ["中文原文"], ZH),
    "paragraph by paragraph": _told("ot" * len(ZH), _interleaved(ZH, EN)),
    "section by section": _told("ooottt" + "ooottt" + "oott", ZH[:3], EN[:3], ZH[3:6], EN[3:6], ZH[6:], EN[6:]),
    "three languages": _told(f"{O}c{T}c{T}", ZH, ["英文翻译"], EN, ["日文翻译"], JA),
    "three languages below their bare names": _told(f"{O}c{T}c{T}", ZH, ["英文"], EN, ["日文"], JA),
    "three languages below their English names": _told(f"{O}c{T}c{T}", ZH, ["English"], EN, ["[Japanese]"], JA),
    "three languages in three lines each": _told("oooctttcttt", ZH[:3], ["英文"], EN[:3], ["日语"], JA[:3]),
    "a bare name below a marker": _told(f"{O}c{T}c{T}", ZH, ["英文翻译"], EN, ["日文"], JA),
    "section by section below names": _told("oooctttcooocttt", ZH[:3], ["英文"], EN[:3], ["中文"], ZH[3:6], ["英文"], EN[3:6]),
    "three languages without markers": _told(f"{O}{T}{T}", ZH, EN, JA),
    "three languages paragraph by paragraph": _told("ott" * 7, _interleaved(ZH[:7], EN[:7], JA[:7])),
    "three languages paragraph by paragraph to the date": _told("ott" * 8, _interleaved(ZH, EN, JA)),
    "Japanese before English": _told("ott" * 8, _interleaved(ZH, JA, EN)),
    "an English original": _told(f"{O}c{T}", EN, ["中文译文"], ZH),
    "into Japanese": _told(f"{O}{T}", ZH, JA),
    "a quotation": _told("o" * 9, _with(ZH, 5, QUOTED)),
    "an abstract": _told("o" * 10, _with(ZH, 1, *ABSTRACT)),
    "an abstract below": _told("o" * 10, [*ZH, *ABSTRACT]),
    "a title in two languages": _told("o" * 9, _with(ZH, 1, EN[0])),
    "names of languages in the text": _told("o" * 11, _with(ZH, 4, "英文", "日文", "藏文")),
    "a word of the page": _told("o" * 4, ZH[:3], ["本文讲的是译文与机器翻译的区别，以及供暖。"]),
}  # fmt: skip


def _found(document: Document) -> list[tuple[str, str]]:
    letters = {"original": "o", "translation": "t", "clutter": "c"}
    return [
        ("a" if block.role == "translation_artefact" else letters[block.part], document.text_of(block))
        for block in document.blocks
    ]


@pytest.mark.parametrize("name", COMPOSITES)
def test_every_line_is_of_its_part(name: str) -> None:
    wanted = COMPOSITES[name]
    document = digest("\n\n".join(line for _, line in wanted).encode(), "x.txt")
    assert _found(document) == wanted


@pytest.mark.parametrize("name", ["marker", "no marker", "paragraph by paragraph", "three languages", "a quotation"])
@given(blank=st.text(alphabet="\n\r \t\u3000", max_size=12).map(lambda text: "\n" + text))
@settings(max_examples=15, deadline=None)
def test_blank_lines_below_change_nothing(name: str, blank: str) -> None:
    text = "\n".join(line for _, line in COMPOSITES[name])
    assert _found(digest((text + blank).encode(), "x.txt")) == _found(digest(text.encode(), "x.txt"))


def test_two_columns_of_a_table() -> None:
    rows = "".join(f"<tr><td>{one}</td><td>{two}</td></tr>" for one, two in zip(ZH, EN, strict=True))
    document = digest(f"<html><body><table>{rows}</table></body></html>".encode(), "x.html")
    assert _found(document) == _told("ot" * len(ZH), _interleaved(ZH, EN))


def test_a_marker_whose_lines_are_no_translation_leaves_them_to_the_rest() -> None:
    lines = ["首页", "翻译", *ZH[:6], "版权所有 青川县人民政府"]
    with_marker = _found(digest("\n".join(lines).encode(), "x.txt"))
    assert all(part != "t" for part, _ in with_marker)
    assert [part for part, line in with_marker if line in ZH] == ["o"] * 6


@pytest.mark.parametrize(
    ("marker", "method"),
    [
        ("英文机翻", "machine"), ("以下是机器翻译：", "machine"), ("AI translation", "machine"), ("百度翻译", "machine"),
        ("Official English translation", "official"), ("人工翻译", "human"), ("英文译文", None), ("English", None),
    ],
)  # fmt: skip
def test_the_method_is_what_the_marker_says(marker: str, method: str | None) -> None:
    document = digest("\n".join([*ZH, marker, *EN]).encode(), "x.txt")
    assert document.value("translation_language", "translation") == "en"
    values = {document.value("translation_method", part) for part in ("translation", "clutter", "original")} - {None}
    assert values == ({method} if method else set())


def test_japanese_lines_of_chinese_characters_alone_are_of_the_translation() -> None:
    chinese = "关于开展校园周边环境整治的通知\n各街道办事处：\n为改善校园周边秩序，决定自9月1日起开展为期三个月的整治。\n宁川区城市管理局\n2021年8月20日"
    japanese = "学校周辺の環境整備に関する通知\n各街道事務所へ：\n学校周辺の秩序を改善するため、9月1日から三か月間の整備を行うことを決定した。\n寧川区都市管理局\n2021年8月20日"
    document = digest(f"{chinese}\n{japanese}".encode(), "x.txt")
    assert [block.part for block in document.blocks] == ["original"] * 5 + ["translation"] * 5
