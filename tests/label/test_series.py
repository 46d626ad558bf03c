"""Series of numbers against their plain definitions."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from docpipe.label.decode import _quantiles
from docpipe.label.features.hints import HINT, hints_of
from docpipe.label.features.series import gaps, moved, outside, since, windows

NUMBERS = st.lists(st.integers(-9, 9), min_size=1, max_size=40)


@given(NUMBERS)
def test_windows_and_neighbours(numbers: list[int]) -> None:
    series = np.array([numbers, numbers[::-1]], np.float64)
    for reach, sums in zip((1, 3, 50), windows(series, (1, 3, 50)), strict=True):
        for at in range(len(numbers)):
            assert sums[0, at] == sum(numbers[max(at - reach, 0) : at + reach + 1])
    for by, beside in zip((-2, 1), moved(series, (-2, 1), 99.0), strict=True):
        for at in range(len(numbers)):
            assert beside[0, at] == (numbers[at + by] if 0 <= at + by < len(numbers) else 99)


@given(NUMBERS)
def test_gaps(numbers: list[int]) -> None:
    hits = np.array(numbers) > 0
    below, above = gaps(hits)
    for at in range(len(numbers)):
        after = [there - at for there in range(at, len(numbers)) if hits[there]]
        before = [at - there for there in range(at + 1) if hits[there]]
        assert below[at] == np.log1p(after[0] if after else len(numbers) + 20 - at)
        assert above[at] == np.log1p(before[-1] if before else at + 21)
        assert since(hits)[at] == (np.log1p(before[-1]) if before else -1.0 if hits.any() else -2.0)


def test_outside_of_a_stretch() -> None:
    assert outside(5, 1, 3).tolist() == [-np.log1p(1), 0, 0, np.log1p(1), np.log1p(2)]


@given(st.lists(st.floats(-20, 20), min_size=1, max_size=50))
def test_quantiles_are_those_of_numpy(numbers: list[float]) -> None:
    values = np.array(numbers)
    assert _quantiles(values, (0.1, 0.5)) == [float(np.quantile(values, 0.1)), float(np.quantile(values, 0.5))]


def test_names_hint_one_by_one() -> None:
    assert hints_of("#topNav.main-menu") == HINT["header"] | HINT["nav"] | HINT["content"]
    assert hints_of(".adsorb") == 0  # `ad` is a word, not a beginning
    assert hints_of("") == 0
