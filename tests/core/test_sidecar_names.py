"""Files that hold one text in several languages are told by their names."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from docpipe.profile_file import load_profile
from docpipe.sidecar_names import Group, Named, Sidecars

USUAL = load_profile("default").sidecars
FOLDERS = Sidecars(
    pattern=("{language}/{name}.{extension}",), original=("en",), languages={"en": (), "fr": ("french",)}
)

NAMES = [
    ("2016/notice.zh.txt", Named("2016/notice", "zh")),
    ("notice_EN.html", Named("notice", "en")),
    ("my_long_name-zh_CN.docx", Named("my_long_name", "zh")),
    ("通知（英文版）.docx", Named("通知", "en")),
    ("v1.2.zh.txt", Named("v1.2", "zh")),
    # a name that is nothing but a language, or whose last part only looks like one
    ("zh.txt", None),
    ("citizen.txt", None),
    ("report-men.txt", None),
    ("notice.txt", None),
]


@pytest.mark.parametrize(("path", "said"), NAMES)
def test_what_a_name_says(path: str, said: Named | None) -> None:
    assert USUAL.named(path) == said


def test_the_original_is_the_chinese_one_or_the_one_whose_name_says_no_language() -> None:
    assert USUAL.groups(["a.en.txt", "a.ja.html", "a.zh.txt"]) == [
        Group("a.zh.txt", "zh", (("en", "a.en.txt"), ("ja", "a.ja.html")))
    ]
    assert USUAL.groups(["d/b_en.html"], ["d/b.html"]) == [Group("d/b.html", None, (("en", "d/b_en.html"),))]


def test_what_is_open_is_no_group() -> None:
    assert USUAL.groups(["alone.en.txt"]) == []
    # none of them is said to be the original
    assert USUAL.groups(["c.en.txt", "c.ja.txt"]) == []
    # two files claim to be the same
    assert USUAL.groups(["d.zh.txt", "d.en.txt", "d_en.txt"]) == []


def test_a_collection_says_how_its_files_are_named() -> None:
    assert FOLDERS.groups(["en/x/1.txt", "french/x/1.txt", "en/x/2.txt"]) == [
        Group("en/x/1.txt", "en", (("fr", "french/x/1.txt"),))
    ]
    assert FOLDERS.named("en.txt") is None


def test_a_pattern_needs_name_and_language() -> None:
    for wrong in ("{name}.txt", "{language}.txt", "{name}.{lang}"):
        with pytest.raises(ValidationError, match="pattern of sidecars"):
            Sidecars(pattern=(wrong,))


def test_the_group_of_a_path_is_found_in_its_folder(tmp_path: Path) -> None:
    for name in ("a.zh.txt", "a.en.txt", "ab.en.txt", "b.txt", "b-en.md", "c.txt"):
        (tmp_path / name).touch()
    group = Group("a.zh.txt", "zh", (("en", "a.en.txt"),))
    assert USUAL.group_of("a.zh.txt", tmp_path) == USUAL.group_of("a.en.txt", tmp_path) == group
    assert USUAL.group_of("ab.en.txt", tmp_path) is None
    assert USUAL.group_of("c.txt", tmp_path) is None
    (tmp_path / "c.en.txt").touch()
    assert USUAL.group_of("c.txt", tmp_path) == Group("c.txt", None, (("en", "c.en.txt"),))
    assert Sidecars(**USUAL.model_dump() | {"join": False}).group_of("c.txt", tmp_path) is None
