"""An open element of a page, and the tree of those that pages have had."""

from docpipe.readers.html_element import ANCHOR, BLOCK, BOLD, CELL, HEADING, OPEN, PRESERVED, Element

# A path is so deep at most.
DEPTH = 60
ROOT = Element(OPEN, "body")
# So many places, and start tags that lead to one, are remembered from page to page: pages of a site share most.
MOST = 20_000


class Place:
    """An open element; elements with the same path are one place, on whatever page."""

    __slots__ = ("block", "close", "depth", "inner", "kept", "links", "own_line", "path", "steps", "style", "undo")

    def __init__(self, above: "Place | None", element: Element) -> None:
        name = element.name
        self.steps: dict[str, Place] = {}  # what stands in it, by step
        self.inner: dict[str, Place] = {}  # the same by start tag, for those that only have to be entered
        self.links: dict[str, Place] = {}  # anchors by their start tag without its href
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


class Places:
    """The tree of places. `known` counts what it has learnt since it was empty."""

    def __init__(self) -> None:
        self.root = Place(None, ROOT)
        self.known = 0

    def inside(self, place: Place, element: Element) -> Place:
        """The place of an element inside another."""
        inner = place.steps.get(element.key)
        if inner is None:
            inner = place.steps[element.key] = Place(place, element)
            self.known += 1
        return inner


_remembered = Places()


def remembered() -> Places:
    """The tree of places of the pages before; an empty one when that has grown large."""
    global _remembered  # noqa: PLW0603  the one memory of the process
    if _remembered.known > MOST:
        _remembered = Places()
    return _remembered
