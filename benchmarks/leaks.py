"""What gets into the text that should not, and what of the text is lost: links to other documents, archive pages.

    python -m benchmarks.leaks [--shared FOLDER] [--limit 50]

Links: lines of a page that are a link with the length of a title and do not stand in the gold text; a leak is one that
stands in a tool's output. Recall: 4-grams of the gold text that the output holds. Archive pages: paragraphs that the
output holds whole, and other lines of the page that it holds as lines of their own. Peers that are not installed are
left out.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.extraction import Extractor, _call, extractors, grams
from docpipe.label import lines_of
from docpipe.readers import Unreadable, read
from docpipe.source import Source
from train.gold import tokens

SETS = ("gne-zh", "magic-article-zh", "magic-article-other", "cleanportaleval", "mozilla-readability", "dragnet")
# A title has so many tokens, and a link holds most of its line.
TITLE_TOKENS = 5
SPACES = re.compile(r"\s+")


class Page(NamedTuple):
    """A page, its gold paragraphs, and the lines that are not to be kept; `spoken` lines are all that it shows."""

    content: bytes
    gold: list[str]
    others: list[str]


class Tally(NamedTuple):
    """How much of how much was kept of what should be kept and of what should not."""

    kept: int
    wanted: int
    leaked: int
    others: int


def plain(text: str) -> str:
    """A text without white space."""
    return SPACES.sub("", text)


def _lines(content: bytes, *, links: bool) -> Iterator[str]:
    try:
        reading = read(content, Source("benchmark", "page.html"))
    except Unreadable:
        return
    for line in lines_of(reading):
        titled = len(tokens(line.text)) >= TITLE_TOKENS and 2 * line.link_chars >= len(line.text)
        if titled or not links:
            yield line.text


def linked_pages(folder: Path) -> Iterator[Page]:
    """Pages of a set with their links to other documents."""
    for path in sorted(folder.glob("*.gold.txt")):
        page = path.with_name(path.name.removesuffix(".gold.txt") + ".html")
        if page.is_file():
            gold, content = path.read_text("utf-8"), page.read_bytes()
            held = plain(gold)
            yield Page(content, [gold], [line for line in _lines(content, links=True) if plain(line) not in held])


def archive_pages(folder: Path) -> Iterator[Page]:
    """Saved pages of an archive with their paragraphs and all other lines."""
    for name, known in sorted(json.loads((folder / "gold.json").read_text("utf-8")).items()):
        path = folder / f"{name.removesuffix('.html')}.html"
        if path.is_file() and isinstance(known, dict) and known.get("paragraphs"):
            content = path.read_bytes()
            held = plain("".join(known["paragraphs"]))
            others = [line for line in _lines(content, links=False) if plain(line) not in held]
            yield Page(content, known["paragraphs"], others)


def by_grams(page: Page, output: str) -> Tally:
    """Gold 4-grams found, and links to other documents found."""
    have, want = grams(output), grams("\n".join(page.gold))
    text = plain(output)
    leaked = sum(plain(line) in text for line in page.others)
    return Tally(sum((have & want).values()), sum(want.values()), leaked, len(page.others))


def by_paragraphs(page: Page, output: str) -> Tally:
    """Paragraphs found whole, and other lines found as lines."""
    text, lines = plain(output), {plain(line) for line in output.split("\n")}
    paragraphs = [plain(paragraph) for paragraph in page.gold if plain(paragraph)]
    leaked = sum(plain(line) in lines for line in page.others)
    return Tally(sum(p in text for p in paragraphs), len(paragraphs), leaked, len(page.others))


def _row(name: str, tool: str, tallies: list[Tally]) -> str:
    kept, wanted, leaked, others = (sum(column) for column in zip(*tallies, strict=True))
    pages = sum(tally.leaked > 0 for tally in tallies) / len(tallies)
    return (
        f"{name:22} {tool:18} {len(tallies):5} {kept / max(wanted, 1):8.4f} {leaked / max(others, 1):8.4f} {pages:8.3f}"
    )


def _tools() -> dict[str, Extractor]:
    return {name: tool for name, tool in extractors(".html").items() if name != "docpipe labels"}


def main() -> int:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    parser.add_argument("--limit", type=int, help="only so many pages of each set")
    asked = parser.parse_args()
    if not (asked.shared / "extraction").is_dir():
        print(f"leaks: no material at {asked.shared}")
        return 0
    tools = _tools()
    print(f"{'set':22} {'tool':18} {'pages':>5} {'kept':>8} {'leaked':>8} {'of pages':>8}")
    archive = list(archive_pages(asked.shared / "corpus" / "archive_pages"))[: asked.limit or None]
    for name, tool in tools.items():
        print(_row("archive (paragraphs)", name, [by_paragraphs(page, _call(tool, page.content)) for page in archive]))
    for dataset in SETS:
        pages = list(linked_pages(asked.shared / "extraction" / dataset))[: asked.limit or None]
        for name, tool in tools.items():
            print(_row(dataset, name, [by_grams(page, _call(tool, page.content)) for page in pages]), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
