"""The paragraphs of a document beside those of its translations, and the sentences inside them."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from docpipe.align.beads import align, align_sections
from docpipe.align.learned import NONE, Learned, lexicon_in
from docpipe.align.sentences import sentences
from docpipe.document import ORIGINAL, TRANSLATION, Document
from docpipe.profile_file import folder_of_source
from docpipe.span import Span

# Original lines that a translation may render; imprint and header, too, for a translation renders all of the paper.
LEFT_OUT = frozenset({"translation_artefact", "page_number", "page_furniture", "blank", "attachment_text"})
OWN = 0.15  # share of all translated text from which on a language is a translation of its own, and no quotation in one


class Unit(NamedTuple):
    """A paragraph, or a sentence of one: the blocks that it stands in, its span and text."""

    seqs: tuple[int, ...]
    span: Span
    text: str
    language: str | None


class Pair(NamedTuple):
    """Units of both sides that render each other."""

    sources: list[Unit]
    targets: list[Unit]
    score: float


class AlignedBead(NamedTuple):
    """A pair of `level` paragraph or sentence; `parent` is the place of a sentence's paragraph pair in the list,
    `language` that of the translation which it is of."""

    level: str
    parent: int | None
    source_seqs: tuple[int, ...]
    source: Span | None
    target_seqs: tuple[int, ...]
    target: Span | None
    score: float
    language: str | None = None


def align_document(document: Document) -> list[AlignedBead]:
    """Pairs of paragraphs in order, each followed by its pairs of sentences; one translation after the other, and none
    where there is no translation."""
    return chained(alignments(document))


def chained(parts: list[list[AlignedBead]]) -> list[AlignedBead]:
    """Pairs of several translations as one list."""
    found: list[AlignedBead] = []
    for beads in parts:
        start = len(found)
        found += [bead if bead.parent is None else bead._replace(parent=bead.parent + start) for bead in beads]
    return found


def alignments(document: Document) -> list[list[AlignedBead]]:
    """The pairs of each translation, in order of where they stand."""
    own = _paragraphs(document, ORIGINAL)
    told = _by_language(_paragraphs(document, TRANSLATION)) if own else {}
    learned = lexicon_in(folder_of_source(document.source)) if told else NONE
    return [list(_aligned(document.text, own, units, language, learned)) for language, units in told.items()]


def _by_language(units: list[Unit]) -> dict[str | None, list[Unit]]:
    """Paragraphs of each translation by its language; a language that has few is no translation of its own."""
    sizes: Counter[str | None] = Counter()
    for unit in units:
        sizes[unit.language] += len(unit.text.encode("utf-8", "replace"))
    large = [tag for tag, size in sizes.most_common() if tag is not None and size >= OWN * sizes.total()]
    families: dict[str, str] = {}
    for tag in large:
        families.setdefault(tag.split("-")[0], tag)
    if len(families) < 2:
        return {sizes.most_common(1)[0][0]: units} if units else {}
    found: dict[str | None, list[Unit]] = {}
    last = families.get((units[0].language or "").split("-")[0]) or large[0]
    for unit in units:
        last = families.get((unit.language or "").split("-")[0], last)
        found.setdefault(last, []).append(unit)
    return found


def _aligned(
    text: str, one: list[Unit], two: list[Unit], language: str | None, learned: Learned
) -> Iterator[AlignedBead]:
    pairs = [
        Pair([one[at] for at in bead.source], [two[at] for at in bead.target], bead.score)
        for bead in align([unit.text for unit in one], [unit.text for unit in two], learned)
    ]
    inside = _sentence_pairs(text, pairs, learned)
    count = 0
    for at, pair in enumerate(pairs):
        parts = inside.get(at, [])
        yield _bead("paragraph", None, pair, language)
        yield from (_bead("sentence", count, part, language) for part in parts)
        count += 1 + len(parts)


def _paragraphs(document: Document, part: str) -> list[Unit]:
    """Blocks of a part; lines of a title stand together."""
    units: list[Unit] = []
    previous = None
    for seq, block in enumerate(document.blocks):
        mine = block.part == part or (part == ORIGINAL and block.role == "page_title")  # translated with the rest
        if mine and block.role not in LEFT_OUT:
            raw = block.span.of(document.text)
            start = block.span.start + len(raw) - len(raw.lstrip())
            unit = Unit((seq,), Span(start, start + len(raw.strip())), raw.strip(), block.language)
            if previous is not None and block.role == previous == "title" and units[-1].seqs[-1] == seq - 1:
                last = units.pop()
                span = Span(last.span.start, unit.span.end)
                unit = Unit((*last.seqs, seq), span, f"{last.text} {unit.text}", unit.language)
            units.append(unit)
        previous = block.role if mine else None
    return units


def _sentence_pairs(text: str, pairs: list[Pair], learned: Learned) -> dict[int, list[Pair]]:
    """Of each pair of paragraphs by its place, its pairs of sentences; none where either side is empty, or both are one
    sentence: then the pair of paragraphs says it all."""
    one: list[Unit] = []
    two: list[Unit] = []
    sections: list[tuple[int, int]] = []
    owner: list[int] = []  # the pair that each sentence of the source is of
    owner_two: list[int] = []
    for at, pair in enumerate(pairs):
        left, right = list(_sentences(text, pair.sources)), list(_sentences(text, pair.targets))
        if left and right and len(left) + len(right) > 2:
            one += left
            two += right
            sections.append((len(left), len(right)))
            owner += [at] * len(left)
            owner_two += [at] * len(right)
    found: dict[int, list[Pair]] = {}
    for bead in align_sections([unit.text for unit in one], [unit.text for unit in two], sections, learned):
        place = owner[bead.source[0]] if bead.source else owner_two[bead.target[0]]
        part = Pair([one[at] for at in bead.source], [two[at] for at in bead.target], bead.score)
        found.setdefault(place, []).append(part)
    return found


def _sentences(text: str, units: list[Unit]) -> Iterator[Unit]:
    for unit in units:
        if len(unit.seqs) > 1:
            yield unit
            continue
        for span in sentences(unit.text, unit.language):
            moved = Span(unit.span.start + span.start, unit.span.start + span.end)
            yield Unit(unit.seqs, moved, moved.of(text), unit.language)


def _bead(level: str, parent: int | None, pair: Pair, language: str | None) -> AlignedBead:
    sources, targets, score = pair
    return AlignedBead(level, parent, _seqs(sources), _span(sources), _seqs(targets), _span(targets), score, language)


def _seqs(units: list[Unit]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(seq for unit in units for seq in unit.seqs))


def _span(units: list[Unit]) -> Span | None:
    return Span(units[0].span.start, units[-1].span.end) if units else None
