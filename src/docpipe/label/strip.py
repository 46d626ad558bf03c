"""Content or clutter, and its kind, for the lines that the profile leaves open."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from docpipe.document import CLUTTER, ORIGINAL
from docpipe.label.decode import chances, contradicts, kept, with_template
from docpipe.label.ending import BELOW_THE_END, below_the_end
from docpipe.label.features import HINT, Page, columns, features
from docpipe.label.line import NEW, Label, Line
from docpipe.label.model import load_model
from docpipe.label.template import BY_TEMPLATE, linked_places, repeated
from docpipe.profile import Profile
from docpipe.reading import Reading

# Readers whose sources come from the web. What people wrote in a word processor has no clutter around it.
OF_THE_WEB = frozenset({"html", "text", "mhtml", "warc"})
HEADINGS = {f"h{level}": level for level in range(1, 7)}
# Kinds of clutter by what the names of the elements around hint at, in order of trust.
BY_HINT = (
    ("comments", HINT["comment"]),
    ("share_print", HINT["share"]),
    ("advertisement", HINT["advert"]),
    ("recommended", HINT["related"]),
    ("navigation", HINT["nav"]),
    ("copyright", HINT["footer"]),
    ("login", HINT["form"]),
    ("navigation", HINT["header"]),
    ("source_line", HINT["meta"]),
    ("recommended", HINT["side"]),
)
PRESERVED = frozenset({"pre", "code", "listing", "xmp"})
# Text in <pre> is code, or a paper that someone kept in its lines: ideographs tell.
NEAR_LINES = 5
IDEOGRAPH = re.compile(r"[\u3400-\u9fff]")
COPYRIGHT = re.compile(r"\u00a9|\([cC]\)|[cC]opyright|COPYRIGHT|[aA]ll [rR]ights|\u7248\u6743")
CRUMB = re.compile(r"[^\s>\u203a\u00bb/]\s*[>\u203a\u00bb/]+\s*(?=[^\s>\u203a\u00bb/])")
DATED = re.compile(r"(?:19|20)\d\d\s*[-/.\u5e74]\s*\d{1,2}|\d{1,2}:\d\d")
# What is a whole sentence, and from which chance on the model may be wrong about it.
SENTENCE, SENTENCE_ENDS, UNSURE = 8, "\u3002\uff01\uff1f", 0.1
SPACES = re.compile(r"\s+")


def stripped(
    lines: list[Line],
    labels: list[Label | None],
    reading: Reading,
    profile: Profile,
    template: Mapping[str, Any] | None = None,
) -> list[Label]:
    """A label for every line. What the profile said stands; the rest is told by the model and the site's template."""
    if not lines or all(said is not None for said in labels):
        return [said for said in labels if said is not None]
    if reading.reader not in OF_THE_WEB:
        return [
            said or _content(line, lines, at, 1.0, "default") for at, (line, said) in enumerate(pairs(lines, labels))
        ]
    page = features(lines, reading, None, labels, profile.words.get("clutter", ()))
    family = "html" if page.html else "text"
    model = load_model(family)
    if model is None or model.columns != columns(page.html):
        return [said or Label(ORIGINAL, "paragraph") for said in labels]
    chance = chances(page, model)
    keep = kept(chance, page.sizes)
    overruled: dict[int, str] = {}
    if template:
        told = np.array(repeated(lines, template), np.int8), np.array(linked_places(lines, template), bool)
        if contradicts(chance, keep, *told):
            before, chance = keep, with_template(chance, *told)
            keep = kept(chance, page.sizes)
            overruled |= dict.fromkeys(np.flatnonzero(before & ~keep & (told[0] > 0)).tolist(), BY_TEMPLATE)
    keep |= _continued(lines, labels, keep, chance)
    ends = [at for at, said in enumerate(labels) if said is not None and said.rule in profile.ending_rules]
    if ends:
        beyond = below_the_end([line.text for line in lines], ends, keep)
        keep &= ~beyond
        overruled |= dict.fromkeys(np.flatnonzero(beyond).tolist(), BELOW_THE_END)
    rule = f"model:{family}"
    first, last = _bounds(keep)
    title = _title(lines, labels, page, keep, first)
    copy = _copied_title(lines) if not page.html else None
    found: list[Label] = []
    for at, (line, said, own, sure) in enumerate(zip(lines, labels, keep.tolist(), chance.tolist(), strict=True)):
        if said is not None:
            found.append(said)
        elif at == copy:
            found.append(Label(CLUTTER, "page_title", rule="heuristic:title stands again below"))
        elif own:
            found.append(_content(line, lines, at, sure, rule))
        elif at == title:
            found.append(Label(ORIGINAL, "title", rule="heuristic:title above the text", confidence=0.8))
        else:
            by = overruled.get(at, rule)
            role = "template_line" if by == BY_TEMPLATE else _kind(line, page, at, first, last)
            found.append(NEW(Label, (CLUTTER, role, None, None, by, 0.9 if by == BELOW_THE_END else 1.0 - sure, None)))
    return found


def pairs(lines: list[Line], labels: list[Label | None]) -> list[tuple[Line, Label | None]]:
    """Each line with what the profile said of it."""
    return list(zip(lines, labels, strict=True))


def _continued(
    lines: list[Line], labels: list[Label | None], keep: npt.NDArray[np.bool_], chance: npt.NDArray[np.float64]
) -> npt.NDArray[np.bool_]:
    """Whole sentences in the same place as the kept line above or below them, where the model is not sure of clutter.

    The last paragraph of a paper is often short and dated (本办法自…起施行), as source lines are.
    """
    found = np.zeros(len(lines), bool)
    for at in np.flatnonzero(~keep & (chance >= UNSURE)):
        line = lines[at]
        if labels[at] is not None or line.link_chars or len(line.text) < SENTENCE or line.text[-1] not in SENTENCE_ENDS:
            continue
        found[at] = any(
            0 <= near < len(lines) and keep[near] and lines[near].path == line.path and lines[near].tag == line.tag
            for near in (at - 1, at + 1)
        )
    return found


def _bounds(keep: npt.NDArray[np.bool_]) -> tuple[int, int]:
    inside = np.flatnonzero(keep)
    return (int(inside[0]), int(inside[-1])) if len(inside) else (0, len(keep))


def _content(line: Line, lines: list[Line], at: int, sure: float, rule: str) -> Label:
    """The role of a line of content by its element."""
    tag = line.tag or ""
    if tag in HEADINGS:
        return Label(ORIGINAL, "heading", HEADINGS[tag], rule=rule, confidence=sure)
    role = "paragraph"
    if line.cell is not None:
        role = "paragraph" if _shares_cell(line, lines, at) else "table_cell"
    elif tag in {"li", "dd", "dt"}:
        role = "list_item"
    elif tag in PRESERVED and not _is_prose(line, lines, at):
        role = "code"
    elif tag in {"caption", "figcaption"}:
        role = "caption"
    elif tag == "blockquote" or (line.path is not None and ">blockquote" in line.path):
        role = "quote"
    label: Label = NEW(Label, (ORIGINAL, role, None, None, rule, sure, None))
    return label


def _is_prose(line: Line, lines: list[Line], at: int) -> bool:
    """Whether most of the preformatted lines about this one are written in ideographs."""
    near = [other.text for other in lines[max(at - NEAR_LINES, 0) : at + NEAR_LINES + 1] if other.tag == line.tag]
    return 2 * sum(2 * len(IDEOGRAPH.findall(text)) > len(text) for text in near) >= len(near)


def _shares_cell(line: Line, lines: list[Line], at: int) -> bool:
    """Whether the cell holds more than this line: then the table lays out the page."""
    return any(0 <= other < len(lines) and lines[other].cell == line.cell for other in (at - 1, at + 1))


def _title(
    lines: list[Line], labels: list[Label | None], page: Page, keep: npt.NDArray[np.bool_], first: int
) -> int | None:
    """The line that holds the document's title outside its text: what the page names so, last above the text."""
    if not page.html:
        return None
    near = [
        at
        for at in range(max(first - 60, 0), min(first + 3, len(lines)))
        if labels[at] is None and not keep[at] and lines[at].link_chars * 2 < len(lines[at].text)
    ]
    named = [at for at in near if page.title[at] > 0 and len(lines[at].text) >= 4]
    if any(page.title[at] == 2 and (lines[at].tag or "") in HEADINGS for at in np.flatnonzero(keep)):
        return None
    headed = [at for at in named if (lines[at].tag or "") in HEADINGS]
    topmost = [at for at in near if lines[at].tag == "h1"]
    best = headed or [at for at in named if page.title[at] == 2] or topmost
    return best[-1] if best else None


def _copied_title(lines: list[Line]) -> int | None:
    """The first line where it stands again a little below, in one line or in several: the title of the saved page."""
    head = SPACES.sub("", lines[0].text)
    if not 6 <= len(head) <= 200:
        return None
    texts = [SPACES.sub("", line.text) for line in lines[1:16]]
    for start in range(len(texts)):
        joined = ""
        for text in texts[start : start + 4]:
            joined += text
            if joined == head:
                return 0
            if not head.startswith(joined):
                break
    return None


def _kind(line: Line, page: Page, at: int, first: int, last: int) -> str:
    """What kind of clutter a line is."""
    text = line.text
    if COPYRIGHT.search(text):
        return "copyright"
    linked = line.link_chars * 2 >= len(text)
    if at < first and 8 <= len(text) <= 160 and len(CRUMB.findall(text)) >= 2:
        return "breadcrumb"
    bits = page.hints[at]
    for role in _hinted(bits):
        if role == "copyright" and linked:
            return "navigation"
        if role == "recommended" and linked and bits & HINT["related"]:
            return "related_link"
        if role == "source_line" and linked and not DATED.search(text):
            continue
        return role
    if page.title[at] == 2 and at < first:
        return "page_title"
    if len(text) <= 80 and DATED.search(text) and first - 6 <= at <= last + 6:
        return "source_line"
    if linked:
        return "navigation" if at < first or len(text) < 12 else "recommended"
    if not page.html and at < first and len(text) <= 20:
        return "navigation"
    return "clutter"


@lru_cache(maxsize=4096)
def _hinted(bits: int) -> tuple[str, ...]:
    """The kinds of clutter that names hint at, the most trusted first."""
    return tuple(role for role, bit in BY_HINT if bits & bit)
