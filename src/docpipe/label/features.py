"""What can be said of the lines of a page in numbers: characters, layout, neighbours, containers.

`features` gives one row for each line. Nothing in it depends on a script or a language: characters are counted by
their Unicode class, names of css classes by what web designers call things, and everything is compared with the page.
"""

import hashlib
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from docpipe.document import CLUTTER
from docpipe.label.line import Label, Line
from docpipe.reading import Reading

Array = npt.NDArray[np.float32]
Matrix = npt.NDArray[np.float32]
Floats = npt.NDArray[np.float64]

# Classes of characters, and how many there are.
OTHER, SPACE, CJK, LOWER, UPPER, LETTER, DIGIT, STOP, COMMA, COLON, QUOTE, BRACKET, MARK = range(13)
KINDS = 13
STOPS = ".!?\u3002\uff01\uff1f\uff1b;\u2026\u0964\u061f"
COMMAS = ",\uff0c\u3001\u060c"
QUOTES = "\"'\u201c\u201d\u2018\u2019\u300c\u300d\u300e\u300f\u00ab\u00bb\u300a\u300b"
BRACKETS = "()[]{}\uff08\uff09\u3010\u3011\u3014\u3015<>"
MARKS = "|\u00b7\u2022\u203a\u00bb>\u2192\u00a9\u25a0\u25cf\u2605#@/\\_=+*~^&%$\u25b6\uff5c"


def _kind(code: int) -> int:
    char = chr(code)
    for kind, members in ((STOP, STOPS), (COMMA, COMMAS), (COLON, ":\uff1a"), (QUOTE, QUOTES), (BRACKET, BRACKETS)):
        if char in members:
            return kind
    if char in MARKS:
        return MARK
    if 0x3040 <= code <= 0x30FF or 0x3400 <= code <= 0x9FFF or 0xAC00 <= code <= 0xD7AF or 0xF900 <= code <= 0xFAFF:
        return CJK
    category = unicodedata.category(char)
    if category[0] == "Z" or char.isspace():
        return SPACE
    return {"Ll": LOWER, "Lu": UPPER, "Lt": UPPER, "Nd": DIGIT}.get(category, LETTER if category[0] == "L" else OTHER)


@lru_cache(maxsize=1)
def _kinds() -> npt.NDArray[np.uint8]:
    """The class of every character; those beyond the basic plane are ideographs for the most part."""
    table = np.full(0x110000, CJK, np.uint8)
    table[:0x10000] = np.fromiter((_kind(code) for code in range(0x10000)), np.uint8, 0x10000)
    table[0xD800:0xE000] = OTHER
    return table


# Which classes make up words.
_WORDY = np.isin(np.arange(KINDS), (LOWER, UPPER, LETTER, DIGIT))


# What the names of classes and ids and the elements around a line hint at, by words inside them.
HINTS = {
    "comment": r"comment|disqus|reply|replies|respond|discuss",
    "nav": r"nav|menu|topbar|toolbar|crumb|pagination|pager|paging|skip",
    "footer": r"foot|bottom|copyright|legal",
    "header": r"header|masthead|banner|logo|(?<![a-z])top(?![a-z])|hd(?![a-z])",
    "side": r"side|right|left|rail|aside|column|col(?![a-z])",
    "share": r"share|sharing|social|follow|twitter|facebook|weibo|addthis|print|tool",
    "related": r"relat|recommend|popular|trending|similar|more|also|hot|rank|recent|latest|suggest|read-?next",
    "advert": r"(?<![a-z])ads?(?![a-z])|advert|sponsor|promo|banner|guanggao|gg(?![a-z])",
    "meta": r"meta|byline|author|date|time|source|editor|publish|credit|info",
    "article": r"article|artical|story|entry|(?<![a-z])post(?![a-z])|news|detail",
    "content": r"content|body|main|text|txt|con(?![a-z])|zoom",
    "title": r"title|headline|heading|tit(?![a-z])|subject",
    "form": r"form|search|login|signin|signup|subscribe|newsletter|register|input|button|btn",
    "list": r"list|items?(?![a-z])|grid|card|tile|teaser|widget|module|block|box",
    "tag": r"(?<![a-z])tags?(?![a-z])|categor|keyword|label|topic",
    "media": r"caption|figure|image|img|photo|pic|video|player|gallery|slide|media|thumb",
    "hide": r"hidden|modal|popup|overlay|cookie|consent|notice|alert|dialog|tooltip|screen-reader|sr-only",
    "quote": r"quote|code|highlight|pre(?![a-z])|message|thread|answer|question|forum",
    "product": r"product|price|cart|shop|rating|review|spec|feature",
    "doc": r"doc|section|chapter|paragraph|para(?![a-z])|abstract|markdown|prose|rich|wysiwyg|wiki|mw-",
}
_HINTS = [(1 << at, re.compile(pattern)) for at, pattern in enumerate(HINTS.values())]
# Elements that mean what they are called.
MEANING = {"nav": "nav", "footer": "footer", "header": "header", "aside": "side", "article": "article",
           "main": "content", "form": "form",
           "figure": "media", "figcaption": "media", "blockquote": "quote", "pre": "quote",
           "button": "form", "select": "form", "section": "doc", "address": "meta", "time": "meta"}  # fmt: skip
STYLES = {"bold": 1.0, "heading": 2.0}
HINT = _BIT = {name: 1 << at for at, name in enumerate(HINTS)}
_BITS = np.array(list(_BIT.values()), np.int64)
INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code em font i img ins kbd label mark q s samp small span strike strong sub sup "
    "time tt u var wbr".split()
)
# Tags as numbers whose order means something to a tree: running text low, furniture high.
TAGS = {tag: at for at, tags in enumerate(
    ("p", "blockquote", "pre", "h1", "h2", "h3 h4 h5 h6", "dd dt", "td", "th", "figcaption caption", "article main",
     "section", "div", "body", "center", "li", "ul ol dl menu", "table tr tbody", "header", "form fieldset legend",
     "label textarea", "select option button input", "aside", "nav", "footer")) for tag in tags.split()}  # fmt: skip
_NAME = re.compile(r"(?<=[a-z])(?=[A-Z])")


@lru_cache(maxsize=65536)
def _step(step: str) -> tuple[bool, int, int]:
    """Of one step of a css path: whether it is inline, its tag as a number, the hints in its names as bits."""
    end = min((at for at in (step.find("."), step.find("#")) if at > 0), default=len(step))
    tag, names = step[:end], step[end:]
    bits = _BIT[MEANING[tag]] if tag in MEANING else 0
    if names and tag not in {"body", "html"}:
        lowered = _NAME.sub("-", names).lower()
        for bit, pattern in _HINTS:
            if pattern.search(lowered):
                bits |= bit
    return tag in INLINE, TAGS.get(tag, TAGS["div"]), bits


class _Tree:
    """The distinct css paths of a page as a tree; elements that share a path are one node.

    Each list holds one thing of every node. `around` are the hints of the element and of all around it, `near` those
    of the nearest one that hints at anything, `block` the nearest element around that is no inline element.
    """

    def __init__(self) -> None:
        self.index: dict[str, int] = {"": 0}
        self.parent = [0]
        self.depth = [0]
        self.around = [0]
        self.near = [0]
        self.block = [0]
        self.tag = [TAGS["div"]]

    def add(self, path: str) -> int:
        known = self.index.get(path)
        if known is not None:
            return known
        above, _, step = path.rpartition(">")
        parent = self.index.get(above)
        if parent is None:
            parent = self.add(above)
        inline, tag, bits = _step(step)
        own = self.index[path] = len(self.parent)
        self.parent.append(parent)
        self.depth.append(self.depth[parent] + 1)
        self.around.append(self.around[parent] | bits)
        self.near.append(bits or self.near[parent])
        self.block.append(self.block[parent] if inline else own)
        self.tag.append(tag)
        return own


class Page(NamedTuple):
    """The numbers of a page: one row of `rows` for each line; the rest serves decoding and what is built on top."""

    rows: Matrix
    sizes: Array  # characters of each line, an ideograph counting two
    node: npt.NDArray[np.int32]  # the container of each line
    html: bool
    title: Array  # 2 the title that the page names, 1 a part of it
    hints: tuple[int, ...]  # what the names around each line hint at, bits of HINT


def _counts(lines: list[Line], text: str) -> tuple[Floats, Floats, Floats, Floats]:
    """Characters of each kind in each line, its words, and the kinds of its first and last characters."""
    raw = text.encode("utf-32-le", "surrogatepass")
    kinds = _kinds()[np.frombuffer(raw, np.uint32)]
    count = len(lines)
    starts = np.fromiter((line[0][0] for line in lines), np.int64, count)
    # the first line begins where the text does
    owner = np.repeat(np.arange(0, count * KINDS, KINDS), np.diff(starts, append=len(text)))
    owner += kinds
    counts = np.bincount(owner, minlength=count * KINDS).reshape(-1, KINDS)
    # words: letters and digits that follow something else
    wordy = _WORDY[kinds]
    begins = wordy.copy()
    begins[1:] &= ~wordy[:-1]
    words = np.add.reduceat(begins, starts, dtype=np.int64)
    first = np.fromiter((line[1][0] for line in lines), np.int64, count)
    last = np.fromiter((line[1][1] for line in lines), np.int64, count)
    ends = kinds[np.maximum(last - 1, 0)].astype(np.float64)
    return counts.astype(np.float64), words.astype(np.float64), kinds[first].astype(np.float64), ends


def _windows(values: Floats, reaches: tuple[int, ...]) -> Iterator[tuple[int, Floats]]:
    """For each reach the sums over so many lines to either side, the line itself included; a row for each series."""
    rows, count = values.shape
    most = max(reaches)
    total = np.zeros((rows, count + 1 + 2 * most))
    np.cumsum(values, axis=1, out=total[:, most + 1 : most + 1 + count])
    total[:, most + 1 + count :] = total[:, most + count, None]
    for reach in reaches:
        yield (
            reach,
            total[:, most + reach + 1 : most + reach + 1 + count] - total[:, most - reach : most - reach + count],
        )


def _moved(values: Floats, moves: tuple[int, ...]) -> Iterator[tuple[int, Floats]]:
    """For each move the values of the line so many lines further down, -1 beyond the ends."""
    count, most = values.shape[1], max(abs(by) for by in moves)
    padded = np.full((values.shape[0], count + 2 * most), -1.0)
    padded[:, most : most + count] = values
    for by in moves:
        yield by, padded[:, most + by : most + by + count]


def best_run(scores: Floats) -> tuple[int, int]:
    """The stretch [start, end) with the greatest sum; empty where no score is above zero."""
    total = np.concatenate(([0.0], np.cumsum(scores)))
    lowest = np.minimum.accumulate(total)
    gain = total - lowest
    end = int(np.argmax(gain))
    if gain[end] <= 0:
        return 0, 0
    start = int(np.argmin(total[: end + 1]))
    return start, end


_SPACES = re.compile(r"\W+")


def _repeats(texts: list[str]) -> Floats:
    seen: dict[str, int] = {}
    for text in texts:
        seen[text] = seen.get(text, 0) + 1
    return np.fromiter((seen[text] for text in texts), np.float64, len(texts))


def _titles(texts: list[str], reading: Reading) -> tuple[Floats, ...]:
    """Whether a line is the title that the page's head names, or a part of it."""
    titles = [reading.supplied(name) for name in ("title", "meta:og:title", "meta:ArticleTitle", "meta:title")]
    known = [_SPACES.sub("", title).lower() for title in titles if title]
    is_title = np.zeros(len(texts))
    if known:
        whole = "\n".join(title.lower() for title in titles if title)
        for at, text in enumerate(texts):
            if 4 <= len(text) <= 200 and text[:3].lower() in whole:
                key = _SPACES.sub("", text).lower()
                if key and any(key == title or (len(key) >= 6 and title.startswith(key)) for title in known):
                    is_title[at] = 2
                elif len(key) >= 6 and any(key in title for title in known):
                    is_title[at] = 1
    return (is_title,)


def _containers(parents: list[int], own: npt.NDArray[np.int64], sums: Floats) -> Floats:
    """Sums over all lines inside each node, from the sums over the lines that stand in it directly; a row for each."""
    count = len(parents)
    totals = [np.bincount(own, column, count).tolist() for column in sums]
    for column in totals:
        for at in range(count - 1, 0, -1):  # parents come before their children
            column[parents[at]] += column[at]
    return np.array(totals).T


def _children(parents: list[int]) -> list[list[int]]:
    children: list[list[int]] = [[] for _ in parents]
    for at in range(1, len(parents)):
        children[parents[at]].append(at)
    return children


def _layout(
    lines: list[Line], own: dict[str, Floats]
) -> tuple[dict[str, Floats], npt.NDArray[np.int64], tuple[int, ...]]:
    """What the elements around each line say."""
    tree = _Tree()
    add = tree.add
    leaf = np.array([add(line.path or "") for line in lines], np.int64)
    parents, depths = np.array(tree.parent, np.int64), np.array(tree.depth, np.int64)
    block = np.array(tree.block, np.int64)[leaf]
    size, good, linked = own["size"], own["good"], own["linked"]
    ones = np.ones(len(lines))
    totals = _containers(tree.parent, block, np.stack((size, good, linked, ones, own["stops"])))
    page = np.maximum(totals[0], 1.0)
    found: dict[str, Floats] = {}
    # ancestors that hold more than the one below, nearest first
    at = block
    some = np.maximum(totals[:, 0], 1.0)
    traits = np.stack((
        totals[:, 0] / page[0], totals[:, 1] / page[1], totals[:, 1] / some, totals[:, 2] / some,
        np.log1p(totals[:, 3]), np.log1p(totals[:, 0] / np.maximum(totals[:, 3], 1.0)), np.log1p(totals[:, 1]),
        totals[:, 4] / some,
    ))  # fmt: skip
    up = _up(totals[:, 3].tolist(), tree.parent)
    for level in range(5):
        for name, values in zip(TRAITS, traits[:, at], strict=True):
            found[f"up{level}_{name}"] = values
        at = up[at]
    children = _children(tree.parent)
    weight = totals[:, 1] * (1.0 - totals[:, 2] / np.maximum(totals[:, 0], 1.0))
    # the container that running text gathers in: down from the root while one child keeps most of it
    for name, keep in (("main", 0.75), ("core", 0.5)):
        chain = _descend(weight.tolist(), children, keep)
        meet = _inherit(chain, tree.parent)
        found[f"{name}_away"] = (len(chain) - meet)[block]
        end = chain[-1]
        under = np.where(meet == len(chain), 1.0, 0.0)[block]
        found[f"{name}_under"] = under
        found[f"{name}_depth"] = np.where(under > 0, depths[block] - depths[end], -1.0)
        found[f"{name}_pure"] = np.full(len(lines), totals[end, 1] / max(totals[end, 0], 1.0))
        where = np.flatnonzero(under)
        first, last = (int(where[0]), int(where[-1])) if len(where) else (0, len(lines) - 1)
        place = np.arange(len(lines), dtype=np.float64)
        found[f"{name}_place"] = (place - first) / max(last - first, 1)
    around, near = np.array(tree.around, np.int64)[block], np.array(tree.near, np.int64)[leaf]
    held = ((around[:, None] & _BITS) > 0).astype(np.float64) + ((near[:, None] & _BITS) > 0)
    for column, name in enumerate(HINTS):
        found[f"is_{name}"] = held[:, column]
    found["depth"] = depths[block].astype(np.float64)
    found["inner"] = (depths[leaf] - depths[block]).astype(np.float64)
    tags = np.array(tree.tag, np.float64)
    above = parents[block]
    found["tag"], found["tag_above"] = tags[block], tags[above]
    found["item"] = ((tags[block] == TAGS["li"]) | (tags[above] == TAGS["li"])) * 1.0
    found["bold"] = np.array([STYLES.get(line.style or "", 0.0) for line in lines])
    found["in_table"] = np.array([line.cell is not None for line in lines], np.float64)
    for by, (container, tag) in _moved(np.stack((block.astype(np.float64), found["tag"])), (-1, 1)):
        found[f"same{by}"], found[f"tag{by}"] = (container == block) * 1.0, tag
    found["heading_above"] = _since(found["tag"] == TAGS["h1"])
    return found, block, tuple(np.array(tree.around, np.int64)[leaf].tolist())


def _since(hits: npt.NDArray[np.bool_]) -> Floats:
    """Lines since the last hit, squashed; -1 before the first one, -2 where there is none."""
    count = len(hits)
    if not hits.any():
        return np.full(count, -2.0)
    last = np.maximum.accumulate(np.where(hits, np.arange(count), -1))
    return np.where(last < 0, -1.0, np.log1p(np.arange(count) - last))


def _up(held: list[float], parents: list[int]) -> npt.NDArray[np.int64]:
    """For each node the next element around it that holds more lines than it does; the root at the end."""
    found = [0] * len(parents)
    for at, parent in enumerate(parents):  # parents come before their children
        found[at] = parent if held[parent] > held[at] or not parent else found[parent]
    return np.array(found, np.int64)


def _descend(weight: list[float], children: list[list[int]], keep: float) -> list[int]:
    """From the root down, as long as one child has so much of its parent's weight."""
    chain = [0]
    while children[chain[-1]]:
        best = max(children[chain[-1]], key=weight.__getitem__)
        if weight[best] < keep * max(weight[chain[-1]], 1e-9):
            break
        chain.append(best)
    return chain


def _inherit(chain: list[int], parents: list[int]) -> Floats:
    """How far down the chain each node, or the nearest element around it, stands; the root counts one."""
    ranks = [0] * len(parents)
    for rank, node in enumerate(chain):
        ranks[node] = rank + 1
    for at, parent in enumerate(parents):  # parents come before their children
        if not ranks[at]:
            ranks[at] = ranks[parent]
    return np.array(ranks, np.float64)


_DATE = re.compile(
    r"(?:19|20)\d\d\s*[-/.\u5e74]\s*\d{1,2}|\d{1,2}:\d\d|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\b(?:19|20)\d\d\b"
)


def _own(lines: list[Line], reading: Reading) -> dict[str, Floats]:
    """What the characters of each line say."""
    counts, words, first, last = _counts(lines, reading.text)
    texts = [line.text for line in lines]
    cjk = counts[:, CJK]
    shown = counts.sum(axis=1) - counts[:, SPACE]
    size = shown + cjk
    some = np.maximum(shown, 1.0)
    linked = np.minimum(np.fromiter((line.link_chars for line in lines), np.float64, len(lines)) / np.maximum(
        np.fromiter((len(text) for text in texts), np.float64, len(lines)), 1.0), 1.0) * size  # fmt: skip
    stops = counts[:, STOP]
    prose = ((stops + counts[:, COMMA]) > 0) & (size > 40)
    good = np.where(prose, np.maximum(size - linked * 1.5, 0.0), 0.0)
    dates = np.zeros(len(lines))
    for at in np.flatnonzero((counts[:, DIGIT] >= 3) & (shown <= 120)).tolist():
        dates[at] = _DATE.search(texts[at]) is not None  # fmt: skip
    return {
        "size": size, "linked": linked, "good": good, "stops": stops, "words": words + cjk,
        "log_size": np.log1p(size), "log_words": np.log1p(words + cjk),
        "link_share": linked / np.maximum(size, 1.0),
        "cjk": cjk / some, "upper": counts[:, UPPER] / some, "digit": counts[:, DIGIT] / some,
        "stop": stops / some, "comma": counts[:, COMMA] / some, "colon": counts[:, COLON] / some,
        "quote": counts[:, QUOTE] / some, "bracket": counts[:, BRACKET] / some, "mark": counts[:, MARK] / some,
        "other": counts[:, OTHER] / some, "n_stop": np.log1p(stops), "n_comma": np.log1p(counts[:, COMMA]),
        "word_size": shown / np.maximum(words + cjk, 1.0), "first": first.astype(np.float64),
        "last": last.astype(np.float64), "date": dates, "repeat": np.log(_repeats(texts)),
        "pieces": np.log1p(np.fromiter((len(line.pieces) for line in lines), np.float64, len(lines))),
    }  # fmt: skip


def _around(own: dict[str, Floats]) -> dict[str, Floats]:
    """What stands before and after each line, and where it stands."""
    size, good, linked, stops = own["size"], own["good"], own["linked"], own["stops"]
    count = len(size)
    found: dict[str, Floats] = {}
    beside = ("log_size", "link_share", "n_stop", "last", "digit")
    for by, moved in _moved(np.stack([own[name] for name in beside]), (-3, -2, -1, 1, 2, 3)):
        for name, values in zip(beside, moved, strict=True):
            found[f"{name}{by}"] = values
    total_good, total_size = max(good.sum(), 1.0), max(size.sum(), 1.0)
    for reach, (whole, held, links, ends) in _windows(np.stack((size, good, linked, stops)), (2, 5, 12, 30)):
        inside = np.maximum(whole, 1.0)
        found[f"win{reach}_good"] = held / inside
        found[f"win{reach}_share"] = held / total_good
        found[f"win{reach}_linked"] = links / inside
        found[f"win{reach}_size"] = np.log1p(inside / min(2 * reach + 1, count))
        found[f"win{reach}_stops"] = ends / inside
    before: Floats = np.cumsum(good) - good
    found["good_before"] = before / total_good
    found["good_after"] = (total_good - before - good) / total_good
    found["size_before"] = (np.cumsum(size) - size) / total_size
    place = np.arange(count, dtype=np.float64)
    found["place"] = place / count
    found["from_top"] = np.log1p(place)
    found["from_end"] = np.log1p(count - 1 - place)
    for name, cost in (("run_a", 30.0), ("run_b", 60.0)):
        start, end = best_run(good - linked * 0.5 - cost * 0.6)
        middle = np.where(place < start, place - start, np.where(place >= end, place - end + 1, 0.0))
        found[name] = (np.sign(middle) * np.log1p(np.abs(middle))).astype(np.float64)
        found[f"{name}_in"] = ((place >= start) & (place < end)).astype(np.float64)
    found["next_good"] = _gap(good > 0)
    found["last_good"] = _gap((good > 0)[::-1])[::-1]
    # how the line's length compares with those about it
    found["rank"] = np.argsort(np.argsort(size, kind="stable"), kind="stable") / count
    return found


def _gap(hits: npt.NDArray[np.bool_]) -> Floats:
    """Lines to the next hit below, squashed."""
    count = len(hits)
    at = np.where(hits, np.arange(count), count + 20)
    following = np.minimum.accumulate(at[::-1])[::-1]
    return np.log1p(following - np.arange(count))


def _whole(own: dict[str, Floats]) -> dict[str, float]:
    """What is true of the page as a whole."""
    size, good = own["size"], own["good"]
    total = max(size.sum(), 1.0)
    return {
        "page_lines": float(np.log1p(len(size))), "page_size": float(np.log1p(total)),
        "page_linked": float(own["linked"].sum() / total), "page_good": float(good.sum() / total),
        "page_good_size": float(np.log1p(good.sum())), "page_cjk": float((own["cjk"] * size).sum() / total),
        "page_stops": float(own["stops"].sum() / total * 100), "page_prose": float((good > 0).mean()),
        "page_mean_prose": float(np.log1p(good.sum() / max((good > 0).sum(), 1))),
    }  # fmt: skip


@lru_cache(maxsize=16)
def _hinting(words: tuple[str, ...]) -> re.Pattern[str] | None:
    """One expression for any of the words, in small letters; by their letters, ten times as fast as one by one."""
    small = sorted({word.lower() for word in words})
    shortest = [word for word in small if not any(other != word and other in word for other in small)]
    return re.compile(_branches(shortest)) if shortest else None


def _branches(words: list[str]) -> str:
    if "" in words:
        return ""
    tails: dict[str, list[str]] = {}
    for word in words:
        tails.setdefault(word[0], []).append(word[1:])
    parts = [re.escape(head) + _branches(tail) for head, tail in sorted(tails.items())]
    return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"


def _hinted(lines: list[Line], pattern: re.Pattern[str]) -> list[int]:
    """The short lines in which the pattern stands; one search for all of them."""
    short = [at for at, line in enumerate(lines) if len(line.text) <= SHORT]
    small = "\n".join([lines[at].text for at in short]).lower()
    starts = list(accumulate((len(text) + 1 for text in small.split("\n")), initial=0))
    return sorted({short[bisect_right(starts, found.start()) - 1] for found in pattern.finditer(small)})


def _told(lines: list[Line], labels: Sequence[Label | None] | None, words: tuple[str, ...]) -> dict[str, Floats]:
    """What the profile says, for certain or as a hint, of each line and of those around it."""
    count = len(lines)
    if labels is None:
        said = np.zeros(count)
    else:
        said = np.fromiter(
            (0.0 if label is None else 1.0 if label.part == CLUTTER else -1.0 for label in labels), np.float64, count
        )
    pattern = _hinting(words)
    hints = np.zeros(count)
    if pattern is not None:
        hints[_hinted(lines, pattern)] = 1.0
    found = {
        "told": said,
        "hint": hints,
        "told_page": np.full(count, said.mean()),
        "hint_page": np.full(count, hints.mean()),
    }
    clutter = np.maximum(said, 0.0)
    for reach, (sure, hinted) in _windows(np.stack((clutter, hints)), (2, 6, 20)):
        found[f"told{reach}"], found[f"hint{reach}"] = sure, hinted
    both = (clutter + hints) > 0
    found["told_next"] = _gap(both)
    found["told_last"] = _gap(both[::-1])[::-1]
    for by, moved in _moved((said + 0.5 * hints)[None, :], (-2, -1, 1, 2)):
        found[f"told{by:+}"] = moved[0]
    return found


# What is said of each container.
TRAITS = ("share", "good", "pure", "linked", "lines", "mean", "size", "stops")
# Longer lines speak for themselves, whatever words are in them.
SHORT = 80
DROPPED = ("size", "linked", "good", "stops", "words")


def features(
    lines: list[Line],
    reading: Reading,
    html: bool | None = None,
    labels: Sequence[Label | None] | None = None,
    words: tuple[str, ...] = (),
) -> Page:
    """The numbers of a page. `html` says whether to use the layout; by default where the lines have css paths.

    `labels` are the hard evidence of the profile, `words` its words that hint at clutter.
    """
    if html is None:
        html = any(line.path is not None for line in lines)
    own = _own(lines, reading)
    if not html:
        own["linked"] = np.zeros(len(lines))
        own["link_share"] = own["pieces"] = own["linked"]
        own["good"] = np.where((own["n_stop"] + own["n_comma"] > 0) & (own["size"] > 40), own["size"], 0.0)
    named: dict[str, Any] = {name: values for name, values in own.items() if name not in DROPPED}
    (named["title"],) = _titles([line.text for line in lines], reading)
    if not html:
        named["title"] = _first_title(lines)
    node = np.zeros(len(lines), np.int64)
    hints: tuple[int, ...] = (0,) * len(lines)
    if html:
        layout, node, hints = _layout(lines, own)
        named.update(layout)
    named.update(_around(own))
    named.update(_told(lines, labels, words))
    whole = _whole(own)
    by_column = np.empty((len(named) + len(whole), len(lines)), np.float32)
    for column, values in enumerate(named.values()):
        by_column[column] = values
    by_column[len(named) :] = np.array(list(whole.values()), np.float32)[:, None]
    rows = by_column.T
    return Page(
        rows, own["size"].astype(np.float32), node.astype(np.int32), html, named["title"].astype(np.float32), hints
    )


def _first_title(lines: list[Line]) -> Floats:
    """Where the first lines of a text come back further down, that is where the paper begins."""
    head = {line.text for line in lines[:3] if len(line.text) >= 8}
    return np.fromiter(
        ((1.0 if at < 3 else 2.0) if line.text in head else 0.0 for at, line in enumerate(lines)),
        np.float64,
        len(lines),
    )


@lru_cache(maxsize=2)
def names(html: bool) -> tuple[str, ...]:
    """What the columns of `Page.rows` are called."""
    from docpipe.reading import Piece  # a page of one line has all columns
    from docpipe.span import Span

    line = Line(Span(0, 2), Span(0, 2), "x.", (Piece(Span(0, 2)),), "p", "html>body>p" if html else None)
    reading = Reading("x.", line.pieces)
    own = _own([line], reading)
    named = [name for name in own if name not in DROPPED] + ["title"]
    if html:
        named += list(_layout([line], own)[0])
    return (*named, *_around(own), *_told([line], None, ()), *_whole(own))


@lru_cache(maxsize=2)
def columns(html: bool) -> str:
    """A digest of the names of the columns; changes whenever they do."""
    return hashlib.sha256("\n".join(names(html)).encode()).hexdigest()[:16]
