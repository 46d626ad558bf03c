"""Gross faults of a translation: what of a paragraph's numbers it lost or added, what it left out or left as it was."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from docpipe.align.document import AlignedBead
from docpipe.align.words import chinese_tokens, english_tokens
from docpipe.document import Document
from docpipe.label.language import language_of

LONG = 12  # characters of an original that cannot be left out by the way
COUNTED = 20  # numbers from here on are figures; smaller ones are counted in words, too (两, both)
LOW_SCORE = -8.0


class Flag(NamedTuple):
    """A fault and the pair it is in; `alignment_seq` is the pair's place in the list of beads."""

    alignment_seq: int | None
    code: str
    severity: str
    message: str
    source: str | None
    target: str | None
    confidence: float


def flags_of(document: Document, beads: list[AlignedBead]) -> list[Flag]:
    """Faults of the paragraph pairs, in order."""
    text = document.text
    found: list[Flag] = []
    for seq, bead in enumerate(beads):
        if bead.level != "paragraph":
            continue
        source = bead.source.of(text) if bead.source else ""
        target = bead.target.of(text) if bead.target else ""
        found.extend(_of_pair(seq, source, target))
    return found


def _of_pair(seq: int, source: str, target: str) -> Iterator[Flag]:
    if not target:
        if len(source) >= LONG:
            yield Flag(seq, "omission", "warning", "nothing in the translation renders this", source, None, 0.8)
        return
    if not source:
        if len(target) >= 3 * LONG:
            yield Flag(seq, "addition", "warning", "nothing in the original says this", None, target, 0.7)
        return
    if len(source) >= LONG and language_of(source) == language_of(target):
        yield Flag(seq, "untranslated", "warning", "stands as in the original", source, target, 0.8)
        return
    one, two = _figures(source), _figures(target)
    lost, added = sorted((one - two).elements()), sorted((two - one).elements())
    lost = [item for item in lost if item not in two]
    added = [item for item in added if item not in one]
    if lost:
        severity = "warning" if added else "info"
        code = "number_changed" if added else "number_omitted"
        message = f"{', '.join(lost)} of the original" + (f" against {', '.join(added)}" if added else " is missing")
        yield Flag(seq, code, severity, message, ", ".join(lost), ", ".join(added) or None, 0.7)


def _figures(text: str) -> Counter[str]:
    """The numbers of a text that any translation keeps as figures."""
    tokens = chinese_tokens(text) if (language_of(text) or "").startswith("zh") else english_tokens(text)
    numbers = (token[1:] for token in tokens if token.startswith("#"))
    return Counter(item for item in numbers if item.isdigit() and int(item) >= COUNTED)
