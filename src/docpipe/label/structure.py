"""The roles of an original's and a translation's lines: title, number, recipients, headings, signature …"""

from collections import Counter

from docpipe.document import ORIGINAL, TRANSLATION
from docpipe.label.line import Label, Line
from docpipe.label.structure_address import addressed
from docpipe.label.structure_bare import bare_labels
from docpipe.label.structure_front import front_matter
from docpipe.label.structure_heading import headed
from docpipe.label.structure_legal import legal
from docpipe.label.structure_meta import site_metadata
from docpipe.label.structure_paper import paper
from docpipe.label.structure_rescue import rescued
from docpipe.label.structure_roc import is_roc_letter, roc_letter
from docpipe.label.structure_translation import translation_roles
from docpipe.profile import Profile
from docpipe.reading import Reading

# Roles that are still open: nothing has said more than "content".
OPEN = frozenset({"paragraph", "list_item", "table_cell"})
LAYOUT_LINES = 5  # so many lines in one cell are a text, not a datum
GUESSED_TITLE = "heuristic:title above the text"


def _without_layout_tables(lines: list[Line]) -> list[Line]:
    """The lines; those of a cell that holds a whole text, as tables that only place it do, are in no table."""
    held = Counter(line.cell for line in lines if line.cell is not None)
    texts = {cell for cell, count in held.items() if count >= LAYOUT_LINES}
    return [line._replace(cell=None) if line.cell in texts else line for line in lines] if texts else lines


def _open(labels: list[Label]) -> list[int]:
    """Places of the original's lines that may still become anything; a title by the look of the page is a guess."""
    return [
        at
        for at, label in enumerate(labels)
        if label.part == ORIGINAL
        and (label.role in OPEN or label.role == "heading" or (label.role == "title" and label.rule == GUESSED_TITLE))
    ]


def structured(lines: list[Line], labels: list[Label], reading: Reading, profile: Profile) -> list[Label]:
    """The labels with the roles of a paper's own structure; lines that are no paper's keep theirs."""
    lines = _without_layout_tables(lines)
    result = front_matter(lines, labels)
    bare_labels(lines, result, profile.label_fields)
    rescued(lines, result, profile)
    own = _open(result)
    if is_roc_letter(lines, own):
        roc_letter(lines, result, own, profile)
        own = [at for at in own if result[at].role in OPEN]
        headed(lines, result, own)
        return result
    site_metadata(lines, result, profile)
    own = _open(result)
    paper(lines, result, own, reading, profile)
    legal(lines, result, [at for at in own if result[at].role in OPEN])
    text = [at for at in own if result[at].role in OPEN]
    headed(lines, result, text)
    addressed(lines, result, text)
    translated = [at for at, label in enumerate(result) if label.part == TRANSLATION and label.role in OPEN]
    translation_roles(lines, result, translated, profile)
    return result
