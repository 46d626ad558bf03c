"""The hard evidence of a profile: markers, rules and selectors."""

from itertools import takewhile

from docpipe.css import matches
from docpipe.label.line import Label, Line
from docpipe.label.markers import markers_of
from docpipe.label.rules import rules_of
from docpipe.profile import Marker, Profile
from docpipe.reading import Reading

# A section of links or books holds titles. A line that is longer, or ends as a sentence does, is left to the model.
TITLE_CHARS = 110
# Below the copyright notice of a page stands its footer, whatever section is open.
ENDS_SECTION = "copyright"
SENTENCE_END = ("。", "；", ";", "！", "!")
# So many lines above the first running text may be title, number, recipients, whatever word of a menu stands above.
HEAD_LINES = 8
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "dt"})


class _Section:
    """The section that the last marker opened, if any, how many lines it may still take, and where on the page.

    `heading` is the css path of the marker, `within` that of the nearest element around the marker and the first line
    below it: the section does not reach beyond it. Both are None in a text without layout.
    """

    def __init__(self) -> None:
        self.marker: Marker | None = None
        self.left = 0
        self.heading: str | None = None
        self.within: str | None = None

    def open(self, marker: Marker, line: Line) -> None:
        self.marker = marker if marker.role != "marker" else None
        self.left = marker.lines or 1_000_000
        self.heading, self.within = line.path, None

    def close(self) -> None:
        self.marker = None

    def leave(self, line: Line) -> None:
        """Closes a section of clutter that the line stands outside of, or that it is the next heading after."""
        if self.marker is None or self.marker.part != "clutter" or self.heading is None or line.path is None:
            return
        if self.within is None:
            self.within = _around(self.heading, line.path)
        elif (line.path == self.heading and line.tag in HEADINGS) or (
            self.within and not f"{line.path}>".startswith(f"{self.within}>")
        ):
            self.close()

    def end_of_page(self) -> None:
        if self.marker is not None and self.marker.part == "clutter":
            self.close()

    def take(self, line: Line, rule_hit: bool) -> Label | None:
        marker = self.marker
        if marker is None or rule_hit:
            return None
        if self.left <= 0 or not _fits(marker, line):
            self.close()
            return None
        self.left -= 1
        return Label(marker.part, marker.role, language=marker.language, rule=_signed(marker))


def _around(one: str, other: str) -> str:
    """The css path of the nearest element around two elements; elements of the same path are taken to be two."""
    steps = zip(one.split(">"), other.split(">")[: -1 if one == other else None], strict=False)
    return ">".join(step for step, _ in takewhile(lambda pair: pair[0] == pair[1], steps))


def _fits(marker: Marker, line: Line) -> bool:
    if marker.part != "clutter":
        return True
    return not _is_sentence(line)


def _is_sentence(line: Line) -> bool:
    return len(line.text) > TITLE_CHARS or line.text.endswith(SENTENCE_END)


def _is_item(said: Label | None) -> bool:
    """Whether a line was taken for what stands above it, not for its own words."""
    return said is not None and said.part == "clutter" and said.role != "marker" and said.rule.startswith("marker:")


def _signed(marker: Marker) -> str:
    return f"marker:{marker.name or (marker.text or marker.examples or (marker.pattern,))[0]}"


def _marker_label(marker: Marker) -> Label:
    role = "translation_marker" if marker.part == "translation" else "marker"
    return Label("clutter", role, rule=_signed(marker))


def _selected(line: Line, profile: Profile) -> Label | None:
    if line.path is None:
        return None
    for selector in reversed(profile.selector):
        if selector.role is not None and matches(selector.css, line.path):
            return Label(selector.part, selector.role, rule=f"selector:{selector.css}")
    return None


def _blank_after(line: Line, reading: Reading) -> bool:
    return line.span.of(reading.text).count("\n") > 1


def marked(lines: list[Line], reading: Reading, profile: Profile) -> list[Label | None]:
    """A label for every line that the profile knows for certain, None for the others."""
    texts = [line.text for line in lines]
    rules, markers = rules_of(profile, texts), markers_of(profile, texts)
    section = _Section()
    selects = any(selector.role is not None for selector in profile.selector)
    found: list[Label | None] = []
    runs = False
    for at, line in enumerate(lines):
        marker = markers.get(at)
        if marker is not None:
            section.open(marker, line)
            found.append(_marker_label(marker))
            continue
        rule, label = rules.get(at), None
        if section.marker is not None:
            section.leave(line)
            label = section.take(line, rule is not None)
        if rule is not None:
            if rule.role == ENDS_SECTION and section.marker is not None:
                section.end_of_page()
            label = Label(rule.part, rule.role, rule.level, rule=rule.name or f"rule:{rule.role}")
        label = (_selected(line, profile) or label) if selects else label
        if label is None and not runs and _is_sentence(line):
            runs = True
            found[-HEAD_LINES:] = [None if _is_item(said) else said for said in found[-HEAD_LINES:]]
        found.append(label)
        if section.marker is not None and section.marker.until == "blank" and _blank_after(line, reading):
            section.close()
    return found
