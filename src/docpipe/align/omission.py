"""Clauses of an original that its translation leaves out, and translations that break off."""

import math
import re

from docpipe.align.matching import Matching, length_of
from docpipe.align.usual import Usual

GONE = 0.8  # share of the words of an omitted clause that nothing renders; the others are rendered by chance
CLAUSES = 3  # that are left out at once, at most
FEWEST = 3  # words that a clause has of which the omission shows
MOST_WORDS, MOST_LENGTH = 4.0, 4.0  # what the words and the length may say at most, in log odds
LEAST = 4.3  # log odds from which on a clause is reported
ENDED = re.compile(r"[。！？；!?;.…]+[\"'”’」』）)\]】]*\s*$")
TARGET_ENDED = re.compile(r"[.!?;:…。！？；：]+[\"'”’」』）)\]】]*\s*$|[\"”’)\]】）]\s*$")
LONG = 12  # characters of an original whose end shows
# Items of a list often end without a stop, before the next one begins and at the last: 1. Name 2. Purpose
UNSTOPPED = re.compile(r"[a-z]\)?\s+(?:\d{1,2}\.|\(\d{1,2}\)|[IVX]+\.)\s*[A-Z]")
ITEM = re.compile(r"^\s*[(\uff08]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[、.．)\uff09]")
SHORTER = 0.25  # than usual, logarithm: an item without a stop that breaks off


def omitted(found: Matching, source: str, target: str, usual: Usual) -> str | None:
    """The clauses that are most likely left out, if it is likely enough: their words are not rendered, and the
    translation is shorter than usual by as much as they are long."""
    whole = max(1, sum(len(clause.text) for clause in found.clauses))
    longer = length_of(target) - length_of(source) - usual.ratio
    gain, loss = math.log(GONE / usual.missed), math.log((1 - GONE) / (1 - usual.missed))
    said = [sum(loss if one else gain for one in clause.rendered) for clause in found.clauses]
    best, which = LEAST, None
    for first in range(len(said)):
        words, count, chars = 0.0, 0, 0
        for last in range(first, min(len(said), first + CLAUSES)):
            clause = found.clauses[last]
            words, count, chars = words + said[last], count + len(clause.rendered), chars + len(clause.text)
            share = chars / whole
            if count < FEWEST or share > 0.85:
                continue
            length = (longer**2 - (longer - math.log(1 - share)) ** 2) / (2 * usual.spread**2)
            score = min(words, MOST_WORDS) + max(-6.0, min(length, MOST_LENGTH))
            if score > best:
                best, which = score, "".join(clause.text for clause in found.clauses[first : last + 1])
    return which


def broken_off(source: str, target: str, usual: Usual) -> bool:
    """Whether the original ends as a sentence does, and the translation in the midst of one."""
    if len(source) < LONG or ENDED.search(source) is None or TARGET_ENDED.search(target) is not None:
        return False
    if ITEM.search(source):
        return length_of(target) - length_of(source) < usual.ratio - SHORTER
    return UNSTOPPED.search(target) is None
