"""A translation in a file of its own is part of the document of its original, whatever becomes of either file."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from docpipe.engine.run import Choice, RunSummary, run
from docpipe.sql import check_laws, connect
from docpipe.walk import digest
from tests.engine.test_run import statuses, tables

CHINESE = """关于疏浚白石渠的通知

柳溪县水利局
柳水〔2019〕27号

各灌区管理所：

为保障春灌，决定自2019年2月11日起疏浚白石渠。疏浚期间停止供水。

各管理所应当在2月9日前告知用水户。

柳溪县水利局
2019年1月30日
"""
ENGLISH = """Notice on Dredging the Baishi Canal

Liuxi County Water Resources Bureau
Liu Shui [2019] No. 27

To all irrigation district offices:

To ensure spring irrigation, the Baishi Canal will be dredged from February 11, 2019. Water supply stops during dredging.

All offices shall inform water users before February 9.

Liuxi County Water Resources Bureau
January 30, 2019
"""
JAPANESE = """白石水路の浚渫に関する通知

各灌漑区管理所へ：

春の灌漑を確保するため、2019年2月11日から白石水路を浚渫することを決定した。浚渫の間、給水を停止する。

各管理所は2月9日までに利用者へ知らせること。
"""
OTHER = "关于举办灯会的通知\n\n柳溪县文化馆\n\n各社区：\n\n灯会定于2019年2月19日在东湖举办，请组织居民参加。\n\n柳溪县文化馆\n2019年2月1日\n"


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw" / "a"
    folder.mkdir(parents=True)
    (folder / "canal.zh.txt").write_text(CHINESE, "utf-8")
    (folder / "canal.en.txt").write_text(ENGLISH, "utf-8")
    (folder / "lantern.txt").write_text(OTHER, "utf-8")
    return tmp_path / "raw"


def digitized(raw: Path, **options: Any) -> RunSummary:
    summary = run(raw, raw.parent / "warehouse", jobs=options.pop("jobs", 0), **options)
    assert check_laws(raw.parent / "warehouse") == []
    return summary


def ask(raw: Path, query: str) -> list[tuple[Any, ...]]:
    with connect(raw.parent / "warehouse") as connection:
        return connection.sql(query).fetchall()


def test_two_files_are_one_document_with_its_translation(raw: Path) -> None:
    digitized(raw)
    assert statuses(raw) == {"canal.zh.txt": "accepted", "canal.en.txt": "joined", "lantern.txt": "accepted"}
    found = ask(
        raw, "SELECT title, translation_title, translation_language FROM documents WHERE translation IS NOT NULL"
    )
    assert found == [("关于疏浚白石渠的通知", "Notice on Dredging the Baishi Canal", "en")]
    pairs = ask(raw, "SELECT source_text, target_text, flags FROM parallel")
    assert ("疏浚期间停止供水。", "Water supply stops during dredging.", None) in pairs
    assert ask(raw, "SELECT joined_paths FROM lineage WHERE source_path = 'canal.zh.txt'") == [(["canal.en.txt"],)]


def test_every_character_of_either_file_is_found_again(raw: Path) -> None:
    digitized(raw)
    found = ask(
        raw,
        "SELECT string_agg(b.text, '' ORDER BY b.seq) FROM sources s JOIN blocks b ON b.document_id = s.joined_to "
        'AND b.start >= s.joined_start AND b."end" <= s.joined_end',
    )
    assert found == [(ENGLISH,)]
    assert ask(raw, "SELECT start FROM fields WHERE part = 'translation' AND name = 'title'") == [(len(CHINESE),)]


def _changed(folder: Path) -> None:
    (folder / "canal.en.txt").write_text(ENGLISH.replace("stops", "is interrupted"), "utf-8")


def _parted(folder: Path) -> None:
    (folder / "canal.en.txt").unlink()


def _orphaned(folder: Path) -> None:
    (folder / "canal.zh.txt").unlink()


def _misnamed(folder: Path) -> None:
    (folder / "canal.en.txt").write_text(OTHER + "以上。\n", "utf-8")


def _second(folder: Path) -> None:
    (folder / "canal.ja.txt").write_text(JAPANESE.rstrip(), "utf-8")


def _copied(folder: Path) -> None:
    (folder / "anything.txt").write_text(ENGLISH, "utf-8")


CHANGES: list[tuple[Callable[[Path], None], dict[str, str]]] = [
    (_changed, {"canal.zh.txt": "accepted", "canal.en.txt": "joined"}),
    (_parted, {"canal.zh.txt": "accepted", "canal.en.txt": "deleted"}),
    (_orphaned, {"canal.zh.txt": "deleted", "canal.en.txt": "accepted"}),
    # the text is in no other language, whatever the name says
    (_misnamed, {"canal.zh.txt": "accepted", "canal.en.txt": "accepted"}),
    (_second, {"canal.zh.txt": "accepted", "canal.en.txt": "joined", "canal.ja.txt": "joined"}),
    # a copy has its text elsewhere
    (_copied, {"anything.txt": "accepted", "canal.zh.txt": "accepted", "canal.en.txt": "duplicate"}),
]


@pytest.mark.parametrize(("change", "wanted"), CHANGES, ids=lambda item: getattr(item, "__name__", ""))
def test_a_change_of_one_file_is_a_change_of_both(
    raw: Path, change: Callable[[Path], None], wanted: dict[str, str]
) -> None:
    digitized(raw)
    before = tables(raw)
    kept = {path: path.read_bytes() for path in (raw / "a").iterdir()}
    change(raw / "a")
    assert digitized(raw).published
    assert statuses(raw) == wanted | {"lantern.txt": "accepted"}
    assert digitized(raw).unchanged == sum(status != "deleted" for status in statuses(raw).values())
    anew = tables(raw)
    digitized(raw, choice=Choice(force=True))
    assert tables(raw) == anew
    for path in [*(raw / "a").iterdir()]:
        path.unlink()
    for path, content in kept.items():
        path.write_bytes(content)
    digitized(raw)
    assert {name: rows for name, rows in tables(raw).items() if name != "sources"} == {
        name: rows for name, rows in before.items() if name != "sources"
    }


def test_each_translation_is_aligned_with_the_original(raw: Path) -> None:
    _second(raw / "a")
    digitized(raw)
    pairs = ask(
        raw, "SELECT target_text FROM alignments WHERE source_text = '各管理所应当在2月9日前告知用水户。' ORDER BY seq"
    )
    assert pairs == [
        ("All offices shall inform water users before February 9.",),
        ("各管理所は2月9日までに利用者へ知らせること。",),
    ]


def test_choosing_one_file_chooses_both(raw: Path) -> None:
    digitized(raw)
    _changed(raw / "a")
    (raw / "a" / "lantern.txt").write_text(OTHER + "又及。\n", "utf-8")
    identity = ask(raw, "SELECT source_id FROM sources WHERE path = 'canal.en.txt'")[0][0]
    assert digitized(raw, choice=Choice(only=frozenset([identity]))).documents == 1
    assert ask(raw, "SELECT count(*) FROM documents WHERE translation LIKE '%is interrupted%'") == [(1,)]


def test_while_one_is_written_both_wait(raw: Path) -> None:
    digitized(raw)
    _changed(raw / "a")
    identity = ask(raw, "SELECT source_id FROM sources WHERE path = 'canal.zh.txt'")[0][0]
    assert not digitized(raw, choice=Choice(unsettled=frozenset([identity]))).published
    assert digitized(raw).published


def test_workers_give_the_same(raw: Path) -> None:
    for number in range(12):
        (raw / "a" / f"{number}.zh.txt").write_text(CHINESE.replace("27号", f"{number + 30}号"), "utf-8")
        (raw / "a" / f"{number}.en.txt").write_text(ENGLISH.replace("No. 27", f"No. {number + 30}"), "utf-8")
    digitized(raw)
    alone = tables(raw)
    digitized(raw, jobs=2, choice=Choice(force=True))
    assert tables(raw) == alone


def test_the_collection_says_how_its_files_are_named(raw: Path) -> None:
    for language, text in (("zh", CHINESE), ("en", ENGLISH)):
        (raw / "a" / language).mkdir()
        (raw / "a" / f"canal.{language}.txt").unlink()
        (raw / "a" / language / "canal.txt").write_text(text, "utf-8")
    (raw / "a" / "collection.toml").write_text(
        'extends = ["default"]\n[sidecars]\npattern = ["{language}/{name}.{extension}"]\nmethod = "official"\n', "utf-8"
    )
    digitized(raw)
    assert statuses(raw)["en/canal.txt"] == "joined"
    assert ask(raw, "SELECT translation_method FROM documents WHERE translation IS NOT NULL") == [("official",)]
    assert len(digest(raw / "a" / "en" / "canal.txt").sidecars) == 1


def test_a_collection_may_keep_its_files_apart(raw: Path) -> None:
    (raw / "a" / "collection.toml").write_text('extends = ["default"]\n[sidecars]\njoin = false\n', "utf-8")
    digitized(raw)
    assert statuses(raw)["canal.en.txt"] == "accepted"
    assert digest(raw / "a" / "canal.zh.txt").translation is None


def test_one_file_shows_the_document_of_both(raw: Path) -> None:
    for name in ("canal.zh.txt", "canal.en.txt"):
        document = digest(raw / "a" / name)
        assert document.source.path == "canal.zh.txt"
        assert document.text == CHINESE + ENGLISH
