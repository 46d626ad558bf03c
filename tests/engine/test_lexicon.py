"""A collection in languages without a dictionary teaches its own lexicon, and is aligned with it from the next run on."""

import random
from pathlib import Path

import pytest

from docpipe.align.association import associated
from docpipe.align.learned import lexicon_in, read_lexicon
from docpipe.engine.lexica import learn_lexicon
from docpipe.engine.run import run
from docpipe.profile_file import ProfileError
from docpipe.sql import check_laws, connect

WORDS = {
    "水库": "водохранилище", "森林": "лес", "道路": "дорога", "桥梁": "мост", "学校": "школа", "医院": "больница", "图书馆": "библиотека",
    "档案": "архив", "车站": "вокзал", "市场": "рынок", "工厂": "завод", "农民": "крестьянин", "老师": "учитель", "工人": "рабочий",
    "修理": "ремонт", "检查": "проверка", "开放": "открытие", "关闭": "закрытие", "会议": "собрание", "春天": "весна", "秋天": "осень",
    "早晨": "утро", "北方": "север", "南方": "юг", "河流": "река", "山谷": "долина", "天气": "погода", "船舶": "судно", "港口": "порт",
    "铁路": "железнодорожный", "邮局": "почта", "报告": "доклад",
}  # fmt: skip


def notice(number: int) -> tuple[list[str], list[str]]:
    """Paragraphs of two sentences of three words each, and their translation; some are left out of it."""
    rng = random.Random(number)
    own, told = [], []
    for _ in range(9):
        sentences = [rng.sample(sorted(WORDS), 3) for _ in range(2)]
        own.append("".join("，".join(words) + "。" for words in sentences))
        if rng.random() > 0.2:
            kept = sentences if rng.random() > 0.2 else sentences[:1]
            told.append(" ".join(" ".join(WORDS[word] for word in words).capitalize() + "." for words in kept))
    return own, told


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw" / "north" / "2019"
    folder.mkdir(parents=True)
    for number in range(24):
        own, told = notice(number)
        text = "\n".join([f"关于第{number}号事项的通知", *own, "俄文译文", f"Уведомление о деле № {number}", *told])
        (folder / f"{number}.txt").write_text(text, "utf-8")
    return tmp_path / "raw"


def right_share(raw: Path) -> float:
    """Share of the sentences aligned that stand beside what renders them, word for word."""
    with connect(raw.parent / "warehouse") as db:
        rows = db.execute(
            "SELECT source_text, target_text FROM parallel WHERE source_text LIKE '%，%' AND target_text IS NOT NULL"
        ).fetchall()
    good = 0
    for source, target in rows:
        said = {
            WORDS.get(word, word)
            for part in "".join(source.split()).rstrip("。").split("。")
            for word in part.split("，")
        }
        good += said == set(target.lower().replace(".", "").split())
    return good / len(rows)


def test_a_collection_teaches_its_lexicon_and_the_next_run_aligns_with_it(raw: Path) -> None:
    warehouse = raw.parent / "warehouse"
    run(raw, warehouse, jobs=0)
    before = right_share(raw)
    learning = learn_lexicon(raw, warehouse, "north")
    (lesson,) = learning.lessons
    assert (lesson.one, lesson.two, lesson.known, learning.changed) == ("zh", "ru", False, True)
    assert not learn_lexicon(raw, warehouse, "north").changed
    words = lexicon_in(raw / "north").words("zh-Hans", "ru")
    assert words is not None
    best = {word: max(words[word], key=lambda told: told[1])[0] for word in WORDS if word in words}
    assert len(best) >= 30
    assert sum(WORDS[word] == told for word, told in best.items()) >= 0.95 * len(best)
    again = run(raw, warehouse, jobs=0)
    assert (again.documents, again.deleted) == (24, 0)
    assert before + 0.3 < 0.75 < right_share(raw)
    assert run(raw, warehouse, jobs=0).documents == 0
    assert check_laws(warehouse) == []
    with connect(warehouse) as db:
        assert db.execute("SELECT count(*) FROM sources WHERE path LIKE '%lexicon%'").fetchall() == [(0,)]
        said = db.execute("SELECT DISTINCT message FROM translation_flags WHERE code = 'no_dictionary'").fetchall()
    assert said == [
        (
            "aligned by words learned from the collection, lengths and numbers: there is no dictionary for zh-Hans and ru",
        )
    ]


def test_the_terms_of_a_collection_hold_in_its_subfolders_and_changing_them_is_work(raw: Path) -> None:
    folder = raw / "words"
    (folder / "deep" / "er").mkdir(parents=True)
    text = (
        "关于路网中心值班的通知\n\n路网中心在冬季昼夜值班，请各单位周知并配合。\n路网中心电话不变，请妥善保存本通知。\n\n英文机翻\n\n"
        "Notice on Duty at the Road Net Heart\n\nThe Road Net Heart is on duty day and night in winter; all units shall "
        "take note and cooperate.\nThe telephone of the Road Net Heart is unchanged; please keep this notice well.\n"
    )
    (folder / "deep" / "er" / "x.txt").write_text(text, "utf-8")
    warehouse = raw.parent / "warehouse"
    run(raw, warehouse, ["words"], jobs=0)
    flags = "SELECT count(*) FROM translation_flags WHERE code = 'wrong_term'"
    with connect(warehouse) as db:
        assert db.execute(flags).fetchall() == [(0,)]
    own = folder / "terms.toml"
    own.write_text('[[term]]\nzh = "路网中心"\nen = ["Road Network Center"]\nwrong = ["road net heart"]\n', "utf-8")
    assert run(raw, warehouse, ["words"], jobs=0).documents == 1
    with connect(warehouse) as db:
        assert db.execute(flags).fetchall() == [(3,)]
        assert db.execute("SELECT count(*) FROM sources WHERE path LIKE '%terms%'").fetchall() == [(0,)]
    for wrong in (
        'term = "x"',
        '[[term]]\nzh = "路"\nwrong = "way"\n',
        '[[term]]\nzh = "路"\nwrong = ["way"]\nfr = ["la"]\n',
    ):
        own.write_text(wrong, "utf-8")
        with pytest.raises(ProfileError, match=r"terms\.toml"):
            run(raw, warehouse, ["words"], jobs=0)


def test_where_there_is_a_dictionary_nothing_is_learned(raw: Path) -> None:
    for file in (raw / "north" / "2019").iterdir():
        file.unlink()
    text = "关于道路的通知\n\n道路修好了。\n桥梁也修好了，学校今天开放。\n\n英文机翻\n\nNotice on Roads\n\nThe road is mended.\nThe bridge is mended, too, and the school opens today.\n"
    (raw / "north" / "x.txt").write_text(text, "utf-8")
    run(raw, raw.parent / "warehouse", jobs=0)
    learning = learn_lexicon(raw, raw.parent / "warehouse", "north")
    assert [(lesson.two, lesson.known) for lesson in learning.lessons] == [("en", True)]
    assert not learning.file.exists()


def test_association_is_the_same_for_the_same_lines_and_needs_a_word_twice() -> None:
    pairs = [("桥梁 检查", "мост проверка"), ("桥梁 开放", "мост открытие"), ("学校 检查", "школа проверка")] * 2
    found = associated(pairs, "zh", "ru")
    assert found == associated(pairs, "zh", "ru")
    assert max(found, key=lambda item: item.weight * (item.source == "桥梁")).target == "мост"
    assert all(0.05 <= item.weight <= 1 and item.lines >= 2 for item in found)
    assert associated([("水库", "водохранилище")], "zh", "ru") == []
    assert associated([], "zh", "ru") == []


def test_a_line_that_is_none_of_a_lexicon_is_named(tmp_path: Path) -> None:
    file = tmp_path / "lexicon.tsv"
    file.write_text("zh\tru\t桥梁\tмост\t0.9\t4\nzh\tru\t桥梁\n", "utf-8")
    with pytest.raises(ProfileError, match=r"lexicon\.tsv:2"):
        read_lexicon(file)
