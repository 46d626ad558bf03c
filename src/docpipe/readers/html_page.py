"""The text of a page as it grows, chunk by chunk."""

from collections.abc import Iterator

from docpipe.readers.html_chunks import RAW
from docpipe.readers.html_element import (
    ANCHOR,
    ASIDE,
    BLOCK,
    BOLD,
    BREAK,
    CELL,
    COMMENT,
    HEADING,
    HIDES,
    OPEN,
    PRESERVED,
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
from docpipe.readers.html_table import Grid
from docpipe.reading import Cell, Piece
from docpipe.span import Span

# A path is so deep at most.
DEPTH = 60
# What is heard even inside of what is not shown.
SPEAKING = SUPPLIERS | {"html", "title", "template"}
ROOT = Element(OPEN, "body")
SPACES = " \t\n\r\f"


class Place:
    """An open element; elements with the same path are one place."""

    __slots__ = ("block", "close", "depth", "inner", "kept", "own_line", "path", "steps", "style", "undo")

    def __init__(self, above: "Place | None", element: Element) -> None:
        name = element.name
        self.steps: dict[str, Place] = {}  # what stands in it, by step
        self.inner: dict[str, Place] = {}  # the same by start tag, for those that only have to be entered
        self.close = element.close
        self.own_line = name in BLOCK
        self.undo = element.kind if ANCHOR <= element.kind <= CELL else 0  # what its end has to undo
        self.depth: int = above.depth + 1 if above is not None else 0
        self.path: str = above.path if above is not None else ""
        if 0 < self.depth < DEPTH:
            self.path = f"{self.path}>{element.step}" if self.path else element.step
        self.block: str = name if self.own_line or above is None else above.block
        self.style: str | None = (
            "heading" if name in HEADING else "bold" if name in BOLD else above.style if above else None
        )
        self.kept: bool = name in PRESERVED or (above is not None and above.kept)


class Page:
    """Text, pieces and what the page says of itself, after `take` has taken its chunks."""

    def __init__(self, chunks: Iterator[str], *, walked: bool = False) -> None:
        self.chunks, self.walked = chunks, walked
        self.parts: list[str] = []
        self.pieces: list[Piece] = []
        self.hidden_chars = 0
        self.meta: list[tuple[str, str]] = []
        self.title: list[str] = []
        self.grids: list[Grid] = []
        self.tables = 0
        self.known: dict[str, Element] = {"": VOID_ELEMENT}

    def take(self) -> None:  # noqa: PLR0915
        """All chunks are taken. One function, because it runs for every tag of every page. Raises Ambiguous."""
        parts, pieces, known, new = self.parts, self.pieces, self.known, tuple.__new__
        place = Place(None, ROOT)
        above: list[Place] = []
        hrefs: list[str | None] = []  # those of the anchors around
        href: str | None = None
        cell: Cell | None = None
        length = 0
        space = fresh = True  # whether the text ends in white space, and at the start of a line
        for chunk in self.chunks:
            markup, closed, text = chunk.partition(">")
            inner = place.inner.get(markup)
            if inner is not None:  # as before in this place
                if inner.own_line and not fresh:
                    parts.append("\n")
                    length += 1
                    fresh = space = True
                above.append(place)
                place = inner
            elif markup == place.close:
                if place.own_line and not fresh:
                    parts.append("\n")
                    length += 1
                    fresh = space = True
                if place.undo:
                    if place.undo == ANCHOR:
                        href = hrefs.pop()
                    else:
                        cell = self._left(place.undo, place.close)
                place = above.pop()
            else:
                target = None
                element = known.get(markup)
                if element is None:
                    at = markup.find(' href="') if markup[:2] == "a " else 0
                    if at > 0 and not markup.count('"', 0, at) & 1:  # the rest of such a tag is often known
                        end = markup.find('"', at + 7)
                        target = markup[at + 7 : end]
                        element = self._element(markup[:at] + markup[end + 1 :], closed)
                    else:
                        element = self._element(markup, closed)
                kind = element[0]
                if kind == OPEN or ANCHOR <= kind <= CELL:
                    inner = place.steps.get(element.key)
                    if inner is None:
                        inner = place.steps[element.key] = Place(place, element)
                        if element.name == "html":
                            self.meta.extend(_supplied(element))
                    if inner.own_line and not fresh:
                        parts.append("\n")
                        length += 1
                        fresh = space = True
                    if kind == ANCHOR:
                        hrefs.append(href)
                        target = element.attributes.get("href", target)
                        href = href if target is None else plain(target)
                    elif kind == OPEN:
                        place.inner[markup] = inner
                    else:
                        cell = self._entered(element)
                    above.append(place)
                    place = inner
                elif kind == BREAK:
                    if not fresh:
                        parts.append("\n")
                        length += 1
                        fresh = space = True
                elif kind == HIDES:
                    text = self._hidden(element, text)
                elif kind == SUPPLIES:
                    self.meta.extend(_supplied(element))
                elif kind == ASIDE:
                    text, closed = self._aside(chunk), ">"
            if not text:
                if not closed:
                    raise Ambiguous(chunk)
                continue
            if "&" in text:
                text = plain(text)
            if not place.kept:
                core = text.strip(SPACES)
                if core:
                    if "\n" in core or "  " in core or "\t" in core or "\r" in core or "\f" in core:
                        core = WHITE.sub(" ", core)
                    if core is not text:
                        ends = text[-1] in SPACES
                        if text[0] in SPACES and not space:
                            core = " " + core
                        text = core + " " if ends else core
                elif space:
                    continue
                else:
                    text = " "
            parts.append(text)
            start = length
            length += len(text)
            span = new(Span, (start, length))
            pieces.append(new(Piece, (span, place.block, place.path, href, cell, None, None, place.style, None)))
            last = text[-1]
            space = last in " \n\t\r\f"
            fresh = last == "\n"
        if above and not self.walked:
            raise Ambiguous("elements are left open")

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

    def _left(self, kind: int, close: str) -> Cell | None:
        """The cell that is open after a table, row or cell ends."""
        if kind == TABLE:
            self.grids.pop()
        elif self.grids and close != "/tr":
            self.grids[-1].leave()
        return self.grids[-1].cell if self.grids else None

    def _aside(self, chunk: str) -> str:
        """The text after a comment or a processing instruction that begins with this chunk."""
        end, at = ("-->", 3) if chunk.startswith("!--") else (">", 1)
        while (found := chunk.find(end, at)) < 0:
            more = next(self.chunks, None)
            if more is None:
                raise Ambiguous("a comment is left open")
            at = max(at, len(chunk) - 2)
            chunk += "<" + more
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
            markup, closed, text = chunk.partition(">")
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
                text = self._aside(chunk) if markup else text
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
        for chunk in self.chunks:
            markup, closed, text = chunk.partition(">")
            if markup == close and closed:
                self.hidden_chars += chars if counted else 0
                return text
            chars += len(text) if self.walked and not markup else len(chunk) + 1
        if not self.walked:
            raise Ambiguous(f"{close} is missing")
        return ""


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
