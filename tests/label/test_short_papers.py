"""The invented short papers that the models learn from."""

from pathlib import Path

from train.data import SHORT, _cut, _paper
from train.short import KINDS, short_papers


def test_they_are_the_same_papers_each_time_and_others_for_another_seed() -> None:
    count = 3 * len(KINDS)
    first = list(short_papers(count))
    assert first == list(short_papers(count))
    assert first != list(short_papers(count, seed=2))
    assert len({name for name, _ in first}) == count


def test_each_kind_is_short_and_has_no_line_that_is_blank() -> None:
    papers = list(short_papers(40 * len(KINDS)))
    assert {name.partition("-")[0] for name, _ in papers} == {name for name, _ in KINDS}
    for _, lines in papers:
        assert 3 <= len(lines) <= 40
        assert all(line.strip() and "\n" not in line for line in lines)


def test_no_paper_of_the_tests_is_among_them() -> None:
    shown = "\n".join(path.read_text("utf-8") for path in Path("tests/extract").glob("papers_*.toml"))
    titles = {
        lines[0] for name, lines in short_papers(126) if name.partition("-")[0] in {"notice", "reply", "circular"}
    }
    assert titles
    assert not {title for title in titles if title in shown}


def test_every_line_of_one_is_wanted_and_none_of_what_stands_around_it() -> None:
    (_, body), *_ = short_papers(1)
    for html in (False, True):
        sample = _paper(SHORT, "x", "x", ["首页", "登录"], body, ["版权所有"], html, 0.4)
        assert sample.texts == ["首页", "登录", *body, "版权所有"]
        assert sample.wanted.tolist() == [0.0, 0.0, *[1.0] * len(body), 0.0]
        assert sample.weight == 0.4


def test_a_long_paper_is_cut_to_its_head_and_its_end() -> None:
    body = [str(at) for at in range(20)]
    assert _cut(body, 0) == ["0", "1", "2", "3", "4", "18", "19"]
    assert _cut(body, 1) == ["0", "1", "2", "3", "4", "5", "18", "19"]
