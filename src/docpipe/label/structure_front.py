"""Front matter: the `key: value` lines between two `---` at the top of a Markdown file."""

import re

from docpipe.document import CLUTTER
from docpipe.label.line import Label, Line

FENCE = "---"
MOST_LINES = 60
ENTRY = re.compile(r"^(?:[\w.-]{1,40}\s*:.*|-\s.*)$")


def front_matter(lines: list[Line], labels: list[Label]) -> list[Label]:
    """The labels, with front matter as metadata."""
    if not lines or lines[0].text != FENCE:
        return list(labels)
    close = next((at for at in range(1, min(len(lines), MOST_LINES)) if lines[at].text == FENCE), None)
    if close is None or not all(ENTRY.match(line.text) for line in lines[1:close]):
        return list(labels)
    said = Label(CLUTTER, "metadata", rule="front matter")
    return [said] * (close + 1) + list(labels[close + 1 :])
