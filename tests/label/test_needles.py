"""What a text must hold for an expression to match: cheap to look for, and never missing where something matches."""

import pytest

from docpipe.label.needles import anchored, needles
from docpipe.profile import built_in, load_profile


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"版权所有|All [Rr]ights", {"版权所有", "ights"}),
        (r"^原(?:标题|题目)\s*:", {"标题", "题目"}),
        (r"(?:公告)?通告", {"通告"}),
        (r"(?:ab)+c?", {"ab"}),
        # one letter is everywhere; what ignores case, or may be left out, tells nothing
        (r"©\s*\d", None),
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
    [("^a", True), ("^(?:a|b)", True), (r"^[|]\|", True), ("^a|b", False), ("a", False), ("(?:^a)", False)],
)
def test_anchored(pattern: str, wanted: bool) -> None:
    assert anchored(pattern) is wanted
