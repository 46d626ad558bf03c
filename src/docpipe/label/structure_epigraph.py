"""Sayings that papers of the sixties and seventies print above their title (最高指示)."""

from docpipe.label.structure_page import Page
from docpipe.label.structure_title import normal

LONGEST_MARK = 12
MOST_LINES = 12
LONGEST_SOURCE = 50
LEAST_SENTENCE = 24


def epigraph(page: Page) -> None:
    """The mark, the sayings below it and their sources are quotations; the paper begins below them."""
    words = page.words("epigraph")
    if not words or not page.own:
        return
    end = _marks(page, words)
    marks = end
    for at in page.own[end:MOST_LINES] if end else ():
        if not _is_saying(page.text(at)):
            break
        end += 1
    if end == marks or end == len(page.own):
        return
    for at in page.own[:end]:
        page.say(at, "quote", "saying above the title")
    page.own = page.own[end:]


def _marks(page: Page, words: tuple[str, ...]) -> int:
    """How many lines on top are the mark, which scans often break into two or three; 0 for none."""
    joined, count = "", 0
    for at in page.own[:3]:
        text = normal(page.text(at))
        if len(text) > LONGEST_MARK or _is_saying(page.text(at)):
            break
        joined, count = joined + text, count + 1
    return count if any(word in joined for word in words) else 0


def _is_saying(text: str) -> bool:
    """A sentence, its end, or the source that it is taken from."""
    source = text.startswith(("《", "——", "（", "(")) and len(text) <= LONGEST_SOURCE
    return source or text[-1] in "。！；”" or (len(text) >= LEAST_SENTENCE and ("。" in text or "，" in text))
