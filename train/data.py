"""The development material as numbers: pages, their lines' rows, what is wanted of them, and what they weigh."""

import hashlib
import json
import random
import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from docpipe.label.features import Page, features
from docpipe.label.line import Line, lines_of
from docpipe.label.marks import marked
from docpipe.profile_file import load_profile
from docpipe.readers import Unreadable, read
from docpipe.reading import Piece, Reading
from docpipe.source import Source
from docpipe.span import Span
from train.gold import coverage, tokens
from train.office import page_of
from train.short import short_papers

# How much one page of a set counts. Chinese sets are small, the archive is one site.
SETS = {
    "gne-zh": 3.0,
    "magic-article-zh": 3.0,
    "magic-article-other": 1.0,
    "cleanportaleval": 0.6,
    "cleaneval-dev": 0.4,
    "mozilla-readability": 1.0,
    "dragnet": 0.8,
    "wcxb-dev": 1.0,
}
ARCHIVE = "archive_pages"
FLAT = " (flat)"


# Sets that count the headline and the line of author and date as text; elsewhere, and here, they are not the body.
HEADLINE_INSIDE = frozenset({"cleaneval-dev", "cleanportaleval", "dragnet"})
HEADLINE_TOKENS = 20


class Sample(NamedTuple):
    """One page: which set, its id and site, its numbers, and for each line coverage by the gold text and tokens.

    `ends` are the lines where, by the profile, a text is over.
    """

    dataset: str
    key: str
    site: str
    page: Page
    wanted: npt.NDArray[np.float32]
    tokens: npt.NDArray[np.float32]
    gold: str
    texts: list[str]
    weight: float
    ends: tuple[int, ...] = ()


def site_of(dataset: str, key: str) -> str:
    """What pages of one site have in common in their names; else the page stands for itself."""
    dataset = dataset.removesuffix(FLAT)
    if dataset in {"cleanportaleval", "gne-zh"}:
        return dataset + re.sub(r"[_\d]+$", "", key)
    return dataset + key


def fold_of(site: str, folds: int) -> int:
    """The part, of so many, that a site belongs to."""
    return int(hashlib.sha256(site.encode()).hexdigest()[:8], 16) % folds


def without_layout(reading: Reading) -> Reading:
    """The same text as if it had been saved without its markup."""
    return Reading(reading.text, (Piece(Span(0, len(reading.text))),), encoding=reading.encoding)


def files(shared: Path, suffix: str) -> Iterator[tuple[str, str, Path, str, float]]:
    """Set, id, file, gold text and weight of every page."""
    for dataset, weight in SETS.items():
        for gold in sorted((shared / "extraction" / dataset).glob("*.gold.txt")):
            key = gold.name.removesuffix(".gold.txt")
            path = gold.with_name(key + suffix)
            if path.is_file():
                yield dataset, key, path, gold.read_text("utf-8"), weight
    if suffix == ".html":
        folder = shared / "corpus" / ARCHIVE
        for key, known in sorted(json.loads((folder / "gold.json").read_text("utf-8")).items()):
            path = folder / f"{key.removesuffix('.html')}.html"
            if isinstance(known, dict) and path.is_file() and known.get("paragraphs"):
                yield ARCHIVE, key, path, "\n".join(known["paragraphs"]), 0.15


def numbers(lines: list[Line], reading: Reading, html: bool) -> tuple[Page, tuple[int, ...]]:
    """The numbers of a page, with what the profile for pages of every kind says of it, and where a text is over."""
    profile = load_profile("archive-page")
    labels = marked(lines, reading, profile)
    ends = tuple(at for at, said in enumerate(labels) if said is not None and said.rule in profile.ending_rules)
    return features(lines, reading, html, labels, profile.words.get("clutter", ())), ends


def _sample(
    dataset: str, key: str, lines: list[Line], reading: Reading, gold: str, weight: float, html: bool
) -> Sample:
    share, counts = coverage([line.text for line in lines], gold)
    wanted = (np.array(share) >= 0.5).astype(np.float32)
    page, ends = numbers(lines, reading, html)
    return Sample(
        dataset, key, site_of(dataset, key), page, wanted,
        np.array(counts, np.float32), gold, [line.text for line in lines], weight, ends,
    )  # fmt: skip


def samples(shared: Path, html: bool) -> Iterator[Sample]:
    """All pages of a family. Text has the dumps, the pages without their layout, and papers without any clutter."""
    for suffix in (".html",) if html else (".txt", ".html"):
        for dataset, key, path, gold, weight in files(shared, suffix):
            try:
                reading = read(path.read_bytes(), Source("train", path.name))
            except Unreadable:
                continue
            plain = reading if html or suffix == ".txt" else without_layout(reading)
            lines = lines_of(plain)
            if lines:
                name = dataset if html or suffix == ".txt" else dataset + FLAT
                share = weight if html else weight * (0.7 if suffix == ".html" else 1.0)
                yield _sample(name, key, lines, plain, gold, share, html)
    yield from papers(shared, html)


# Papers that are content from the first line to the last: a text may have no clutter at all.
PAPERS = {"pkulaw_digital": 3, "law_md": 6, "bilingual_law": 8, "historical_ocr": 2, "work_reports": 2}
NOT_THE_PAPER = re.compile(r"CLI\.[\d.]+\s*$|^\S{2,6}\s*[:\uff1a]\s*https?://\S+$")
PAPER_WEIGHT, PAPER_CHARS = 0.8, 60_000
# In a short paper each line is a large share of the text; of long ones the forests hardly learn its first lines.
SHORT, SHORT_WEIGHT, INVENTED = "short papers", 0.4, 126
CUT_FROM, CUT_HEAD = 10, 4


def papers(shared: Path, html: bool) -> Iterator[Sample]:
    """Papers alone, and between what stands above and below the text of Chinese dumps; for pages as bare <p>.

    Between bare <p> of other pages nobody could tell six lines of text: for pages, short papers stand as offices
    show them.
    """
    around = [_around(sample) for sample in _dumps(shared)]
    for folder, step in PAPERS.items():
        for at, path in enumerate(sorted((shared / "corpus" / folder).glob("*.txt"))[:: step * (2 if html else 1)]):
            text = path.read_text("utf-8", errors="replace")[: PAPER_CHARS // (2 if html else 1)]
            body = [line for line in text.splitlines() if line.strip()]
            yield _paper(folder, path.stem, folder + path.stem, [], body, [], html)
            if around and at % 2 == 0:
                site, head, tail = around[at % len(around)]
                yield _paper(folder + " (wrapped)", path.stem, site, head, body, tail, html)
            if len(body) > CUT_FROM:
                short = _cut(body, at)
                yield _paper(SHORT, path.stem, folder + path.stem, [], short, [], html, SHORT_WEIGHT)
                if html and at % 2 == 0:
                    yield _shown(path.stem, folder + path.stem, short)
    for at, (key, body) in enumerate(short_papers(INVENTED)):
        yield _paper(SHORT, key, SHORT + key, [], body, [], html, SHORT_WEIGHT)
        if html:
            yield _shown(key, SHORT + key, body)
        elif around and at % 2 == 0:
            site, head, tail = around[at // 2 % len(around)]
            yield _paper(SHORT + " (wrapped)", key, site, head, body, tail, html, SHORT_WEIGHT)


def _shown(key: str, site: str, body: list[str]) -> Sample:
    """A short paper on the page of an office."""
    markup, text = page_of(body, random.Random(f"office {key}"))
    reading = read(markup.encode(), Source("train", "page.html"))
    lines = lines_of(reading)
    wanted, left = np.zeros(len(lines), np.float32), [line.split() for line in text]
    for at, line in enumerate(lines):
        if left and line.text.split() == left[0]:
            wanted[at] = 1
            del left[0]
    if left:
        raise ValueError(f"{key}: {left[0]} is not on the page")
    page, ends = numbers(lines, reading, True)
    texts = [line.text for line in lines]
    counts = np.array([len(tokens(line)) for line in texts], np.float32)
    return Sample(SHORT + " (page)", key, site, page, wanted, counts, "\n".join(text), texts, SHORT_WEIGHT, ends)


def _cut(body: list[str], at: int) -> list[str]:
    """What a short paper has of a long one: its head, a paragraph or two, and its end."""
    end = CUT_HEAD + 1 + at % 2
    return body[:end] + body[-2:]


def _dumps(shared: Path) -> Iterator[Sample]:
    for dataset, key, path, gold, weight in files(shared, ".txt"):
        if dataset in {"gne-zh", "magic-article-zh"}:
            reading = read(path.read_bytes(), Source("train", path.name))
            yield _sample(dataset, key, lines_of(reading), reading, gold, weight, False)


def _around(sample: Sample) -> tuple[str, list[str], list[str]]:
    inside = np.flatnonzero(sample.wanted)
    if not len(inside):
        return sample.site, sample.texts, []
    return sample.site, sample.texts[: inside[0]], sample.texts[inside[-1] + 1 :]


def _paper(
    dataset: str,
    key: str,
    site: str,
    head: list[str],
    body: list[str],
    tail: list[str],
    html: bool,
    weight: float = PAPER_WEIGHT,
) -> Sample:
    """One paper between `head` and `tail`, its lines as text or as bare paragraphs."""
    shown = [line.strip() for line in head + body + tail]
    if html:
        markup = "".join(f"<p>{escape(line)}</p>" for line in shown)
        reading = read(f"<html><body>{markup}</body></html>".encode(), Source("train", "page.html"))
    else:
        text = "\n".join(shown) + "\n"
        reading = Reading(text, (Piece(Span(0, len(text))),))
    lines = lines_of(reading)
    wanted = np.zeros(len(lines), np.float32)
    wanted[len(head) : len(lines) - len(tail)] = 1
    for at in range(len(head), min(len(head) + 3, len(lines))):
        if NOT_THE_PAPER.search(lines[at].text):
            wanted[at] = 0
    texts = [line.text for line in lines]
    page, ends = numbers(lines, reading, html)
    return Sample(
        dataset, key, site, page, wanted,
        np.array([len(tokens(line)) for line in texts], np.float32), "\n".join(body), texts, weight, ends,
    )  # fmt: skip


def weights(sample: Sample) -> npt.NDArray[np.float32]:
    """What an error in each line costs the page's score."""
    gold = float((sample.tokens * sample.wanted).sum())
    cost = np.minimum((sample.tokens + 1.0) / (gold + 30.0), 1.0)
    cost[sample.tokens == 0] = 0.0
    if sample.dataset.removesuffix(FLAT) in HEADLINE_INSIDE:
        cost[_headlines(sample)] = 0.0
    total = float(cost.sum())
    if total == 0 or gold < 10:  # nothing of the gold text is on the page: it teaches nothing
        return np.zeros(len(cost), np.float32)
    even = np.full(len(cost), 0.3 / len(cost))
    if sample.dataset.removesuffix(FLAT) in HEADLINE_INSIDE:
        even[_headlines(sample)] = 0.0
    return ((0.7 * cost / total + even) * sample.weight).astype(np.float32)


def _headlines(sample: Sample) -> npt.NDArray[np.int64]:
    """Short lines of the gold text above its first paragraph."""
    inside = sample.wanted > 0
    long = np.flatnonzero(inside & (sample.tokens >= HEADLINE_TOKENS))
    return np.flatnonzero(inside[: long[0]] if len(long) else inside)
