"""The places of a document where it says what it is: title, beginning, end, and what the site prints beside it."""

import re
from functools import cached_property

from docpipe.document import BODY_ROLES, CLUTTER, ORIGINAL, Block, Document

# The beginning is so many lines, each cut at so many characters; a dump may have one line only.
LEAD_LINES, LEAD_CHARS, LEAST_LEAD = 3, 160, 12
BODY_CHARS = 6000
END_LINES, END_CHARS = 3, 60
# Clutter this far from the body that prints the source, the author, the time.
BESIDE_LINES, BESIDE_CHARS = 6, 90
TITLES = ("title", "page_title", "headline")
CRUMBS = re.compile(r"\s*(?:[>»›/|]|\s-\s|--|→|_)+\s*")


class Page:
    """A document, seen by its places; each is a text of stripped lines."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.own: list[int] = [
            at
            for at, block in enumerate(document.blocks)
            if block.part == ORIGINAL and block.role in BODY_ROLES and block.role != "heading"
        ]

    def _text(self, block: Block) -> str:
        return self.document.text_of(block)

    @cached_property
    def lines(self) -> list[str]:
        """Lines of the body without its headings."""
        return [text for at in self.own if (text := self._text(self.document.blocks[at]))]

    @cached_property
    def title(self) -> str:
        """Every title that is known, one a line; of a page's `<title>` also its parts."""
        found = [value for name in TITLES for value in self.document.values(name)]
        headings = [
            block for block in self.document.blocks if block.part == ORIGINAL and block.role in ("title", "heading")
        ]
        found += [self._text(block) for block in headings[:1]]
        return "\n".join(found)

    @cached_property
    def crumb(self) -> str:
        """Where the site says that the page belongs: the last steps of its breadcrumb, the last parts of `<title>`."""
        lines = [self._text(block) for block in self.document.blocks if block.role == "breadcrumb"]
        if not lines and self.own:
            above = self.document.blocks[max(self.own[0] - BESIDE_LINES, 0) : self.own[0]]
            lines = [text for block in above if len(text := self._text(block)) <= BESIDE_CHARS and CRUMBS.search(text)]
        steps = [step for line in lines for step in CRUMBS.split(line)[-2:]]
        named = self.document.reading.supplied("title") or ""
        return "\n".join(step.strip() for step in (*steps, *CRUMBS.split(named)) if step.strip())

    @cached_property
    def lead(self) -> str:
        """The first lines of the body, from the first one that is more than a few characters."""
        lines = [line for line in self.lines[:8] if len(line) >= LEAST_LEAD]
        return "\n".join(line[:LEAD_CHARS] for line in lines[:LEAD_LINES])

    @cached_property
    def body(self) -> str:
        """The beginning of the body, some thousand characters."""
        found, size = [], 0
        for line in self.lines:
            found.append(line)
            size += len(line)
            if size > BODY_CHARS:
                break
        return "\n".join(found)[: 2 * BODY_CHARS]

    @cached_property
    def end(self) -> str:
        """How the last lines end."""
        return "\n".join(line[-END_CHARS:] for line in self.lines[-END_LINES:])

    @cached_property
    def beside(self) -> str:
        """Short lines of clutter above and below the body."""
        if not self.own:
            return ""
        blocks, first, last = self.document.blocks, self.own[0], self.own[-1]
        near = blocks[max(first - BESIDE_LINES, 0) : first] + blocks[last + 1 : last + 1 + BESIDE_LINES]
        return "\n".join(
            text for block in near if block.part == CLUTTER and len(text := self._text(block)) <= BESIDE_CHARS
        )

    def place(self, name: str) -> str:
        """The text of a place by its name in a profile."""
        return str(getattr(self, name))
