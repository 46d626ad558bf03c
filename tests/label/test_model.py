"""The numbers of a page, the forests that are asked about them, and what is made of their answers."""

from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from docpipe.label.decode import context, kept, with_template
from docpipe.label.features import best_run, columns, features, names
from docpipe.label.line import lines_of
from docpipe.label.model.forest import HERE, Forest, Model, load_model, write_model
from docpipe.reading import Piece, Reading
from docpipe.span import Span


def _reading(text: str) -> Reading:
    return Reading(text, (Piece(Span(0, len(text))),))


@given(st.text(alphabet="ab \n\u4e2d\u3002,.<1\U00020000\u00e9", max_size=200))
@settings(max_examples=60, deadline=None)
def test_every_line_has_all_numbers_and_none_is_strange(text: str) -> None:
    reading = _reading(text)
    lines = lines_of(reading)
    if not lines:
        return
    for html in (False, True):
        page = features(lines, reading, html)
        assert page.rows.shape == (len(lines), len(names(html)))
        assert np.isfinite(page.rows).all()
        assert np.isfinite(context(np.zeros(len(lines), np.float32), page)).all()


def test_the_models_fit_their_columns_and_are_small() -> None:
    for html, name in ((True, "html"), (False, "text")):
        model = load_model(name)
        assert model is not None
        assert model.columns == columns(html)
        assert int(model.first.column.max()) < len(names(html))
    assert sum(path.stat().st_size for path in HERE.glob("*.npz")) < 3_000_000


def test_a_forest_answers_as_its_trees_do(tmp_path: Path) -> None:
    forest = Forest(
        np.array([[0], [1]], np.int16), np.array([[0.5], [2.0]], np.float32),
        np.array([[1, 2, 4, 8]], np.float32), 0.5,
    )  # fmt: skip
    rows = np.array([[0, 0], [1, 0], [0, 3], [1, 3]], np.float32)
    assert forest.scores(rows).tolist() == [1.5, 2.5, 4.5, 8.5]
    model = Model(forest, forest, "x")
    write_model(model, tmp_path / "a.npz")
    write_model(model, tmp_path / "b.npz")
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()


def test_best_run() -> None:
    assert best_run(np.array([-1.0, 2, -1, 3, -5, 1])) == (1, 4)
    assert best_run(np.array([-1.0, -2])) == (0, 0)


def test_a_page_with_anything_likely_is_not_left_empty() -> None:
    sizes = np.array([10, 200, 10], np.float32)
    assert kept(np.array([0.01, 0.3, 0.02]), sizes).tolist() == [False, True, False]
    assert kept(np.array([0.01, 0.97, 0.45]), sizes).tolist() == [False, True, False]
    assert kept(np.array([]), np.array([], np.float32)).tolist() == []


def test_the_site_is_heard_but_does_not_shout() -> None:
    again, linked = np.array([True, False]), np.array([False, False])
    low, high = with_template(np.array([0.7, 0.99]), again, linked)
    assert low < 0.5 < high


def test_training_is_the_same_twice() -> None:
    from train.boost import Plan, grow

    random = np.random.default_rng(1)
    rows = random.normal(size=(400, 5)).astype(np.float32)
    wanted = (rows[:, 1] + rows[:, 3] > 0).astype(np.float32)
    page = np.repeat(np.arange(20), 20).astype(np.int32)
    plan = Plan(trees=30, depth=3)
    first, second = (grow(rows, wanted, np.ones(400, np.float32), page, plan) for _ in range(2))
    assert first.leaf.tobytes() == second.leaf.tobytes()
    assert (((first.scores(rows) > 0) == (wanted > 0)).mean()) > 0.9


def test_gold_in_order() -> None:
    from train.gold import coverage

    lines = ["menu home", "one two three four five", "six seven eight nine", "one two", "end of it all"]
    share, counts = coverage(lines, "one two three four five\nsix seven eight nine")
    assert share == [0.0, 1.0, 1.0, 0.0, 0.0]
    assert counts == [2, 5, 4, 2, 4]


def test_counting_the_smaller_side_of_a_question_gives_what_counting_both_gives() -> None:
    from train.boost import _histograms, _parted

    random = np.random.default_rng(3)
    sub = random.integers(0, 7, (4, 300)).astype(np.uint8)
    node, slope, curve = np.zeros(300, np.int64), random.normal(size=300), random.random(300)
    held = _histograms(sub, node, slope, curve, 1, 7)
    for depth, right in enumerate((sub[1] > 4, sub[2] > 0, sub[0] > 9)):  # few, many, none to the right
        held = _parted(held, sub, node, right, slope, curve, 7)
        node += right.astype(np.int64) << depth
        assert np.allclose(held, _histograms(sub, node, slope, curve, 2 << depth, 7))
