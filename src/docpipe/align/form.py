"""Faults that a translation shows by itself: what was left in Chinese, said over again, or stands there by mistake."""

import re

HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]{2,}(?:[^A-Za-z]*[\u3400-\u4dbf\u4e00-\u9fff]+)*")
LEAST_HAN = 2
LOOP = re.compile(r"\b(\w+(?:[^\w.]+\w+){1,11})(?:(?:[^\w,]+(?:and\s+)?\1\b)+|(?:,\s*\1\b){2,})", re.IGNORECASE)
DOUBLED = re.compile(r"\b([A-Za-z]{2,})\s+\1\b|\b([A-Za-z]{3,})\s+(?:and|or)\s+\2\b", re.IGNORECASE)
MEANT = frozenset(
    "that had more again very many step day year time years ha bye so one two now who up and over side face on in long much".split()
)
STRAY = re.compile(
    r"[.!?;][\"”’)]*\s+(?:the|of|a|an|and|to|in|for|or)[\s.]*$|\b(?:the|a|an|and|of)[\s.]*$"  # a lone word below the end
    r"|^(?:the|of|a|an|and|to|in|for|or)$"
    r"|[a-z]{4,}\.\s+[.,;]"  # maximized. .
    r"|[a-z]{4,}\.\s*,\s"  # researches. , Meals
)


def left_in_chinese(target: str) -> str | None:
    """A stretch of Chinese characters in a translation into English."""
    found = max(HAN.findall(target), key=len, default="")
    return found if len(found) >= LEAST_HAN else None


def said_again(target: str) -> str | None:
    """Words that a translation says twice in a row, as a machine in a loop does."""
    loop = LOOP.search(target)
    if loop is not None and any(char.isalpha() for char in loop[1]):
        return loop[0]
    return next((found[0] for found in DOUBLED.finditer(target) if (found[1] or found[2]).lower() not in MEANT), None)


def stray(target: str) -> str | None:
    """A lone word or mark that belongs to no sentence."""
    found = STRAY.search(target)
    return found[0].strip() if found else None
