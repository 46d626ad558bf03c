"""Headings by their numbers (GB/T 9704-2012 7.3.3: 一、 （一） 1. （1）), by their tag or by their style."""

import re

from docpipe.label.line import Label, Line

HAN_NUMBER = "[一二三四五六七八九十百]{1,4}"
LEVELS = (
    (1, re.compile(rf"^{HAN_NUMBER}\s*[、.\uff0e]")),
    (2, re.compile(rf"^[(\uff08]\s*{HAN_NUMBER}\s*[)\uff09]")),
    (3, re.compile(r"^\d{1,2}\s*[.\uff0e、](?!\d)")),
    (4, re.compile(r"^[(\uff08]\s*\d{1,2}\s*[)\uff09]")),
)
SHOWN = {1: "{}、", 2: "（{}）", 3: "{}.", 4: "（{}）"}
MARKDOWN = re.compile(r"^(#{1,6})\s+\S")
MARKDOWN_MARK = re.compile(r"^#{1,6}\s+")
TAG = re.compile(r"^h([1-6])$")
STYLE = re.compile(r"^(?:Heading|heading|标题)\s*([1-9])$")
LONGEST = 46
LONGEST_SENTENCE = 28
ENDS = "。；;，,."
LAID_OUT = frozenset({"heading by layout", "heading by mark", "legal division"})


def level_of(text: str) -> int | None:
    """The level of a numbered line, 1 to 4; None for a line without a number."""
    if text[:1] not in NUMBERED:
        return None
    return next((level for level, pattern in LEVELS if pattern.match(text)), None)


NUMBERED = frozenset("一二三四五六七八九十百（(0123456789")


def numbered(text: str) -> tuple[int, str] | None:
    """The level of a numbered line and its number, however it was typed (一、 （一） 1. （1）); None for no number."""
    text = MARKDOWN_MARK.sub("", text)
    for level, pattern in LEVELS:
        found = pattern.match(text)
        if found is not None:
            return level, SHOWN[level].format(re.sub(r"[\s、.\uff0e()\uff08\uff09]", "", found[0]))
    return None


def is_heading(text: str, level: int) -> bool:
    """Whether a numbered line is a heading: short, one sentence, and on the lower levels without a full stop."""
    if len(text) > LONGEST or any(char in text[:-1] for char in "。；;"):
        return False
    if text[-1] == "。" and (len(text) > LONGEST_SENTENCE or "，" in text or "," in text):
        return False  # a numbered sentence, not the name of what follows
    return text[-1] not in ("；;，,:：" if level <= 2 else ENDS + ":：")


def _of_one_kind(labels: list[Label], own: list[int]) -> None:
    """Numbered lines of one level straight below each other are all headings or all items of a list."""
    run: list[int] = []
    for at in [*own, -1]:
        follows = bool(run) and at == run[-1] + 1 and labels[at].level == labels[run[-1]].level is not None
        if run and not follows:
            if len({labels[item].role for item in run}) > 1:
                for item in run:
                    labels[item] = labels[item]._replace(role="list_item", rule="item of a numbered list")
            run = []
        if at >= 0 and labels[at].level is not None and labels[at].rule not in LAID_OUT:
            run.append(at)


def headed(lines: list[Line], labels: list[Label], own: list[int]) -> None:
    """Numbered lines among `own` have their level, and those that are headings the role."""
    for at in own:
        line, label = lines[at], labels[at]
        said = TAG.match(line.tag or "") or STYLE.match(line.style or "")
        if said is not None and len(line.text) < 200:
            labels[at] = label._replace(role="heading", level=int(said[1]), rule="heading by layout")
            continue
        level = level_of(line.text) if label.path is None else None
        if level is not None:
            role = "heading" if is_heading(line.text, level) and line.cell is None else label.role
            labels[at] = label._replace(
                role=role, level=level, rule="heading by number" if role == "heading" else label.rule
            )
        elif line.text[0] == "#" and (mark := MARKDOWN.match(line.text)):
            labels[at] = label._replace(role="heading", level=len(mark[1]), rule="heading by mark")
    _of_one_kind(labels, own)
