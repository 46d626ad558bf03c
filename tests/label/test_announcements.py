"""How a translation is announced: in any usual words and languages, in a sentence too, and never by a text's own words."""

import pytest

from docpipe import Document, digest

CHINESE = [
    "关于调整游泳馆开放时间的通知", "各位市民：", "因设备检修，游泳馆自七月五日起暂停开放，预计八月一日恢复。",
    "停馆期间，年卡有效期顺延二十七天，无需办理手续。", "如有疑问，请到服务台咨询，或者拨打值班电话。", "青石市体育中心", "2018年7月2日",
]  # fmt: skip
ENGLISH = [
    "Notice on Adjusting the Opening Hours of the Swimming Hall", "Dear citizens:",
    "Due to maintenance of the equipment, the swimming hall is closed from July 5 and is expected to reopen on August 1.",
    "While it is closed, annual cards are extended by twenty-seven days without any formalities.",
    "If you have questions, please ask at the service desk or call the office on duty.", "Qingshi Sports Center", "July 2, 2018",
]  # fmt: skip
RUSSIAN = [
    "Уведомление об изменении часов работы бассейна", "Уважаемые граждане!",
    "В связи с ремонтом оборудования бассейн закрывается с 5 июля и, как ожидается, откроется 1 августа.",
    "На время закрытия срок действия годовых карт продлевается на двадцать семь дней без оформления.",
    "По всем вопросам обращайтесь в справочную службу или звоните дежурному.", "Спортивный центр города Цинши", "2 июля 2018 года",
]  # fmt: skip
KOREAN = [
    "수영장 개방 시간 조정에 관한 공지", "시민 여러분께:", "설비 점검으로 수영장은 7월 5일부터 휴관하며 8월 1일에 다시 열 예정입니다.",
    "휴관 기간 동안 연간 카드의 유효 기간은 27일 연장되며 별도의 절차가 필요하지 않습니다.",
    "문의 사항은 안내 데스크나 당직 전화로 연락해 주십시오.", "칭스시 체육센터", "2018년 7월 2일",
]  # fmt: skip


def parts(document: Document) -> list[tuple[str, str]]:
    return [
        (document.text_of(block).strip(), block.part) for block in document.blocks if document.text_of(block).strip()
    ]


def expected(own: list[str], marker: str | None, told: list[str]) -> list[tuple[str, str]]:
    between = [] if marker is None else [(marker, "clutter")]
    return [*((text, "original") for text in own), *between, *((text, "translation") for text in told)]


@pytest.mark.parametrize(
    ("marker", "method"),
    [
        ("Translation:", None),
        ("[机器翻译]", "machine"),
        ("English version below", None),
        ("(Unofficial translation)", None),
        ("※ 以下英文由机器自动生成，仅供参考", "machine"),
        ("（本译文由人工智能生成，仅供参考，以中文为准）", "machine"),
        ("以上为原文，以下为译文", None),
        ("Below is the English translation of the above notice:", None),
        ("This is an unofficial translation. The Chinese text prevails.", None),
        ("Translated from Chinese by Google", "machine"),
        ("[Auto-translated]", "machine"),
        ("Übersetzung / Translation", None),
        ("--- translated text ---", None),
    ],
)
def test_english_below_what_announces_it(marker: str, method: str | None) -> None:
    document = digest("\n".join([*CHINESE, marker, *ENGLISH]).encode(), "x.txt")
    assert parts(document) == expected(CHINESE, marker, ENGLISH)
    assert document.value("translation_method", "translation") == method


@pytest.mark.parametrize(("marker", "told"), [("Перевод:", RUSSIAN), ("俄文：", RUSSIAN), ("한국어 번역", KOREAN)])
def test_other_languages_are_announced_in_their_own(marker: str, told: list[str]) -> None:
    assert parts(digest("\n".join([*CHINESE, marker, *told]).encode(), "x.txt")) == expected(CHINESE, marker, told)


@pytest.mark.parametrize(
    ("own", "told"), [(KOREAN, ENGLISH), (RUSSIAN, CHINESE), (KOREAN, CHINESE), (CHINESE, RUSSIAN), (ENGLISH, CHINESE)]
)
def test_originals_in_any_language_need_no_marker(own: list[str], told: list[str]) -> None:
    marker = "English translation" if told is ENGLISH else None
    lines = [*own, *([marker] if marker else []), *told]
    assert parts(digest("\n".join(lines).encode(), "x.txt")) == expected(own, marker, told)


def test_a_text_about_translation_announces_none() -> None:
    lines = [
        "关于翻译资格考试的通知",
        "各考生：",
        "翻译资格考试定于五月九日举行，请携带证件入场。",
        "译文应当用黑色墨水书写。",
        "青石市考试院",
        "2018年4月2日",
    ]
    told = [
        "Notice on the Translation Qualification Examination", "To all candidates:",
        "The translation qualification examination is held on May 9; please bring your papers.",
        "Translations shall be written in black ink.", "Qingshi Examination Office", "April 2, 2018",
    ]  # fmt: skip
    assert parts(digest("\n".join([*lines, *told]).encode(), "x.txt")) == expected(lines, None, told)


def test_the_head_of_a_column_does_not_take_the_first_cell_of_the_other() -> None:
    rows = "".join(f"<tr><td>{one}</td><td>{two}</td></tr>" for one, two in zip(CHINESE[1:], ENGLISH[1:], strict=True))
    page = f"<html><body><h1>{CHINESE[0]}</h1><table><tr><td>中文</td><td>English</td></tr>{rows}</table></body></html>"
    found = dict(parts(digest(page.encode(), "x.html")))
    assert {found[text] for text in CHINESE} == {"original"}
    assert {found[text] for text in ENGLISH[1:]} == {"translation"}
