"""Sentences of a paragraph."""

import re
from collections.abc import Iterator

from docpipe.span import Span
from docpipe.values.dates import MONTHS

# A list's first item, on the line that announces it, is a sentence of its own.
CHINESE = re.compile(r"[。！？；!?;]+[\"'”’」』）)]*|[:\uff1a](?=\s*(?:一、|[(\uff08]一[)\uff09]|1[、.\uff0e]))")
# Capitals of all scripts that have some; in Uyghur, Arabic and Korean any letter may begin a sentence.
CAPITALS = "A-Z" + "".join(chr(at) for at in (*range(0xC0, 0x590), *range(0x1E00, 0x1F00)) if chr(at).isupper())
BEGINS = rf"[{CAPITALS}0-9\u0620-\u06d3\uac00-\ud7a3]"
NO_END = "".join(rf"(?<!\b{word})" for word in ("No", "Mr", "Dr", "Art", "г", "ул", "ст", "п", "им"))
OTHER = re.compile(
    rf"(?<![{CAPITALS}]){NO_END}[.!?;؟؛۔]+[\"'”’)»]*(?=\s+[\"'“‘(«]?{BEGINS})"
    r"|[།༎]\s*།+(?=\s*\S)"  # the double stroke below a Tibetan sentence
)
ITEM = re.compile(r"(?:^|(?<=\s))\(?(\d{1,2})(?:\.|\))(?=\s*[\"“(]?[A-Z])")
# Before a number that is none of an item: Article 1. The …
NO_ITEM = re.compile(rf"\b(?:Article|Section|Chapter|Paragraph|Item|Part|Nos?\.?|{'|'.join(MONTHS)})\s$", re.IGNORECASE)


def sentences(text: str, language: str | None) -> list[Span]:
    """Spans of the sentences of a text; together they hold all that is no white space."""
    ends = _ends_of_chinese if (language or "zh").startswith(("zh", "ja")) else _ends
    found, start = [], 0
    for end in (*ends(text), len(text)):
        found.append(Span(start, end))
        start = end
    stripped = []
    for span in found:
        shown = span.of(text)
        if shown.strip():
            lead = len(shown) - len(shown.lstrip())
            stripped.append(Span(span.start + lead, span.start + lead + len(shown.strip())))
    return stripped


def _ends_of_chinese(text: str) -> Iterator[int]:
    return (match.end() for match in CHINESE.finditer(text))


def _ends(text: str) -> list[int]:
    """Where sentences end; what numbers an item belongs to what follows it, not to what it follows."""
    items = list(_items(text))
    marks = {at for item in items for at in range(item.start, item.end + 1)}
    stops = {match.end() for match in OTHER.finditer(text)} - marks
    return sorted(stops | {item.start for item in items if item.start})


def _items(text: str) -> Iterator[Span]:
    """Where items of a list are numbered: by 1, or by one more than the last."""
    last = 0
    for match in ITEM.finditer(text):
        number = int(match[1])
        if match.start() and number not in {1, last + 1}:
            continue
        if NO_ITEM.search(text, 0, match.start()) is None:
            yield Span(*match.span())
            last = number
