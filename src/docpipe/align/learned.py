"""The lexicon of a collection: words that render each other in its own translations, in `lexicon.tsv`.

It serves pairs of languages for which docpipe has no dictionary.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from docpipe.align.association import Association
from docpipe.profile_file import LEXICON_FILE, ProfileError

COLUMNS = ("source_language", "target_language", "source", "target", "weight", "lines")
Words = dict[str, tuple[tuple[str, float], ...]]


class Learned(NamedTuple):
    """For a pair of languages (without script), of every word those that may render it, with their weights."""

    pairs: dict[tuple[str, str], Words]

    def words(self, one: str, two: str) -> Words | None:
        """The words from the one language to the other; None where nothing was learned for the two."""
        return self.pairs.get((family(one), family(two)))


NONE = Learned({})


def family(language: str) -> str:
    """A language without script and region: zh-Hant is zh."""
    return language.split("-", maxsplit=1)[0]


def read_lexicon(path: Path) -> Learned:
    """The lexicon of a file, both ways. Raises ProfileError for a line that is none of it."""
    found: dict[tuple[str, str], dict[str, dict[str, float]]] = {}
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#") or line.split("\t") == [*COLUMNS]:
            continue
        try:
            one, two, source, target, weight, _ = line.split("\t")
            share = float(weight)
        except ValueError as wrong:
            raise ProfileError(f"{path}:{number}: not {', '.join(COLUMNS)}: {line!r}") from wrong
        found.setdefault((one, two), {}).setdefault(source, {})[target] = share
        found.setdefault((two, one), {}).setdefault(target, {})[source] = share
    return Learned({pair: {word: tuple(told.items()) for word, told in words.items()} for pair, words in found.items()})


def written(entries: Iterable[tuple[str, str, Association]]) -> str:
    """The file of these entries, each with its two languages."""
    lines = [f"{one}\t{two}\t{item.source}\t{item.target}\t{item.weight}\t{item.lines}" for one, two, item in entries]
    return "\n".join(["\t".join(COLUMNS), *lines, ""])


@lru_cache(maxsize=64)
def _read(path: Path, stamp: int) -> Learned:
    return read_lexicon(path)


def lexicon_in(folder: Path | None) -> Learned:
    """The lexicon of a collection's folder; an empty one where it has none."""
    path = folder / LEXICON_FILE if folder is not None else None
    return _read(path, path.stat().st_mtime_ns) if path is not None and path.is_file() else NONE


def weights(words: Words, source: list[str], places: dict[str, int]) -> Iterator[tuple[int, int, float]]:
    """Places of words that may render each other, with the weight of each pair."""
    for at, word in enumerate(source):
        for told, weight in words.get(word, ()):
            if told in places:
                yield at, places[told], weight
