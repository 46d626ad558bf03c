"""Labels and values that a site prints without a colon: pairs of `span`, or label and value on lines of their own."""

from docpipe.document import TRANSLATION
from docpipe.label.line import Label, Line
from docpipe.label.structure_meta import OF_PAPER, SPACE, said

HEAD_LINES = 60
LEAST_LABELS = 3  # a word such as 标题 or 来源 alone is no label; three in a row are a table that lost its rules
LONGEST_LABEL, LONGEST_VALUE = 8, 80
SHORTEST_GLUED = 2
ALONE, GLUED = "site: label", "site: label without colon"


def bare_labels(lines: list[Line], labels: list[Label], known: dict[str, str]) -> None:
    """Runs of labels that stand above the text without a colon, each with its value, are metadata."""
    at = 0
    firsts = {word[:1] for word in known}  # few lines begin as a label does: the others need no look
    while at < min(len(lines), HEAD_LINES):
        if lines[at].text[0] not in firsts:
            at += 1
            continue
        run = _run(lines, labels, at, known)
        if run.count("site: value") + run.count(GLUED) >= LEAST_LABELS:
            for place, rule in enumerate(run, at):
                labels[place] = said(labels[place], rule)
        at += max(len(run), 1)


def _run(lines: list[Line], labels: list[Label], at: int, known: dict[str, str]) -> list[str]:
    """What the lines from `at` on are, as long as they are labels and their values."""
    rules: list[str] = []
    for line, label in zip(lines[at:], labels[at:], strict=True):
        if label.part == TRANSLATION or line.cell is not None or len(line.text) > LONGEST_VALUE:
            break
        if is_label(line.text, known):
            rules.append(ALONE)
        elif rules and rules[-1] == ALONE:
            rules.append("site: value")
        elif glued_label(line.text, known):
            rules.append(GLUED)
        else:
            break
    while rules and rules[-1] == ALONE:  # the last has no value: a heading, perhaps
        rules.pop()
    return rules


def is_label(text: str, known: dict[str, str]) -> bool:
    """Whether a line is a label of a site and nothing else, and has no colon."""
    word = SPACE.sub("", text) if len(text) <= 2 * LONGEST_LABEL else ""
    return len(word) > 1 and known.get(word, "recipients") not in OF_PAPER


def glued_label(text: str, known: dict[str, str]) -> int:
    """How long the label is that a line begins with, a value straight behind it; 0 for none."""
    for end in range(min(LONGEST_LABEL, len(text) - 1), SHORTEST_GLUED - 1, -1):
        if text[end] not in ":\uff1a" and known.get(text[:end], "recipients") not in OF_PAPER:
            return end
    return 0
