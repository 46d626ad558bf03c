"""Which lines of a page are its main text, by aligning the lines with the gold text."""

import re
from collections import Counter
from difflib import SequenceMatcher

# One token is one CJK, kana or hangul character, or one run of other word characters.
TOKEN = re.compile(
    r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]"
    r"|[^\W\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]+"
)
SIZE = 4


def tokens(text: str) -> list[str]:
    """The tokens that the score counts."""
    return TOKEN.findall(text)


def _shingles(words: list[str]) -> list[tuple[str, ...]]:
    return [tuple(words[at : at + SIZE]) for at in range(max(len(words) - SIZE + 1, 1 if words else 0))]


def coverage(lines: list[str], gold: str) -> tuple[list[float], list[int]]:
    """For each line the share of its tokens that stand in `gold`, in its order, and how many tokens it has."""
    words, owner = list[str](), list[int]()
    counts = []
    for at, line in enumerate(lines):
        found = tokens(line)
        counts.append(len(found))
        words += found
        owner += [at] * len(found)
    wanted = tokens(gold)
    covered = [False] * len(words)
    page, text = _shingles(words), _shingles(wanted)
    used = [False] * len(wanted)
    for block in SequenceMatcher(None, page, text, autojunk=False).get_matching_blocks():
        if block.size:
            for at in range(block.a, min(block.a + block.size + SIZE - 1, len(words))):
                covered[at] = True
            for at in range(block.b, min(block.b + block.size + SIZE - 1, len(wanted))):
                used[at] = True
    hits = [0] * len(lines)
    for at, is_in in zip(owner, covered, strict=True):
        hits[at] += is_in
    _moved(lines, hits, counts, wanted, used)
    return [hit / count if count else 0.0 for hit, count in zip(hits, counts, strict=True)], counts


def _moved(lines: list[str], hits: list[int], counts: list[int], wanted: list[str], used: list[bool]) -> None:
    """Lines that the gold text holds out of order: their shingles lie in what nothing else has used."""
    left = Counter(
        tuple(wanted[at : at + SIZE]) for at in range(len(wanted) - SIZE + 1) if not any(used[at : at + SIZE])
    )
    if not left:
        return
    for at, line in enumerate(lines):
        if counts[at] >= SIZE + 2 and hits[at] * 2 < counts[at]:
            own = _shingles(tokens(line))
            if sum(left[shingle] > 0 for shingle in own) >= 0.8 * len(own):
                hits[at] = counts[at]
                left.subtract(own)
