"""A translation of another edition, or of another paper, is told by articles, histories, dates and numbers."""

from docpipe import digest

LAW_ZH = [
    "某市公園管理辦法",
    "1.中華民國九十年三月一日某市政府令訂定發布全文 5 條",
    "2.中華民國一百零八年六月五日某市政府令修正發布第 3 條條文",
    "第 1 條", "為管理本市公園，特訂定本辦法。", "第 2 條", "公園開放時間為每日六時至二十二時。",
    "第 3 條", "公園內不得燃放爆竹。", "第 3-1 條", "攜帶犬隻入園者，應以繩牽引。", "第 4 條", "違反本辦法者，依法處罰。",
    "第 5 條", "本辦法自發布日施行。",
]  # fmt: skip
LAW_EN = [
    "Regulations for the Administration of Parks of a City",
    "1. Promulgated on March 1, 2001",
    "2. Amended on June 5, 2019",
    "Article 1", "These Regulations are made for the administration of the parks of the city.",
    "Article 2", "The parks are open from six to twenty-two o'clock every day.",
    "Article 3", "Firecrackers shall not be set off in the parks.",
    "Article 3-1", "Dogs brought into a park shall be kept on a leash.",
    "Article 4", "Whoever violates these Regulations shall be punished according to law.",
    "Article 5", "These Regulations take effect on the day of promulgation.",
]  # fmt: skip


def _problems(target: list[str]) -> list[tuple[str, str]]:
    document = digest("\n".join([*LAW_ZH, "English", *target]).encode(), "x.txt")
    assert document.translation
    return [
        (item.code, item.message) for item in document.problems if item.code.startswith(("translation", "conflict"))
    ]


def test_a_complete_translation_has_no_problem() -> None:
    assert _problems(LAW_EN) == []


def test_a_missing_article_is_named() -> None:
    target = LAW_EN[:9] + LAW_EN[11:]
    assert _problems(target) == [("translation_incomplete", "the translation lacks article 3-1")]


def test_an_article_without_text_is_missing() -> None:
    target = [line for line in LAW_EN if not line.startswith("Dogs")]
    assert _problems(target) == [("translation_incomplete", "the translation lacks article 3-1")]


def test_an_article_that_the_original_has_no_more() -> None:
    target = [*LAW_EN, "Article 6", "The fees are laid down separately."]
    assert _problems(target) == [("translation_stale", "the original has no article 6, the translation has")]


def test_a_history_that_ends_earlier() -> None:
    target = [line for line in LAW_EN if not line.startswith("2. Amended")]
    assert _problems(target) == [
        ("translation_stale", "the original was last changed on 2019-06-05, what is translated on 2001-03-01")
    ]


NOTICE_ZH = [
    "青川县人民政府办公室", "青政办发〔2017〕14号", "关于做好河道清淤工作的通知", "各乡镇人民政府：",
    "为保障汛期行洪安全，现就做好全县河道清淤工作的有关事项通知如下，请认真贯彻执行。",
    "一、各乡镇应当在四月底前完成辖区内河道的清淤，并将结果报县水利局。", "青川县人民政府办公室", "2017年3月6日",
    "抄送：县水利局。",
]  # fmt: skip
NOTICE_EN = [
    "General Office of Qingchuan County People's Government", "Qing Zheng Ban Fa [2017] No. 14",
    "Notice on Dredging River Channels", "People's governments of all townships:",
    "In order to ensure the safe passage of floods, the following matters concerning the dredging of rivers in the county are hereby notified; please implement them earnestly.",
    "1. All townships shall complete the dredging of the rivers in their areas before the end of April and report the results to the county water bureau.",
    "General Office of Qingchuan County People's Government", "March 6, 2017", "CC: County Water Resources Bureau.",
]  # fmt: skip


def test_the_translation_has_fields_of_its_own_and_contradictions_are_conflicts() -> None:
    document = digest("\n".join([*NOTICE_ZH, "英文机翻", *NOTICE_EN]).encode(), "x.txt")
    told = {item.name: item.value for item in document.fields if item.part == "translation"}
    assert told["title"] == "Notice on Dredging River Channels"
    assert told["doc_number_verbatim"] == "Qing Zheng Ban Fa [2017] No. 14"
    assert told["signatory"] == "General Office of Qingchuan County People's Government"
    assert told["signed_on"] == "2017-03-06"
    assert told["copied_to"] == "County Water Resources Bureau"
    assert [item for item in document.problems if item.code == "conflict"] == []
    wrong = [line.replace("March 6", "March 9").replace("No. 14", "No. 41") for line in NOTICE_EN]
    document = digest("\n".join([*NOTICE_ZH, "英文机翻", *wrong]).encode(), "x.txt")
    assert [item.message for item in document.problems if item.code == "conflict"] == [
        "signed_on: the original says 2017-03-06, its translation 2017-03-09",
        "doc_number: the original says 青政办发〔2017〕14号, its translation Qing Zheng Ban Fa [2017] No. 41",
    ]
