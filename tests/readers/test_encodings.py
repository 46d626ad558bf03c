"""Texts in the encodings of East Asia: decoded right, damaged or not, and never a loss without a word."""

import random

import pytest

from benchmarks.digitizing import ENCODINGS, text_of
from docpipe.readers.encoding import decode


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("declared", [None, "utf-8", "big5", "shift_jis"])
def test_right_whatever_is_declared(encoding: str, declared: str | None) -> None:
    for seed in range(5):
        text = text_of(encoding, 200, random.Random(seed))
        found = decode(text.encode(encoding), declared)
        assert (found.text, found.faults) == (text, ())


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_one_bad_byte_costs_what_stands_around_it(encoding: str) -> None:
    for seed in range(8):
        chance = random.Random(seed)
        text = text_of(encoding, 300, chance)
        content = bytearray(text.encode(encoding))
        content[chance.randrange(100, len(content) - 40)] = 0xFF
        found = decode(bytes(content))
        assert found.text[:20] == text[:20] and found.text[-15:] == text[-15:], (seed, found.encoding)
        assert found.faults or encoding.startswith("utf-16")  # there it may be another character


def test_a_lost_byte_does_not_shift_the_rest() -> None:
    text = text_of("gbk", 300, random.Random(4)).replace("\n", "")
    content = text.encode("gbk")
    found = decode(content[:201] + content[202:])
    assert found.text[-60:] == text[-60:]
    assert found.text[:90] == text[:90]


def test_markup_before_the_first_letter_says_nothing() -> None:
    for encoding in ("gbk", "big5", "euc_kr"):
        text = "<html>" + "<div class='x'></div>" * 800 + text_of(encoding, 100, random.Random(2))
        assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize("text", ["Café à la carte, s'il vous plaît. " * 5, "Größe und Überlänge der Straße. " * 5])
def test_letters_of_western_europe(text: str) -> None:
    assert decode(text.encode("cp1252")).text == text
