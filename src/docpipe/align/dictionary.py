"""Chinese words and what they may be in English: CC-CEDICT, compiled by `python -m train.dictionary`."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from docpipe.align.packed import unpacked

FILE = Path(__file__).with_name("cedict.bin")
LONGEST = 8


class Dictionary(NamedTuple):
    """`places[starts[at]:starts[at + 1]]` are the stems of the word whose place is `at`; `longest` says of two
    characters how long the longest word is that begins with them."""

    words: dict[str, int]
    stems: dict[str, int]
    starts: npt.NDArray[np.uint32]
    places: npt.NDArray[np.uint16]
    longest: dict[str, int]


@cache
def dictionary() -> Dictionary:
    """The dictionary, loaded once for a process."""
    parts = unpacked(FILE)
    words = str(parts["words"], "utf-8").split("\n")
    stems = str(parts["stems"], "utf-8").split("\n")
    heads = str(parts["heads"], "utf-8")
    pairs = map("".join, zip(heads[::2], heads[1::2], strict=True))
    return Dictionary(
        dict(zip(words, range(len(words)), strict=True)),
        dict(zip(stems, range(len(stems)), strict=True)),
        np.frombuffer(parts["starts"], np.uint32),
        np.frombuffer(parts["places"], np.uint16),
        dict(zip(pairs, parts["lengths"], strict=True)),
    )


def has_dictionary(own: str | None, told: str | None) -> bool:
    """Whether these languages are Chinese and English; other pairs rest on lengths, numbers, equal words, and on what
    was learned from the collection."""
    return {(language or "").split("-")[0] for language in (own, told)} == {"zh", "en"}


def segmented(text: str) -> list[str]:
    """The words of a run of Chinese characters: the longest that the dictionary has, from left to right."""
    known, longest = dictionary().words, dictionary().longest.get
    at, end, words = 0, len(text), []
    while at < end:
        word = text[at : at + 2]
        size = longest(word, 1)
        if size != 2:  # else the two characters are the longest word that begins with them
            while size > 2 and text[at : at + size] not in known:
                size -= 1
            if size == 2 and word not in known:
                size = 1
            word = text[at : at + size]
        words.append(word)
        at += size
    return words
