"""What the pages of a site repeat: lines, places and headings, counted page by page and used as evidence of clutter.

A template is a Mapping of three tables, one for each kind of `templates`: `line`, `path` and `heading`, each from the
value to a `Repeat`. `template_of` makes it from counts, `from_rows` from rows of the table `templates`.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import ceil
from typing import Any, NamedTuple

from docpipe.label.line import Line

# How the labels that a template decided are signed.
BY_TEMPLATE = "template"
LINE, PATH, HEADING = "line", "path", "heading"
KINDS = (LINE, PATH, HEADING)
# A line of the template is on at least so many pages, and on such a share of the pages of its site.
PAGES, SHARE = 2, 0.3
# A line that so many pages have, and such a share of them, is the site's however much it reads like text.
EVERY_PAGES, EVERYWHERE = 5, 0.9
# Lines longer than this are paragraphs; sites repeat disclaimers, so the bound is wide.
LINE_CHARS, PATH_CHARS, HEADING_CHARS = 300, 400, 30
# Two pages that share so much of their lines are one page that was saved twice.
TWIN = 0.9
# How far from its usual place (0 top to 1 bottom) a line may stand to be the line of the template.
NEAR = 0.25


class Repeat(NamedTuple):
    """On how many of `total` pages something stands, and its mean place on them, 0 top to 1 bottom."""

    pages: int
    total: int
    position: float

    @property
    def share(self) -> float:
        """Pages divided by total."""
        return self.pages / self.total if self.total else 0.0

    @property
    def is_template(self) -> bool:
        """Whether so many pages have it that it is the site's and not the document's."""
        return self.pages >= max(PAGES, SHARE * self.total)

    @property
    def is_everywhere(self) -> bool:
        """Whether nearly every page of several has it."""
        return self.pages >= EVERY_PAGES and self.share >= EVERYWHERE


class Seen(NamedTuple):
    """What one page has: (kind, value) to its place; `key` holds the lines that tell pages from their twins."""

    values: Mapping[tuple[str, str], float]
    key: frozenset[str]


class Count(NamedTuple):
    """One row for the table `templates`, but for the collection and the run."""

    site: str
    kind: str
    value: str
    pages: int
    total: int
    share: float
    position: float


def plain(text: str) -> str:
    """A line as it is compared: white space normalised."""
    return " ".join(text.split())


def seen(lines: list[Line]) -> Seen:
    """What one page has that a site could repeat."""
    values: dict[tuple[str, str], float] = {}
    count = max(len(lines) - 1, 1)
    for at, line in enumerate(lines):
        place = at / count
        text = plain(line.text)
        if len(text) <= LINE_CHARS:
            values.setdefault((LINE, text), place)
            if len(text) <= HEADING_CHARS and line.link_chars == 0:
                values.setdefault((HEADING, text), place)
        if line.path is not None and line.link_chars * 2 >= len(line.text):
            values.setdefault((PATH, line.path[:PATH_CHARS]), place)
    return Seen(values, frozenset(text for kind, text in values if kind == LINE))


def _twins(pages: Sequence[Seen]) -> Iterator[Seen]:
    """The pages without those that were seen before, all but a tenth of their lines.

    Twins share one of their rarest lines, of which each has more than it may lack in the other; so a page is compared
    with the few that have one of its own, and not with all of its site.
    """
    often = Counter(line for page in pages for line in page.key)
    by_line: dict[str, list[Seen]] = {}
    for page in pages:
        size = len(page.key)
        rarest = sorted(page.key, key=lambda line: (often[line], line))[: size - ceil(TWIN * size) + 1]
        near = (other for line in rarest for other in by_line.get(line, ()))
        if size >= 3 and any(len(page.key & other.key) >= TWIN * max(size, len(other.key)) for other in near):
            continue
        for line in rarest:
            by_line.setdefault(line, []).append(page)
        yield page


def count(pages: Iterable[tuple[str, list[Line]]]) -> list[Count]:
    """Counts of whatever stands on at least two pages of a site; `pages` are (site, lines), twins count once."""
    by_site: dict[str, list[Seen]] = {}
    for site, lines in pages:
        by_site.setdefault(site, []).append(seen(lines))
    found: list[Count] = []
    for site, all_pages in sorted(by_site.items()):
        different = list(_twins(all_pages))
        sums: dict[tuple[str, str], list[float]] = {}
        for page in different:
            for name, place in page.values.items():
                held = sums.setdefault(name, [0, 0.0])
                held[0] += 1
                held[1] += place
        total = len(different)
        found += [
            Count(site, kind, value, int(number), total, number / total, places / number)
            for (kind, value), (number, places) in sorted(sums.items())
            if number >= PAGES
        ]
    return found


def template_of(counts: Iterable[Count], site: str) -> dict[str, dict[str, Repeat]]:
    """What `stripped` takes as the template of pages of this site."""
    found: dict[str, dict[str, Repeat]] = {kind: {} for kind in KINDS}
    for item in counts:
        if item.site == site:
            found[item.kind][item.value] = Repeat(item.pages, item.total, item.position)
    return found


def from_rows(rows: Iterable[Mapping[str, Any]], site: str) -> dict[str, dict[str, Repeat]]:
    """The template of a site from rows of the table `templates`."""
    return template_of(
        (
            Count(
                row["site"], row["kind"], row["value"], row["pages"], row["total"], row["share"], row["position"] or 0.0
            )
            for row in rows
        ),
        site,
    )


def template_key(lines: list[Line], template: Mapping[str, Any]) -> str | None:
    """16 hex digits of what the site says of these lines; None where it says nothing. Equal keys: equal labels."""
    again, linked = repeated(lines, template), linked_places(lines, template)
    if not any(again) and not any(linked):
        return None
    said = bytes(2 * one + two for one, two in zip(again, linked, strict=True))
    return hashlib.sha256(said).hexdigest()[:16]


def repeated(lines: Sequence[Line], template: Mapping[str, Any]) -> list[int]:
    """For each line whether it is one that the site repeats, about where the site has it: 1, or 2 for nearly always."""
    known: Mapping[str, Repeat] = template.get(LINE, {})
    last = max(len(lines) - 1, 1)
    return [
        1 + held.is_everywhere
        if (held := known.get(plain(line.text))) is not None
        and held.is_template
        and abs(at / last - held.position) <= NEAR
        else 0
        for at, line in enumerate(lines)
    ]


def linked_places(lines: Sequence[Line], template: Mapping[str, Any]) -> list[bool]:
    """For each line whether it is a link in a place where most pages of the site have links."""
    known: Mapping[str, Repeat] = template.get(PATH, {})
    return [
        line.path is not None
        and line.link_chars * 2 >= len(line.text)
        and (held := known.get(line.path[:PATH_CHARS])) is not None
        and held.is_template
        for line in lines
    ]
