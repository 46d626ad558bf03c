"""Gross faults of a translation, pair by pair: no judgement of how good it is."""

import math
from collections.abc import Iterator
from typing import NamedTuple

from docpipe.align.dictionary import has_dictionary
from docpipe.align.document import AlignedBead
from docpipe.align.figures import Figure, left_open, source_days, source_figures, target_days, target_figures, unlike
from docpipe.align.form import left_in_chinese, said_again, stray
from docpipe.align.learned import Learned, lexicon_in
from docpipe.align.matching import Matching, matching, share_of
from docpipe.align.omission import broken_off, omitted
from docpipe.align.terms import Term, terms_for, wrong_renderings
from docpipe.align.usual import Usual, usual_of
from docpipe.document import ORIGINAL, TRANSLATION, Document, language_of_part
from docpipe.label.language import language_of
from docpipe.profile_file import folder_of_source

LONG = 12  # characters of an original that cannot be left out by the way
WORDS = 4  # of the poorer side below which nothing can be said of whether the pair belongs together
STRANGE = 2.5  # standard deviations below the usual from which on words that meet are so few that it does not


class Flag(NamedTuple):
    """A fault and the pair it is in; `alignment_seq` is the pair's place in the list of beads."""

    alignment_seq: int | None
    code: str
    severity: str
    message: str
    source: str | None
    target: str | None
    confidence: float


class Fault(NamedTuple):
    """What is wrong with a pair, with the words of either side that it is about."""

    code: str
    severity: str
    message: str
    source: str | None
    target: str | None
    confidence: float


def flags_of(document: Document, beads: list[AlignedBead]) -> list[Flag]:
    """Faults of the pairs in order: of sentences where a paragraph has several, else of the paragraph."""
    text = document.text
    inside = {bead.parent for bead in beads}
    told = [
        (seq, bead, bead.source.of(text) if bead.source else "", bead.target.of(text) if bead.target else "")
        for seq, bead in enumerate(beads)
        if seq not in inside
    ]
    matched = {seq: matching(one, two) for seq, _, one, two in told if one and two and _translated(one, two)}
    usual = usual_of([(one, two, matched[seq]) for seq, _, one, two in told if seq in matched])
    folder = folder_of_source(document.source)
    terms = terms_for(folder)
    found = [*_without_dictionary(document, beads, lexicon_in(folder)), *_leftovers(document)]
    for seq, _, one, two in told:
        found += [Flag(seq, *fault) for fault in faults_of(one, two, matched.get(seq), usual, terms)]
    return found


def _translated(source: str, target: str) -> bool:
    """Whether a pair is of Chinese and English, for which there is a dictionary."""
    return (language_of(source) or "").startswith("zh") and language_of(target) == "en"


def _without_dictionary(document: Document, beads: list[AlignedBead], learned: Learned) -> Iterator[Flag]:
    """That the pairs of a translation rest on lengths, numbers and equal words alone, where they do."""
    own = language_of_part(document, ORIGINAL)
    for told in dict.fromkeys(bead.language for bead in beads):
        if not has_dictionary(own, told):
            pair = f"{own or 'und'} and {told or 'und'}"
            by = "lengths, numbers and equal words"
            if own and told and learned.words(own, told) is not None:
                by = "words learned from the collection, lengths and numbers"
            message = f"aligned by {by}: there is no dictionary for {pair}"
            yield Flag(None, "no_dictionary", "info", message, None, None, 1.0)


def _leftovers(document: Document) -> Iterator[Flag]:
    for block in document.blocks:
        if block.part == TRANSLATION and block.role == "translation_artefact":
            said = document.text_of(block)
            yield Flag(None, "stray", "info", f"a line that says only {said!r}", None, said, 1.0)


def faults_of(
    source: str, target: str, found: Matching | None, usual: Usual, terms: tuple[Term, ...] = ()
) -> Iterator[Fault]:
    """Faults of one pair; either side may be empty. Without a matching only what needs no dictionary is looked at."""
    if not target:
        if len(source) >= LONG:
            yield Fault("omission", "warning", "nothing in the translation renders this", source, None, 0.8)
    elif not source:
        if (said := stray(target)) is not None:
            yield Fault("stray", "info", f"a line that says only {said!r}", None, target, 0.9)
        elif len(target) >= 3 * LONG:
            yield Fault("addition", "warning", "nothing in the original says this", None, target, 0.7)
    elif len(source) >= LONG and language_of(source) == language_of(target):
        yield Fault("untranslated", "warning", "stands as in the original", source, target, 0.8)
    else:
        yield from _of_pair(source, target, found, usual, terms)


def _of_pair(
    source: str, target: str, found: Matching | None, usual: Usual, terms: tuple[Term, ...]
) -> Iterator[Fault]:
    if (language_of(target) or "") not in {"ja", "ko"} and (chinese := left_in_chinese(target)) is not None:
        yield Fault("untranslated", "warning", f"left in Chinese: {chinese}", None, chinese, 0.9)
    said = stray(target)
    if said is not None:
        yield Fault("stray", "info", f"stands there by mistake: {said!r}", None, said, 0.8)
    if (again := said_again(target)) is not None:
        yield Fault("repetition", "warning", f"says it again: {again[:80]!r}", None, again, 0.7)
    if found is None:
        return
    for term, wrong in wrong_renderings(source, target, terms):
        right = " or ".join(term.en) or "something else"
        yield Fault("wrong_term", "warning", f"{term.zh} is {right}, not {wrong}", term.zh, wrong, 0.9)
    share, words = share_of(found)
    deviation = (usual.met - share) * math.sqrt(words) / math.sqrt(usual.met * (1 - usual.met))
    if words >= WORDS and deviation > STRANGE:
        yield Fault("wrong_pair", "error", "renders something else", source, target, 0.7)
        return
    yield from _numbers(source, target)
    if said is None and broken_off(source, target, usual):
        yield Fault("truncated", "warning", "breaks off in the midst of a sentence", source, target, 0.8)
    elif (clause := omitted(found, source, target, usual)) is not None:
        yield Fault("omission", "warning", f"nothing renders: {clause}", clause, None, 0.6)


def _numbers(source: str, target: str) -> Iterator[Fault]:
    days, told = source_days(source), target_days(target)
    if days - told and told - days:
        one, two = (", ".join(f"{month}-{day}" for month, day in sorted(side)) for side in (days - told, told - days))
        yield Fault("date_changed", "warning", f"{one} of the original against {two}", one, two, 0.8)
        return
    lost, added = unlike(source_figures(source), target_figures(target))
    new = left_open(added.new, source, target)
    if lost.more and (new or added.more):
        one, two = _written(lost.more), _written(new or added.more)
        yield Fault("number_changed", "warning", f"{one} of the original against {two}", one, two, 0.8)
    elif missing := [figure for figure in lost.new if figure.written[0].isdigit()]:
        one = _written(missing)
        yield Fault("number_omitted", "info", f"{one} of the original is missing", one, None, 0.7)
    elif new:
        two = _written(new)
        yield Fault("number_added", "info", f"{two} is not in the original", None, two, 0.7)


def _written(figures: list[Figure]) -> str:
    return ", ".join(figure.written for figure in figures)
