"""Label and value lines that a site prints around a document: metadata, not text."""

import re

from docpipe.document import CLUTTER, ORIGINAL
from docpipe.label.line import Label, Line
from docpipe.profile import Profile

# Labels that a paper itself prints; everything else in `labels` is a site's.
OF_PAPER = frozenset(
    {"recipients", "reported_to", "copied_to", "signer", "note", "printed_for", "keywords", "attachments"}
)
LONGEST = 160
LABEL = re.compile(
    r"^[\s\u3000【\[［(（]*([A-Za-z\u4e00-\u9fff][A-Za-z\u4e00-\u9fff \u3000\xa0]{0,12}?)"
    r"\s*(?:(?<=[^\s])[】\]］]\s*[:\uff1a]?|[:\uff1a])"
)
LABEL_ENDS = (":", "\uff1a", "】", "]", "］")
# 2021-3-5 15:30, as sites print it below a title, with labels behind it or alone.
STAMP = re.compile(
    r"^[\s\[【(\uff08]*(?P<day>(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?)[\sT]+\d{1,2}[:\uff1a]\d\d(?:[:\uff1a]\d\d)?"
    r"[\s\]】)\uff09|]*(?=$|[^\d:\uff1a]{1,12}[:\uff1a])"
)
STAMPED = frozenset("12[【(\uff08")  # what a stamp begins with
SPACE = re.compile(r"[\s\u3000\xa0]+")
HEAD_LINES, TAIL_LINES = 60, 10
TITLES = frozenset({"h1", "h2", "h3"})


def site_metadata(lines: list[Line], labels: list[Label], profile: Profile) -> None:
    """Labelled lines and cells above the text, and below it, are metadata; their fields are still quoted.

    What a judge of running text took for clutter is asked, too: a label and its value belong together.
    """
    known = profile.label_fields
    places = [at for at, label in enumerate(labels) if label.part == ORIGINAL or _judged(label)]
    own = [place for place, at in enumerate(places) if labels[at].part == ORIGINAL]
    first, last = (own[0], own[-1]) if own else (0, 0)
    waiting = False
    label: Line | None = None
    for place, at in enumerate(places):
        line = lines[at]
        if len(line.text) > LONGEST or (first + HEAD_LINES < place < last - TAIL_LINES):
            waiting = False
            continue
        named = _label_alone(line, known)
        if named is not None:
            # A cell with a label alone is a site's, whatever the label; a line may be the paper's own.
            waiting = line.cell is not None or named not in OF_PAPER
            if waiting:
                labels[at], label = said(labels[at], "site: label"), line
            continue
        if waiting and label is not None and _is_value(label, line) and not _has_label(line, label, known):
            waiting = False
            if line.tag not in TITLES:
                labels[at] = said(labels[at], "site: value")
            continue
        waiting = False
        if line.text[0] in STAMPED and line.cell is None and line.text[-1] not in "。；" and STAMP.match(line.text):
            labels[at] = said(labels[at], "site: day and time")._replace(role="source_line")
            continue
        field = _label_in(line.text, known)
        if field is not None and field not in OF_PAPER:
            labels[at] = said(labels[at], "site: label in line")


def _label_alone(line: Line, known: dict[str, str]) -> str | None:
    if line.text[-1] not in ":：" and line.cell is None and line.tag not in {"dt", "th"}:
        return None
    alone = SPACE.sub("", line.text.strip(":： \u3000【】[]"))
    return known.get(alone) if len(alone) <= 16 else None


def _label_in(text: str, known: dict[str, str]) -> str | None:
    """The field of the label that a line begins with."""
    if "。" in text or not any(end in text for end in LABEL_ENDS):
        return None
    found = LABEL.match(text)
    return known.get(SPACE.sub("", found[1])) if found is not None else None


def _is_value(label: Line, line: Line) -> bool:
    """Whether a line can be the value of a label: in a table, a cell of the same row; an empty cell has no line."""
    if label.cell is None or line.cell is None:
        return label.cell is None or label.cell == line.cell
    return label.cell.table == line.cell.table and label.cell.row == line.cell.row


def _has_label(line: Line, label: Line, known: dict[str, str]) -> bool:
    """Whether a line below a label without a value (失效日期：) is the next label, with its own."""
    found = LABEL.match(line.text) if label.cell is None else None
    return found is not None and found.end() < len(line.text) and SPACE.sub("", found[1]) in known


def _judged(label: Label) -> bool:
    return label.part == CLUTTER and label.rule.startswith(("model:", "heuristic:title stands"))


def said(label: Label, rule: str) -> Label:
    """The label of a line that a site prints around the text."""
    return label._replace(part=CLUTTER, role="metadata", rule=rule, confidence=0.95)
