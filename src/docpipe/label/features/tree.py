"""The elements around the lines of a page."""

import re
from functools import lru_cache

from docpipe.label.features.hints import MEANING, hints_of

INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code em font i img ins kbd label mark q s samp small span strike strong sub sup "
    "time tt u var wbr".split()
)
# Tags as numbers whose order means something to a forest: running text low, furniture high.
TAGS = {tag: at for at, tags in enumerate(
    ("p", "blockquote", "pre", "h1", "h2", "h3 h4 h5 h6", "dd dt", "td", "th", "figcaption caption", "article main",
     "section", "div", "body", "center", "li", "ul ol dl menu", "table tr tbody", "header", "form fieldset legend",
     "label textarea", "select option button input", "aside", "nav", "footer")) for tag in tags.split()}  # fmt: skip


# What tells one item of a row from the next (`li#comment-1204`), and nothing more.
_COUNTED = re.compile(r"\d+")


@lru_cache(maxsize=65536)
def _step(step: str) -> tuple[str, bool, int, int]:
    """Of one step of a css path: its shape, whether it is inline, its tag as a number, its hints as bits."""
    end = min((at for at in (step.find("."), step.find("#")) if at > 0), default=len(step))
    tag, names = step[:end], step[end:]
    bits = MEANING.get(tag, 0)
    if names and tag not in {"body", "html"}:
        bits |= hints_of(names)
    return tag + _COUNTED.sub("", names), tag in INLINE, TAGS.get(tag, TAGS["div"]), bits


class Tree:
    """The distinct css paths of a page as a tree; elements whose paths differ in nothing but numbers are one node.

    Each list holds one thing of every node. `around` are the hints of the element and of all around it, `near` those
    of the nearest one that hints at anything, `block` the nearest element around that is no inline element.
    """

    def __init__(self) -> None:
        self.index: dict[str | None, int] = {"": 0, None: 0}
        self.shapes: dict[tuple[int, str], int] = {}
        self.parent = [0]
        self.depth = [0]
        self.around = [0]
        self.near = [0]
        self.block = [0]
        self.tag = [TAGS["div"]]

    def add(self, path: str) -> int:
        """The node of a path, with all above it."""
        known = self.index.get(path)
        if known is not None:
            return known
        above, _, step = path.rpartition(">")
        parent = self.index.get(above)
        if parent is None:
            parent = self.add(above)
        shape, inline, tag, bits = _step(step)
        alike = self.shapes.get((parent, shape))
        if alike is not None:
            self.index[path] = alike
            return alike
        own = self.index[path] = self.shapes[parent, shape] = len(self.parent)
        self.parent.append(parent)
        self.depth.append(self.depth[parent] + 1)
        self.around.append(self.around[parent] | bits)
        self.near.append(bits or self.near[parent])
        self.block.append(self.block[parent] if inline else own)
        self.tag.append(tag)
        return own
