"""What a text must hold for an expression to match: cheap to look for, and never missing where something matches."""

import pytest

from docpipe.label.firsts import firsts, kind_of
from docpipe.label.line import lines_of
from docpipe.label.markers import markers_of
from docpipe.label.needles import anchored, any_of, needles, places_with, small, small_needles
from docpipe.label.rules import rules_of
from docpipe.profile_file import built_in, load_profile
from docpipe.reading import Piece, Reading
from docpipe.span import Span


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"版权所有|All [Rr]ights", {"版权所有", "ights"}),
        (r"^原(?:标题|题目)\s*:", {"标题", "题目"}),
        (r"(?:公告)?通告", {"通告"}),
        (r"(?:ab)+c?", {"ab"}),
        (r"©\s*\d", {"©"}),
        (r"(?:甲乙)?[丙丁]?译", {"译"}),
        # one letter is everywhere; what ignores case, or may be left out, tells nothing
        (r"a\s*\d", None),
        (r"(?i)copyright", None),
        (r"\d+|abc", None),
        (r"(?:abc)?", None),
        (r"(?!abc)\d", None),
    ],
)
def test_needles(pattern: str, words: set[str] | None) -> None:
    found = needles(pattern)
    assert (set(found) if found is not None else None) == words


@pytest.mark.parametrize("name", built_in())
def test_every_example_of_a_rule_has_one_of_its_needles(name: str) -> None:
    for rule in load_profile(name).rule:
        words = needles(rule.pattern)
        for example in rule.examples:
            assert words is None or any(word in example for word in words)
            assert not anchored(rule.pattern) or rule.regex.match(example.strip())


@pytest.mark.parametrize(
    ("pattern", "wanted"),
    [
        ("^a", True),
        ("^(?:a|b)", True),
        (r"^[|]\|", True),
        ("^a|b", False),
        ("^a|^b", True),
        ("a", False),
        ("(?:^a)", False),
    ],
)
def test_anchored(pattern: str, wanted: bool) -> None:
    assert anchored(pattern) is wanted


@pytest.mark.parametrize(
    ("pattern", "kinds"),
    [
        ("^(?:您?的位置|Home)", {"您", "的", "H"}),
        (r"^\s*[(\uff08]?\d{1,2}x", {" ", "(", "\uff08", "0"}),
        ("^(?!ab)[a-c]", {"a", "b", "c"}),
        ("^7|^八", {"0", "八"}),
        # what may be empty, begins with anything, or ignores case, tells nothing
        ("^(?:ab)?", None),
        ("^.?a", None),
        (r"^[^a]b", None),
        ("(?i)^a", None),
        ("^(?i:a)b", None),
        ("^[\u4e00-\u9fff]", None),
    ],
)
def test_firsts(pattern: str, kinds: set[str] | None) -> None:
    found = firsts(pattern)
    assert (set(found) if found is not None else None) == kinds


def test_digits_and_spaces_of_all_scripts_are_of_one_kind() -> None:
    assert {kind_of(char) for char in "19\uff13\u0664"} == {"0"}
    assert {kind_of(char) for char in " \t\u3000\xa0"} == {" "}


def test_small_needles_hold_whatever_the_case() -> None:
    assert small_needles("(?i)(?:Courtesy|Draft) Translation") == {" translation"}
    assert small_needles("(?i)\u0434\u043e\u043c") is None  # cased, and not ASCII
    assert small("TRAN\u017fLAT\u0131ON") == "translation"


def test_places_with_any_of_some_words() -> None:
    texts = ["ab ab", "b", "", "ab"]
    for words, places in ((["ab"], {0, 3}), (["b", "x", "abc"], {0, 1, 3}), (["a.", "("], set())):
        pattern = any_of(words)
        assert pattern is not None
        assert places_with(pattern, texts) == places
    assert any_of([]) is None


@pytest.mark.parametrize("name", built_in())
def test_a_page_of_examples_is_told_as_line_by_line(name: str) -> None:
    """What is asked only where it can match finds what asking everything everywhere finds."""
    profile = load_profile(name)
    examples = [
        example.strip()
        for item in (*profile.rule, *profile.marker)
        for example in (*item.examples, *item.counterexamples, *(item.text if hasattr(item, "text") else ()))
    ]
    text = "\n".join(["\u0130zmir", *examples, "TRANSLATION", "3 pages"])
    for given in (text, text.replace("\u0130", "I")):  # with the first, small letters are one more
        lines = lines_of(Reading(given, (Piece(Span(0, len(given))),)))
        texts = [line.text for line in lines]
        rules, markers = rules_of(profile, texts), markers_of(profile, texts)
        for at, line in enumerate(lines):
            assert markers.get(at) == profile.marker_of(line.text)
            fits = [rule for rule in profile.rule[::-1] if len(line.text) <= 400 and rule.matches(line.text)]
            reach = max(10, len(lines) // 3)
            near = {"any": True, "head": at < reach, "tail": at >= len(lines) - reach}
            assert rules.get(at) == next((rule for rule in fits if near[rule.where]), None)
