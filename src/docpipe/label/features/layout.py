"""What the elements around each line say of it."""

from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from docpipe.label.features.hints import HINT
from docpipe.label.features.own import Columns, Own
from docpipe.label.features.series import moved, since
from docpipe.label.features.tree import TAGS, Tree

Places = npt.NDArray[np.int64]
# What is said of each container, and of how many around a line.
TRAITS = ("share", "good", "pure", "linked", "lines", "mean", "size", "stops")
LEVELS = 5
# The containers that running text gathers in: down from the root while one child keeps so much of it.
CORES = {"main": 0.75, "core": 0.5}
STYLES = {"bold": 1.0, "heading": 2.0}
_BITS = np.array(list(HINT.values()), np.int64)[:, None]
NAMES = (
    *(f"up{level}_{name}" for level in range(LEVELS) for name in TRAITS),
    *(f"{name}_{trait}" for name in CORES for trait in ("away", "under", "depth", "pure", "place")),
    *(f"is_{name}" for name in HINT),
    *"depth inner tag tag_above item bold in_table same-1 tag-1 same1 tag1 heading_above".split(),
)


class Layout(NamedTuple):
    """`rows` are what `NAMES` says; `block` the container of each line; `hints` what the names around it hint at."""

    rows: npt.NDArray[np.float32]
    block: Places
    hints: tuple[int, ...]


def layout(lines: Columns, own: Own) -> Layout:
    """What the css paths of the lines say."""
    tree = Tree()
    for path in dict.fromkeys(lines.paths):
        if path is not None:
            tree.add(path)
    count = len(lines.paths)
    leaf = np.fromiter(map(tree.index.__getitem__, lines.paths), np.int64, count)
    around = np.array(tree.around, np.int64)
    block = np.array(tree.block, np.int64)[leaf]
    rows = np.empty((len(NAMES), count), np.float32)
    held = _held(tree.parent, block, own)
    _containers(held, block, tree.parent, rows[: LEVELS * len(TRAITS)])
    at = LEVELS * len(TRAITS)
    _cores(held, block, tree, rows[at : at + 5 * len(CORES)])
    at += 5 * len(CORES)
    np.add(
        (around[block] & _BITS) > 0,
        (np.array(tree.near, np.int64)[leaf] & _BITS) > 0,
        out=rows[at : at + len(HINT)],
        dtype=np.float32,
    )
    _elements(lines, tree, leaf, block, rows[at + len(HINT) :])
    return Layout(rows, block, tuple(around[leaf].tolist()))


def _held(parents: list[int], block: Places, own: Own) -> list[list[float]]:
    """What all lines inside each node have together: size, good, linked, lines, stops."""
    count = len(parents)
    weights = (own.size, own.good, own.linked, None, own.stops)
    size, good, linked, lines, stops = totals = [np.bincount(block, weight, count).tolist() for weight in weights]
    for at in range(count - 1, 0, -1):  # parents come before their children
        parent = parents[at]
        size[parent] += size[at]
        good[parent] += good[at]
        linked[parent] += linked[at]
        lines[parent] += lines[at]
        stops[parent] += stops[at]
    return totals


def _containers(held: list[list[float]], block: Places, parents: list[int], rows: npt.NDArray[np.float32]) -> None:
    """The traits of the containers around each line that hold more lines than the one below, nearest first."""
    size, good, _, lines, stops = totals = np.array(held, np.float64)
    some = np.maximum(size, 1.0)
    page = np.maximum(totals[:, 0], 1.0)
    traits = np.empty((len(TRAITS), len(parents)))
    np.divide(totals[:2], page[:2, None], out=traits[:2])
    np.divide(totals[1:3], some, out=traits[2:4])
    np.log1p(np.array((lines, size / np.maximum(lines, 1.0), good)), out=traits[4:7])
    np.divide(stops, some, out=traits[7])
    up = _up(held[3], parents)
    levels = np.empty((LEVELS, len(block)), np.int64)
    at = block
    for level in range(LEVELS):
        levels[level] = at
        at = up[at]
    rows.reshape(LEVELS, len(TRAITS), -1)[:] = traits[:, levels].transpose(1, 0, 2)


def _up(held: list[float], parents: list[int]) -> Places:
    """For each node the next element around it that holds more lines than it does; the root at the end."""
    found = [0] * len(parents)
    for at, parent in enumerate(parents):  # parents come before their children
        found[at] = parent if held[parent] > held[at] or not parent else found[parent]
    return np.array(found, np.int64)


def _cores(held: list[list[float]], block: Places, tree: Tree, rows: npt.NDArray[np.float32]) -> None:
    """Where each line stands from the containers that running text gathers in."""
    size, good, linked, _, _ = np.array(held, np.float64)
    weight = (good * (1.0 - linked / np.maximum(size, 1.0))).tolist()
    longest = _descend(weight, tree.parent, min(CORES.values()))
    ranks = _inherit(longest, tree.parent)[block]
    depths = np.array(tree.depth, np.int64)[block]
    place = np.arange(len(block), dtype=np.float64)
    for at, keep in enumerate(CORES.values()):
        length = _kept(longest, weight, keep)
        end = longest[length - 1]
        meet = np.minimum(ranks, length)
        away, under, depth, pure, placed = rows[5 * at : 5 * at + 5]
        np.subtract(length, meet, out=away, casting="unsafe")
        inside = meet == length
        under[:] = inside
        depth[:] = np.where(inside, depths - tree.depth[end], -1.0)
        pure[:] = held[1][end] / max(held[0][end], 1.0)
        where = inside.nonzero()[0]
        first, last = (int(where[0]), int(where[-1])) if len(where) else (0, len(block) - 1)
        placed[:] = (place - first) / max(last - first, 1)


def _descend(weight: list[float], parents: list[int], keep: float) -> list[int]:
    """From the root down to the heaviest child, as long as that has so much of its parent's weight."""
    heaviest, most = [0] * len(parents), [-1.0] * len(parents)
    for node in range(1, len(parents)):
        parent = parents[node]
        if weight[node] > most[parent]:
            heaviest[parent], most[parent] = node, weight[node]
    chain = [0]
    while (below := heaviest[chain[-1]]) and _keeps(weight, chain[-1], below, keep):
        chain.append(below)
    return chain


def _keeps(weight: list[float], parent: int, child: int, share: float) -> bool:
    return weight[child] >= share * max(weight[parent], 1e-9)


def _kept(chain: list[int], weight: list[float], keep: float) -> int:
    """How many nodes of a chain from the root down have so much of their parent's weight, one after the other."""
    steps = enumerate(pairwise(chain), 1)
    return next((count for count, (above, below) in steps if not _keeps(weight, above, below, keep)), len(chain))


def _inherit(chain: list[int], parents: list[int]) -> Places:
    """How far down the chain each node, or the nearest element around it, stands; the root counts one."""
    ranks = [0] * len(parents)
    for rank, node in enumerate(chain):
        ranks[node] = rank + 1
    for at, parent in enumerate(parents):  # parents come before their children
        if not ranks[at]:
            ranks[at] = ranks[parent]
    return np.array(ranks, np.int64)


def _elements(lines: Columns, tree: Tree, leaf: Places, block: Places, rows: npt.NDArray[np.float32]) -> None:
    """The element that each line stands in, and those beside it."""
    depths, tags = np.array(tree.depth, np.int64), np.array(tree.tag, np.int64)
    inside = depths[block]
    tag, above = tags[block], tags[np.array(tree.parent, np.int64)[block]]
    count = len(block)
    rows[0], rows[1] = inside, depths[leaf] - inside
    rows[2], rows[3] = tag, above
    rows[4] = (tag == TAGS["li"]) | (above == TAGS["li"])
    rows[5:7] = 0.0
    if any(lines.styles):
        rows[5] = np.fromiter((STYLES.get(style or "", 0.0) for style in lines.styles), np.float32, count)
    if any(lines.cells):
        rows[6] = np.fromiter((cell is not None for cell in lines.cells), np.bool_, count)
    for at, (container, beside) in enumerate(moved(np.array((block, tag), np.float64), (-1, 1))):
        rows[7 + 2 * at] = container == block
        rows[8 + 2 * at] = beside
    rows[11] = since(tag == TAGS["h1"])
