"""Every sample comes out as its gold file says, line for line."""

from difflib import unified_diff

import pytest

from tests.samples.gold import Sample, known_faults, samples, strays

SAMPLES = list(samples())


def test_there_are_samples_of_many_oddities() -> None:
    odd = [sample for sample in SAMPLES if sample.name.startswith("odd/")]
    assert len(odd) >= 25
    assert len(SAMPLES) - len(odd) >= 30


def test_no_gold_file_is_left_without_its_sample() -> None:
    assert strays() == []


def test_known_faults_are_those_of_samples() -> None:
    assert set(known_faults()) <= {sample.name for sample in SAMPLES}


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_sample_is_as_its_gold_file_says(sample: Sample) -> None:
    if not sample.gold.is_file():
        sample.write()
        pytest.fail(f"there was no gold file; wrote {sample.gold}: read it, mend what is wrong, commit it")
    gold, now = sample.gold.read_text("utf-8").splitlines(), sample.now().splitlines()
    diff = "\n".join(unified_diff(gold, now, "gold", "now", lineterm="", n=1))
    assert not diff, f"{sample.name} is not as its gold file says (`make gold` accepts all changes):\n{diff}"
