"""Each law bites: whoever vandalises a warehouse's files is found out."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from docpipe.engine.run import run
from docpipe.sql import check_laws, laws

NOTICE = "关于修剪树木的通知\n\n石门县林业局\n石林〔2015〕6号\n\n各乡镇：\n\n请于三月底前完成树木修剪。\n\n石门县林业局\n2015年3月2日\n"


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("laws")
    (folder / "raw" / "a").mkdir(parents=True)
    for number in range(4):
        (folder / "raw" / "a" / f"{number}.txt").write_text(NOTICE + f"第{number}份\n", "utf-8")
    (folder / "raw" / "a" / "4.txt").write_text(NOTICE + "第0份\n", "utf-8")
    (folder / "raw" / "a" / "empty.txt").write_bytes(b"")
    (folder / "raw" / "a" / "page.html").write_text(
        "<html><head><title>x</title></head><body><p>正文一段，说明情况。</p><a href='/b'>乙</a></body></html>", "utf-8"
    )
    (folder / "raw" / "a" / "both.zh.txt").write_text(NOTICE + "另有英文本。\n", "utf-8")
    (folder / "raw" / "a" / "both.en.txt").write_text(
        "Notice on the Pruning of Trees\n\nTo all townships:\n\nPlease complete the pruning of trees before the end of "
        "March.\n\nShimen County Forestry Bureau\nMarch 2, 2015\n\nThere is a text in English.\n",
        "utf-8",
    )
    run(folder / "raw", folder / "warehouse", jobs=0)
    return folder / "warehouse"


def _cell(table: pa.Table, row: int, column: str, value: Any) -> pa.Table:
    at = table.column_names.index(column)
    values = table[column].to_pylist()
    values[row] = value(values[row]) if callable(value) else value
    return table.set_column(at, table.field(at), pa.array(values, table.field(at).type))


def _without(table: pa.Table, row: int) -> pa.Table:
    return pa.concat_tables([table.slice(0, row), table.slice(row + 1)])


def _swapped(table: pa.Table) -> pa.Table:
    one, two = table["text"][0].as_py(), table["text"][1].as_py()
    return _cell(_cell(table, 0, "text", two), 1, "text", one)


def _repeated(table: pa.Table) -> pa.Table:
    return pa.concat_tables([table, table.slice(0, 1)])


def _row(table: pa.Table, column: str, value: str) -> int:
    return int(pc.index(table[column], value).as_py())


VANDALISM: dict[str, tuple[str, Callable[[pa.Table], pa.Table], str]] = {
    "a block deleted": ("blocks", lambda t: _without(t, 1), "2-characters-blocks-tile-the-text"),
    "a character changed": (
        "blocks",
        lambda t: _cell(t, 1, "text", lambda text: "错" + text[1:]),
        "2-characters-blocks-are-the-text",
    ),
    "blocks swapped": ("blocks", _swapped, "2-characters-blocks-are-the-text"),
    "a block repeated": ("blocks", _repeated, "keys-no-row-twice"),
    "an unknown role": ("blocks", lambda t: _cell(t, 0, "role", "nonsense"), "2-characters-words-of-the-vocabulary"),
    "a field shifted": (
        "fields",
        lambda t: _cell(_cell(t, 0, "start", lambda at: at + 1), 0, "end", lambda at: at + 1),
        "3-fields-quote-the-text",
    ),
    "a field without evidence": (
        "fields",
        lambda t: _cell(_cell(t, 0, "start", None), 0, "end", None),
        "3-fields-name-their-evidence",
    ),
    "a link beyond the text": ("links", lambda t: _cell(t, 0, "end", 10**6), "3-fields-links-quote-the-text"),
    "a source row deleted": (
        "sources",
        lambda t: _without(t, _row(t, "status", "accepted")),
        "1-files-every-document-has-a-source",
    ),
    "a document deleted": ("documents", lambda t: _without(t, 0), "1-files-every-source-has-its-outcome"),
    "a document repeated": ("documents", _repeated, "keys-no-row-twice"),
    "blocks of nobody": (
        "blocks",
        lambda t: _cell(t, 0, "document_id", "0" * 16),
        "keys-rows-of-known-documents",
    ),
    "a reason lost": (
        "sources",
        lambda t: _cell(t, _row(t, "status", "unreadable"), "reason", None),
        "1-files-every-source-has-its-outcome",
    ),
    "held without a reason": (
        "documents",
        lambda t: _cell(t, 0, "status", "held"),
        "1-files-a-held-source-says-why",
    ),
    "a translation shifted": (
        "sources",
        lambda t: _cell(t, _row(t, "status", "joined"), "joined_start", lambda at: at + 1),
        "1-files-a-joined-source-is-in-its-document",
    ),
    "a duplicate of nothing": (
        "sources",
        lambda t: _cell(t, _row(t, "status", "duplicate"), "duplicate_of", "0" * 16),
        "1-files-a-duplicate-has-its-original",
    ),
}


def test_a_sound_warehouse_keeps_all_laws(sound: Path) -> None:
    assert check_laws(sound) == []


def test_every_law_is_broken_by_some_vandalism() -> None:
    assert {law.name for law in laws()} == {law for _, _, law in VANDALISM.values()}


@pytest.mark.parametrize("what", VANDALISM)
def test_vandalism_is_found(sound: Path, tmp_path: Path, what: str) -> None:
    table, vandal, law = VANDALISM[what]
    mine = tmp_path / "warehouse"
    shutil.copytree(sound, mine, symlinks=True)
    file = next((mine / "current" / table).glob("*.parquet"))
    data = vandal(pq.read_table(file))
    file.unlink()
    pq.write_table(data, file)
    assert law in {breach.law for breach in check_laws(mine)}


def test_nothing_of_duckdb_is_printed(sound: Path) -> None:
    from docpipe.sql import connect
    from docpipe.sql.memory import in_memory

    setting = "SELECT current_setting('enable_progress_bar')"
    assert in_memory().execute(setting).fetchall() == [(False,)]
    with connect(sound) as connection:
        assert connection.sql(setting).fetchall() == [(False,)]
