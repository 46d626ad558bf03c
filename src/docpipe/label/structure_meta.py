"""Label and value lines that a site prints around a document: metadata, not text."""

import re

from docpipe.document import CLUTTER
from docpipe.label.line import Label, Line
from docpipe.profile import Profile

# Labels that a paper itself prints; everything else in `labels` is a site's.
OF_PAPER = frozenset({"recipients", "reported_to", "copied_to", "signer", "note", "printed_for", "keywords", "title"})
LONGEST = 160
LABEL = re.compile(r"^[\s\u3000【\[(（]*([A-Za-z\u4e00-\u9fff][A-Za-z\u4e00-\u9fff \u3000\xa0]{0,12}?)\s*[:\uff1a]")
HEAD_LINES = 60


def site_metadata(lines: list[Line], labels: list[Label], own: list[int], profile: Profile) -> None:
    """Labelled lines and cells above the text, and below it, are metadata; their fields are still quoted."""
    known = profile.label_fields
    value_next = False
    for place, at in enumerate(own):
        line = lines[at]
        if len(line.text) > LONGEST or (place > HEAD_LINES and place < len(own) - 10):
            value_next = False
            continue
        alone = re.sub(r"[\s\u3000\xa0]+", "", line.text.rstrip(":： \u3000"))
        named = known.get(alone) if len(alone) <= 12 else None
        if named is not None and (line.text[-1] in ":：" or line.cell is not None):
            # A cell with a label alone is a site's, whatever the label; a line may be the paper's own.
            value_next = line.cell is not None or named not in OF_PAPER
            if value_next:
                labels[at] = _said(labels[at], "site: label")
            continue
        if value_next:
            value_next = False
            labels[at] = _said(labels[at], "site: value")
            continue
        found = LABEL.match(line.text)
        field = known.get(re.sub(r"[\s\u3000\xa0]+", "", found[1])) if found else None
        if field is not None and field not in OF_PAPER and "。" not in line.text:
            labels[at] = _said(labels[at], "site: label in line")


def _said(label: Label, rule: str) -> Label:
    return label._replace(part=CLUTTER, role="metadata", rule=rule, confidence=0.95)
