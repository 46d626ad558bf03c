"""Profiles: what a wrong one says, what a right one finds."""

from pathlib import Path

import pytest

from docpipe.profile import Profile, bare
from docpipe.profile_file import ProfileError, built_in, collection_profile, load_profile


def written(folder: Path, text: str, name: str = "collection.toml") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize("name", built_in())
def test_a_built_in_profile_loads_and_its_examples_hold(name: str) -> None:
    # examples and counterexamples are held by the model itself: loading is the check
    assert load_profile(name).name == name


def test_every_marker_and_rule_of_the_built_in_profiles_carries_examples() -> None:
    for name in built_in():
        profile = load_profile(name)
        assert [marker for marker in profile.marker if marker.pattern and not marker.examples] == []
        assert [rule.pattern for rule in profile.rule if not rule.examples] == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            'name = "x"\n[expect]\nrequird = ["title"]\n',
            r":3: expect.requird is not known here; did you mean required\?",
        ),
        (
            'name = "x"\n[expect]\nyears = [1990, 2026]\nrequired = ["title", "singed_on"]\n',
            r":4: expect.required: nothing gives a field 'singed_on'; did you mean signed_on",
        ),
        (
            'name = "x"\n[expect.coverage]\ndoc_nummer = 0.5\n',
            r":3: expect.coverage: nothing gives a field 'doc_nummer'; did you mean doc_number",
        ),
        (
            'name = "x"\n[expect.coverage]\ndoc_number = 90\n',
            r":3: expect.coverage.doc_number: .*less than or equal to 1",
        ),
        ('name = "x"\n[expect]\nyears = [2026, 1990]\n', r":3: expect.years: the first year is after the last"),
        (
            'name = "x"\n\n[[rule]]\npattern = "^a"\nrole = "clutter"\npart = "orignal"\n',
            r":6: rule.1.part: .*'original'",
        ),
        (
            'name = "x"\nextends = ["archive-pgae"]\n',
            r":2: extends a profile named 'archive-pgae'.*did you mean archive-page",
        ),
        ('name = "x"\n[[selector]]\ncss = "p:first-child"\nrole = "clutter"\n', r":3: .*selectors are made of"),
        ('name = "x"\n[[marker]]\ntext = ["a"]\nrole = "clutter"\nlines = 0\n', r":5: "),
        ('name = "x"\nexpekt = 1\n', r":2: expekt is not known here; did you mean expect\? known are"),
        ('name = "x"\n\n[[marker]]\ntext = ["a"]\nrole = "realted_link"\n', r":5: .*no role named 'realted_link'"),
        ('name = "x"\n[[rule]]\npattern = "("\nrole = "clutter"\n', r":3: .*not a regular expression"),
        (
            'name = "x"\n[[rule]]\npattern = "^a"\nrole = "clutter"\nexamples = ["b"]\n',
            r"does not match its example 'b'",
        ),
        ('name = "x"\n[[field]]\nname = "y"\npattern = "a"\n', r"needs a group"),
        ('name = "x"\nextends = ["nothing"]\n', r"extends a profile named 'nothing'.*built in are"),
        ('name = "x', r"no valid TOML"),
        ('name = "x"\n[[marker]]\nrole = "clutter"\n', r"a marker needs `text` or `pattern`"),
        ('name = "x"\n[[selector]]\ncss = "p"\n', r"a selector needs `role` or `field`"),
        ('name = "x"\nextends = ["collection"]\n', r"extends itself"),
    ],
)
def test_a_wrong_profile_says_where_and_what_would_be_right(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ProfileError, match=message):
        load_profile(written(tmp_path, text))


def test_a_collection_extends_and_its_own_words_come_last(tmp_path: Path) -> None:
    written(tmp_path, 'name = "base"\n[words]\nkind = ["甲"]\n[labels]\ntitle = ["题名"]\n', "base.toml")
    own = written(
        tmp_path, 'name = "own"\nextends = ["base"]\n[words]\nkind = ["乙"]\n[expect]\nrequired = ["title"]\n'
    )
    profile = load_profile(own)
    assert profile.words["kind"] == ("甲", "乙")
    assert profile.label_fields == {"题名": "title"}
    assert profile.expect.required == ("title",)


def test_a_changed_profile_changes_its_digest(tmp_path: Path) -> None:
    base = written(tmp_path, 'name = "base"\n', "base.toml")
    own = written(tmp_path, 'name = "own"\nextends = ["base"]\n')
    before = load_profile(own).digest
    assert before == Profile.model_validate(load_profile(own).model_dump(by_alias=True)).digest
    base.write_text('name = "base"\n[words]\nkind = ["甲"]\n', "utf-8")
    assert load_profile(own).digest != before


def test_a_folder_without_a_profile_uses_the_default(tmp_path: Path) -> None:
    assert collection_profile(tmp_path).name == "default"


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("【 相关链接 】：", "相关链接"),
        ("相关链接\uff1a", "相关链接"),
        ("相 关 链 接", "相关链接"),
        ("» Related links:", "Related links"),
    ],
)
def test_markers_are_compared_without_decoration(line: str, word: str) -> None:
    assert bare(line) == word
