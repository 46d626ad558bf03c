"""Lexicons of collections, learned from the sentences that the warehouse has side by side."""

from pathlib import Path
from typing import NamedTuple

from docpipe.align.association import Association, associated
from docpipe.align.dictionary import has_dictionary
from docpipe.align.learned import family, written
from docpipe.collection import folder_of
from docpipe.profile_file import LEXICON_FILE
from docpipe.sql import connect

LEAST = 50  # below so many pairs what words have in common is chance
SENTENCES = """
SELECT p.language, p.translation_language, p.source_text, p.target_text
FROM parallel p JOIN documents d USING (document_id)
WHERE d.collection = ? AND p.source_text IS NOT NULL AND p.target_text IS NOT NULL
  AND p.language IS NOT NULL AND p.translation_language IS NOT NULL
ORDER BY d.document_id, p.seq
"""


class Lesson(NamedTuple):
    """Two languages, how many pairs of sentences they have, how many pairs of words were learned from these; none where
    there is a dictionary already (`known`) or too little to learn from."""

    one: str
    two: str
    sentences: int
    words: int
    known: bool


class Learning(NamedTuple):
    """What was learned, and the file that it stands in; `changed` where it says something else than before."""

    lessons: tuple[Lesson, ...]
    file: Path
    changed: bool


def learn_lexicon(raw: Path, warehouse: Path, collection: str) -> Learning:
    """`lexicon.tsv` in the collection's folder holds what its aligned sentences teach; untouched where that is nothing.

    The same for the same snapshot. The next run aligns the collection's documents again, with it. Raises NoWarehouse.
    """
    told: dict[tuple[str, str], list[tuple[str, str]]] = {}
    with connect(warehouse) as db:
        for own, other, source, target in db.execute(SENTENCES, [collection]).fetchall():
            told.setdefault((family(own), family(other)), []).append((source, target))
    lessons: list[Lesson] = []
    entries: list[tuple[str, str, Association]] = []
    for (one, two), pairs in sorted(told.items()):
        known = one == two or has_dictionary(one, two)
        found = associated(pairs, one, two) if not known and len(pairs) >= LEAST else []
        lessons.append(Lesson(one, two, len(pairs), len(found), known))
        entries += [(one, two, item) for item in found]
    file = folder_of(raw, collection) / LEXICON_FILE
    before = file.read_text("utf-8") if file.is_file() else None
    now = written(entries) if entries else before
    if now is not None and now != before:
        file.write_text(now, "utf-8")
    return Learning(tuple(lessons), file, now != before)
