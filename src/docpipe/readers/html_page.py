"""The text of a page as it grows, chunk by chunk."""

from collections.abc import Iterator
from itertools import repeat

from docpipe.readers.html_chunks import RAW
from docpipe.readers.html_element import (
    ANCHOR,
    ASIDE,
    BREAK,
    CELL,
    COMMENT,
    HIDES,
    OPEN,
    SUPPLIERS,
    SUPPLIES,
    TABLE,
    VOID_ELEMENT,
    WHITE,
    Ambiguous,
    Element,
    element_of,
    plain,
)
from docpipe.readers.html_place import Place, Places, remembered
from docpipe.readers.html_table import Grid
from docpipe.reading import Cell, Piece
from docpipe.span import Span

# What is heard even inside of what is not shown.
SPEAKING = SUPPLIERS | {"html", "title", "template"}
SPACES = " \t\n\r\f"


class Page:
    """Text, pieces and what the page says of itself, after `take` has taken its chunks."""

    def __init__(self, chunks: Iterator[str], *, walked: bool = False) -> None:
        self.chunks: Iterator[tuple[str, str, str]] = map(str.partition, chunks, repeat(">"))
        self.walked = walked
        # a walk takes elements for what they are that are ambiguous where they are read
        self.places = Places() if walked else remembered()
        self.parts: list[str] = []
        self.pieces: list[Piece] = []
        self.hidden_chars = 0
        self.meta: list[tuple[str, str]] = []
        self.title: list[str] = []
        self.grids: list[Grid] = []
        self.tables = 0
        self.known: dict[str, Element] = {"": VOID_ELEMENT}
        self.roots: set[Place] = set()
        self.href: str | None = None
        self.hrefs: list[str | None] = []  # those of the anchors around
        self.cell: Cell | None = None

    def take(self) -> None:
        """All chunks are taken. One loop, because it runs for every tag of every page. Raises Ambiguous."""
        parts, pieces, new = self.parts, self.pieces, tuple.__new__
        place = self.places.root
        above: list[Place] = []
        length = 0
        space = fresh = True  # whether the text ends in white space, and at the start of a line
        for markup, closed, after in self.chunks:
            text = after
            if markup == place.close:
                breaks = place.own_line
                if place.undo:
                    self._left(place)
                place = above.pop()
            elif (inner := place.inner.get(markup)) is not None:  # as before in this place
                breaks = inner.own_line
                above.append(place)
                place = inner
            else:
                inner, breaks, text = self._begun(place, markup, closed, after)
                closed = ">"  # noqa: PLW2901  or it was a comment that holds no `>`
                if inner is not None:
                    above.append(place)
                    place = inner
            if breaks and not fresh:
                parts.append("\n")
                length += 1
                fresh = space = True
            if not text:
                if not closed:
                    raise Ambiguous(markup)
                continue
            if "&" in text:
                text = plain(text)
            if not place.kept:
                core = text.strip(SPACES)
                if core:
                    text = _collapsed(text, core, space)
                elif space:
                    continue
                else:
                    text = " "
            parts.append(text)
            span = new(Span, (length, length + len(text)))
            length += len(text)
            pieces.append(
                new(Piece, (span, place.block, place.path, self.href, self.cell, None, None, place.style, None))
            )
            last = text[-1]
            space = last in SPACES
            fresh = last == "\n"
        if above and not self.walked:
            raise Ambiguous("elements are left open")

    def _begun(self, place: Place, markup: str, closed: str, text: str) -> tuple[Place | None, bool, str]:
        """The place that a start tag opens, if any; whether a line ends; and the text that follows it."""
        if markup[:2] == "a ":
            inner = self._linked(place, markup, closed)
            if inner is not None:
                return inner, False, text
        element = self.known.get(markup)
        if element is None:
            element = self._element(markup, closed)
        kind = element[0]
        if not closed and kind != ASIDE:
            raise Ambiguous(markup)
        if kind == OPEN or ANCHOR <= kind <= CELL:
            inner = self.places.inside(place, element)
            if kind == OPEN:
                if element.name == "html":
                    self._root(inner, element)
                else:
                    place.inner[markup] = inner
                    self.places.known += 1
            elif kind == ANCHOR:
                self._anchor(element.attributes.get("href"))
            else:
                self.cell = self._entered(element)
            return inner, inner.own_line, text
        if kind == HIDES:
            text = self._hidden(element, text)
        elif kind == SUPPLIES:
            self.meta.extend(_supplied(element))
        elif kind == ASIDE:
            text = self._aside(markup + closed + text)
        return None, kind == BREAK, text

    def _linked(self, place: Place, markup: str, closed: str) -> Place | None:
        """The place of an anchor with an href, whose start tag is often known but for that; None for any other."""
        at = markup.find(' href="')
        if at < 0 or markup.count('"', 0, at) & 1:
            return None
        end = markup.find('"', at + 7)
        rest = markup[:at] + markup[end + 1 :]
        inner = place.links.get(rest)
        if inner is None:
            element = self._element(rest, closed)
            if element.kind != ANCHOR or "href" in element.attributes:
                return None
            inner = place.links[rest] = self.places.inside(place, element)
            self.places.known += 1
        self._anchor(markup[at + 7 : end])
        return inner

    def _anchor(self, target: str | None) -> None:
        """An anchor begins; one without an address changes nothing."""
        self.hrefs.append(self.href)
        if target is not None:
            self.href = plain(target)

    def _root(self, place: Place, element: Element) -> None:
        if place not in self.roots:
            self.roots.add(place)
            self.meta.extend(_supplied(element))

    def _element(self, markup: str, closed: str) -> Element:
        known = self.known.get(markup)
        if known is not None:
            return known
        if markup[0] in "!?":
            return COMMENT
        if not closed:
            raise Ambiguous(markup)
        known = self.known[markup] = element_of(markup, self.walked)
        return known

    def _entered(self, element: Element) -> Cell | None:
        """The cell that is open after a table, row or cell begins."""
        if element.kind == TABLE:
            self.grids.append(Grid(self.tables))
            self.tables += 1
        elif self.grids:
            given = element.attributes
            self.grids[-1].enter(element.name, given.get("rowspan"), given.get("colspan"))
        return self.grids[-1].cell if self.grids else None

    def _left(self, place: Place) -> None:
        """An anchor, a table, a row or a cell ends."""
        if place.undo == ANCHOR:
            self.href = self.hrefs.pop()
            return
        if place.undo == TABLE:
            self.grids.pop()
        elif self.grids and place.close != "/tr":
            self.grids[-1].leave()
        self.cell = self.grids[-1].cell if self.grids else None

    def _aside(self, chunk: str) -> str:
        """The text after a comment or a processing instruction that begins with this chunk."""
        end, at = ("-->", 3) if chunk.startswith("!--") else (">", 1)
        while (found := chunk.find(end, at)) < 0:
            more = next(self.chunks, None)
            if more is None:
                raise Ambiguous("a comment is left open")
            at = max(at, len(chunk) - 2)
            chunk += "<" + "".join(more)
        return chunk[found + len(end) :]

    def _hidden(self, element: Element, text: str) -> str:
        """The text after an element that is not shown; what stands in it is counted, and heard where it supplies."""
        if element.name in RAW:
            return self._raw(element.close, text)
        counted = element.name != "template"  # its content is no part of the page
        depth = 1
        if element.name in {"title", "html"}:
            text = self._heard(element, text)
        while True:
            self.hidden_chars += len(plain(text)) if counted else 0
            chunk = next(self.chunks, None)
            if chunk is None:
                if self.walked:
                    return ""
                raise Ambiguous(f"{element.name} is left open")
            markup, closed, text = chunk
            if markup[:1] == "/":
                if markup[1:] in RAW:
                    if not self.walked:
                        raise Ambiguous(markup)
                    continue
                depth -= markup == element.close
                if not depth:
                    return text
                continue
            name = markup.partition(" ")[0]
            if markup[:1] in "!?":
                text = self._aside("".join(chunk)) if markup else text
            elif name in RAW:
                text = self._raw("/" + name, text, counted=counted)
            elif name == element.name:
                depth += 1
            elif counted and name in SPEAKING:
                text = self._heard(self._element(markup, closed), text)
            elif not closed:
                raise Ambiguous(markup)

    def _heard(self, inner: Element, text: str) -> str:
        """What an element inside a hidden one says."""
        if inner.kind == SUPPLIES or inner.name == "html":
            self.meta.extend(_supplied(inner))
        elif inner.name == "title":
            self._name(text)
        elif inner.name == "template":
            return self._hidden(inner, text)
        return text

    def _name(self, text: str) -> None:
        if not self.title and text:
            self.title.append(plain(text))

    def _raw(self, close: str, text: str, *, counted: bool = True) -> str:
        """The text after an element whose content is no markup."""
        chars = len(text)
        for markup, closed, after in self.chunks:
            if markup == close and closed:
                self.hidden_chars += chars if counted else 0
                return after
            chars += len(after) if self.walked and not markup else len(markup) + len(closed) + len(after) + 1
        if not self.walked:
            raise Ambiguous(f"{close} is missing")
        return ""


def _collapsed(text: str, core: str, space: bool) -> str:
    """Text with its white space as a browser shows it; `core` stands between, `space` is whether some is before."""
    if "\n" in core or "  " in core or "\t" in core or "\r" in core or "\f" in core:
        core = WHITE.sub(" ", core)
    if core is text:
        return text
    if text[0] in SPACES and not space:
        core = " " + core
    return core + " " if text[-1] in SPACES else core


def _supplied(element: Element) -> Iterator[tuple[str, str]]:
    tag, given = element.name, {name: plain(value).strip() for name, value in element.attributes.items()}
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
