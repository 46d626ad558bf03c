"""HTML: every visible text node once, in order, with the element it stands in."""

import re
from collections.abc import Iterator

from docpipe.readers.encoding import declared, decode, disagreement
from docpipe.readers.html_events import events
from docpipe.readers.html_limits import tamed
from docpipe.readers.html_table import Grid
from docpipe.reading import Fault, Piece, Reading
from docpipe.source import Source
from docpipe.span import Span

# Elements that a browser shows on lines of their own.
BLOCK = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol optgroup option "
    "p plaintext pre search section select summary table tbody td textarea tfoot th thead tr ul xmp".split()
)
# Elements whose text a browser does not show as part of the page.
HIDDEN = frozenset("script style head title noscript template iframe noframes noembed object datalist svg math".split())
PRESERVED = frozenset("pre textarea listing xmp plaintext".split())
HEADING = frozenset("h1 h2 h3 h4 h5 h6".split())
BOLD = frozenset("b strong th".split())
NOT_SHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
WHITE = re.compile(r"[ \t\n\r\f]+")
# A path names so many classes of an element and is so deep at most; pages with generated classes have dozens.
CLASSES, DEPTH = 4, 60
CELLS = frozenset({"tr", "td", "th"})
SUPPLIERS = frozenset({"meta", "link", "base", "html"})
Attributes = dict[str, str | None]


class _Page:
    """The text as it grows, and what is open around the place where it grows."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.pieces: list[Piece] = []
        self.length = 0
        self.space = True  # whether the text ends in white space that a browser would not add to
        self.fresh = True  # whether the text ends at the start of a line
        self.paths: list[str] = [""]
        self.blocks: list[str] = ["body"]
        self.hrefs: list[str | None] = [None]
        self.styles: list[str | None] = [None]
        self.hidden = 0  # depth of hidden elements around
        self.kept = 0  # depth of preformatted elements around
        self.hidden_chars = 0
        self.grids: list[Grid] = []
        self.tables = 0
        self.meta: list[tuple[str, str]] = []
        self.title: list[str] = []
        self.in_title = False

    def write(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def newline(self) -> None:
        if not self.fresh:
            self.write("\n")
            self.fresh = self.space = True

    def open(self, tag: str, block: bool, attributes: Attributes) -> None:
        """An element begins; what stands in it stands there."""
        path = self.paths[-1]
        if len(self.paths) < DEPTH:
            step = _step(tag, attributes.get("id"), attributes.get("class")) if attributes else tag
            path = f"{path}>{step}" if path else step
        self.paths.append(path)
        self.blocks.append(tag if block else self.blocks[-1])
        self.hrefs.append(attributes["href"] or "" if tag == "a" and "href" in attributes else self.hrefs[-1])
        self.styles.append("heading" if tag in HEADING else "bold" if tag in BOLD else self.styles[-1])
        self.kept += tag in PRESERVED

    def close(self, tag: str) -> None:
        """The innermost open element ends."""
        self.paths.pop()
        self.blocks.pop()
        self.hrefs.pop()
        self.styles.pop()
        self.kept -= tag in PRESERVED

    def show(self, raw: str) -> None:
        if self.kept:
            text = raw
        else:
            text = WHITE.sub(" ", raw)
            if self.space and text[:1] == " ":
                text = text[1:]
        if not text:
            return
        start = self.length
        self.write(text)
        cell = self.grids[-1].cell if self.grids else None
        self.pieces.append(
            Piece(
                Span(start, self.length), self.blocks[-1], self.paths[-1], self.hrefs[-1], cell, style=self.styles[-1]
            )
        )
        self.space = text[-1] in " \n\t\r\f"
        self.fresh = text[-1] == "\n"


def _step(tag: str, element_id: str | None, names: str | None) -> str:
    step = tag
    if element_id:
        step += "#" + WHITE.sub("-", element_id.strip())[:60]
    if names:
        step += "".join("." + name[:40] for name in names.split()[:CLASSES])
    return step.replace(">", "")


class _Walker:
    """What each event of the page does to it."""

    def __init__(self, page: _Page) -> None:
        self.page = page

    def text(self, value: str) -> None:
        page = self.page
        if not page.hidden:
            page.show(value)
            return
        page.hidden_chars += len(value)
        if page.in_title:
            page.title.append(value)

    def enter(self, tag: str, attributes: Attributes) -> None:
        page = self.page
        if tag in SUPPLIERS:
            page.meta.extend(_supplied(tag, attributes))
        if page.hidden or tag in HIDDEN or (attributes and _not_shown(attributes)):
            page.hidden += 1
            page.in_title = tag == "title" and not page.title
            return
        block = tag in BLOCK
        if block or tag == "br":
            page.newline()
        if tag == "table":
            page.grids.append(Grid(page.tables))
            page.tables += 1
        elif page.grids and tag in CELLS:
            page.grids[-1].enter(tag, attributes.get("rowspan"), attributes.get("colspan"))
        page.open(tag, block, attributes)

    def leave(self, tag: str) -> None:
        page = self.page
        if page.hidden:
            page.hidden -= 1
            page.in_title = False
            return
        if tag in BLOCK:
            page.newline()
        page.close(tag)
        if tag == "table":
            page.grids.pop()
        elif page.grids and tag in CELLS and tag != "tr":
            page.grids[-1].leave()


def _not_shown(attributes: Attributes) -> bool:
    return "hidden" in attributes or ("style" in attributes and NOT_SHOWN.search(attributes["style"] or "") is not None)


def _supplied(tag: str, attributes: Attributes) -> Iterator[tuple[str, str]]:
    given = {name: (value or "").strip() for name, value in attributes.items()}
    if tag == "html" and given.get("lang"):
        yield "html:lang", given["lang"]
    elif tag == "base" and given.get("href"):
        yield "base", given["href"]
    elif tag == "link" and given.get("href") and given.get("rel", "").lower() == "canonical":
        yield "link:canonical", given["href"]
    elif tag == "meta":
        name = given.get("name") or given.get("property") or given.get("itemprop")
        if name and given.get("content"):
            yield f"meta:{name[:80]}", given["content"]


def read_html(content: bytes, source: Source) -> Reading:
    """The page as a browser shows it: block elements, `<br>` and cells on lines of their own, white space collapsed.

    Hidden, script and style text is counted in `meta` as `hidden_chars`. Never fails on malformed markup.
    """
    told = declared(content)
    decoded = decode(content, told)
    markup, faults = tamed(decoded.text)
    page = _Page()
    walker = _Walker(page)
    for kind, name, attributes in events(markup):
        if kind == "text":
            walker.text(name)
        elif kind == "in":
            walker.enter(name, attributes)
        else:
            walker.leave(name)
    title = WHITE.sub(" ", "".join(page.title)).strip()
    meta = [("title", title)] if title else []
    meta += page.meta
    meta.append(("hidden_chars", str(page.hidden_chars)))
    return Reading(
        "".join(page.parts),
        tuple(page.pieces),
        tuple(meta),
        reader="html",
        encoding=decoded.encoding,
        media_type="text/html",
        faults=(
            *decoded.faults,
            *disagreement(told, decoded.encoding),
            *(Fault("attributes_dropped", reason) for reason in faults),
        ),
    )
