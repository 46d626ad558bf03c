"""How well and how fast the main text of pages is found, beside the peers that are installed here.

    python -m benchmarks.extraction [--shared FOLDER] [--sets gne-zh,dragnet] [--limit 50]

One table, per set: mean F1 of token 4-grams with its standard error, and CPU milliseconds per page; tools run page by
page in turn, so that a noisy machine is noisy for all. Peers that cannot be imported are left out.
"""

import argparse
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from train.gold import SIZE, tokens

Extractor = Callable[[bytes], str | None]
SETS = (
    "gne-zh", "magic-article-zh", "magic-article-other", "cleanportaleval", "cleaneval-dev", "mozilla-readability",
    "dragnet", "wcxb-dev",
)  # fmt: skip


def _docpipe(suffix: str) -> Extractor:
    from docpipe import digest

    return lambda content: digest(content, f"page{suffix}").body


def _labelled(suffix: str) -> Extractor:
    """Read and labelled only: what the peers do."""
    from docpipe.document import BODY_ROLES, ORIGINAL
    from docpipe.label import label
    from docpipe.profile_file import load_profile
    from docpipe.readers import read
    from docpipe.source import Source

    profile = load_profile("default")

    def run(content: bytes) -> str:
        reading = read(content, Source("benchmark", f"page{suffix}"))
        blocks = label(reading, profile)
        return "\n".join(
            block.span.of(reading.text) for block in blocks if block.part == ORIGINAL and block.role in BODY_ROLES
        )

    return run


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("utf-8", "replace")


def _trafilatura(module: Any) -> Extractor:
    return lambda content: module.extract(content, include_comments=False, include_tables=True)


def _resiliparse(module: Any) -> Extractor:
    return lambda content: module.extract_plain_text(_decoded(content), main_content=True, alt_texts=False)


def _readability(module: Any) -> Extractor:
    import lxml.html

    return lambda content: lxml.html.fromstring(module.Document(_decoded(content)).summary()).text_content()


def _justext(module: Any) -> Extractor:
    stops = module.get_stoplist("English")
    return lambda content: "\n".join(
        paragraph.text for paragraph in module.justext(content, stops) if not paragraph.is_boilerplate
    )


def _goose(module: Any) -> Extractor:
    tool = module.Goose()
    return lambda content: tool.extract(raw_html=_decoded(content)).cleaned_text


PEERS: dict[str, tuple[str, Callable[[Any], Extractor]]] = {
    "trafilatura": ("trafilatura", _trafilatura),
    "resiliparse": ("resiliparse.extract.html2text", _resiliparse),
    "readability-lxml": ("readability", _readability),
    "jusText": ("justext", _justext),
    "goose3": ("goose3", _goose),
}


def extractors(suffix: str) -> dict[str, Extractor]:
    """docpipe, whole and without fields, and each peer that is installed."""
    found = {"docpipe": _docpipe(suffix), "docpipe labels": _labelled(suffix)}
    for name, (module, make) in PEERS.items():
        try:
            found[name] = make(import_module(module))
        except ImportError:
            continue
    return found


def grams(text: str) -> Counter[tuple[str, ...]]:
    """4-grams of tokens, counted."""
    words = tokens(text)
    return Counter(tuple(words[at : at + SIZE]) for at in range(max(1, len(words) - SIZE + 1) if words else 0))


def page_score(text: str, gold: str) -> float:
    """F1 of the 4-grams of tokens of one page."""
    have, want = grams(text), grams(gold)
    total = sum(have.values()) + sum(want.values())
    return 2 * sum((have & want).values()) / total if total else 1.0


def measure(folder: Path, suffix: str, limit: int | None) -> dict[str, tuple[list[float], list[float]]]:
    """Scores and milliseconds of every tool over the pages of a set."""
    tools = extractors(suffix)
    results: dict[str, tuple[list[float], list[float]]] = {name: ([], []) for name in tools}
    golds = [gold for gold in sorted(folder.glob("*.gold.txt")) if _page(gold, suffix).is_file()]
    if golds:  # imports and caches are no part of the time
        for tool in tools.values():
            _call(tool, _page(golds[0], suffix).read_bytes())
    for gold in golds[: limit or None]:
        content, wanted = _page(gold, suffix).read_bytes(), gold.read_text("utf-8")
        for name, tool in tools.items():
            started = time.process_time_ns()
            text = _call(tool, content)
            results[name][1].append((time.process_time_ns() - started) / 1e6)
            results[name][0].append(page_score(text, wanted))
    return results


def _call(tool: Extractor, content: bytes) -> str:
    try:
        return tool(content) or ""
    except Exception:  # a peer that fails on a page has found nothing there
        return ""


def _page(gold: Path, suffix: str) -> Path:
    return gold.with_name(gold.name.removesuffix(".gold.txt") + suffix)


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    parser.add_argument("--sets", default=",".join(SETS))
    parser.add_argument("--limit", type=int, help="only so many pages of each set")
    asked = parser.parse_args()
    if not (asked.shared / "extraction").is_dir():
        print(f"extraction: no material at {asked.shared}")
        return 0
    print(f"{'set':28} {'tool':18} {'pages':>5} {'F1':>6} {'±':>5} {'ms median':>10} {'ms mean':>8}")
    for name in asked.sets.split(","):
        for suffix in (".html", ".txt"):
            for tool, (scores, times) in measure(asked.shared / "extraction" / name, suffix, asked.limit).items():
                if len(scores) > 1:
                    error = statistics.stdev(scores) / len(scores) ** 0.5
                    print(
                        f"{name + suffix:28} {tool:18} {len(scores):5} {statistics.mean(scores):6.3f} {error:5.3f} "
                        f"{statistics.median(times):10.1f} {statistics.mean(times):8.1f}",
                        flush=True,
                    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
