"""Damaged copies of every format, as many as there is time for; `make fuzz` tries a hundred thousand."""

import os

import pytest

from tests.fuzz import damaged, fuzz
from tests.readers.formats import MAKERS


@pytest.mark.slow
def test_damaged_copies() -> None:
    seconds = float(os.environ.get("DOCPIPE_FUZZ_SECONDS", "60"))
    counts, faults = fuzz(2_000, seconds=seconds)
    assert counts["copies"] >= 100, "the machine is too slow to say anything"
    assert faults == []


def test_a_copy_can_be_made_again() -> None:
    samples = {"a.txt": MAKERS["a.txt"](), "a.html": MAKERS["a.html"]()}
    assert damaged(samples, 7) == damaged(samples, 7) != damaged(samples, 8)
    assert any(damaged(samples, seed).content != samples[damaged(samples, seed).name] for seed in range(9))
