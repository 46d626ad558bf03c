"""Whether what stands as a translation is one of this original at all."""

from statistics import fmean

from docpipe.align.dictionary import has_dictionary
from docpipe.align.document import AlignedBead, alignments, chained
from docpipe.document import ORIGINAL, Document, Problem, language_of_part

FEWEST = 8  # paragraphs of both sides below which nothing is said
ALONE = -3.0  # what a paragraph counts for that nothing renders
LEAST = -1.5  # of the mean; translations lie above -0.6, other texts of the same kind below -2


def fitness(beads: list[AlignedBead]) -> float | None:
    """The mean score of the paragraphs, those that stand alone among them; None where they are few."""
    pairs = [bead for bead in beads if bead.level == "paragraph"]
    scores = [bead.score if bead.source and bead.target else ALONE for bead in pairs for _ in _sides(bead)]
    return fmean(scores) if len(scores) >= FEWEST else None


def _sides(bead: AlignedBead) -> tuple[int, ...]:
    return (*bead.source_seqs, *bead.target_seqs)


def aligned_or_not(document: Document) -> tuple[list[AlignedBead], tuple[Problem, ...]]:
    """The pairs of a document, without those of a translation that is one of something else: that is a problem."""
    own = language_of_part(document, ORIGINAL)
    fitting, problems = [], []
    for beads in alignments(document):
        mean = fitness(beads)
        if mean is None or mean >= LEAST or not has_dictionary(own, beads[0].language):
            fitting.append(beads)
        else:
            message = f"the translation is not one of this original: mean score {mean:.1f}, {LEAST} is the least"
            problems.append(Problem("translation_mismatch", message, "warning"))
    return chained(fitting), tuple(problems)
