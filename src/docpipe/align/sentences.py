"""Sentences of a paragraph."""

import re

from docpipe.span import Span

CHINESE = re.compile(r"[。！？；!?;]+[\"'”’」』）)]*")
OTHER = re.compile(r"(?<![A-Z])(?<!\bNo)(?<!\bMr)(?<!\bDr)(?<!\bArt)[.!?;]+[\"'”’)]*(?=\s+[\"'“‘(]?[A-Z0-9])")


def sentences(text: str, language: str | None) -> list[Span]:
    """Spans of the sentences of a text; together they hold all that is no white space."""
    pattern = CHINESE if (language or "zh").startswith(("zh", "ja")) else OTHER
    found, start = [], 0
    for match in pattern.finditer(text):
        found.append(Span(start, match.end()))
        start = match.end()
    found.append(Span(start, len(text)))
    stripped = []
    for span in found:
        shown = span.of(text)
        if shown.strip():
            lead = len(shown) - len(shown.lstrip())
            stripped.append(Span(span.start + lead, span.start + lead + len(shown.strip())))
    return stripped
