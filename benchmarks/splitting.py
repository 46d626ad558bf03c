"""How many lines of papers with a translation are told rightly: original, translation, or neither.

Composites are made of bilingual laws, of machine-translated news and of a declaration in many languages: pasted below
with a marker in many spellings or without one, above, paragraph by paragraph, in two columns, in three languages, with
stray words, with site clutter between; and papers that have no translation but a quotation, an abstract or a title in
another language.

python -m benchmarks.splitting
"""

import html
import json
import os
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from docpipe import digest
from docpipe.document import CLUTTER, ORIGINAL, TRANSLATION

MARKERS = (
    "英文机翻", "【英文机翻】", "机器翻译：", "——英文翻译——", "英文译文", "【英文版】", "英文版本：", "English", "English:",
    "English Version", "English version:", "Translation", "TRANSLATION", "English Translation:", "[English translation]",
    "以下为英文译文：", "以下是机器翻译", "（英文参考译文）", "附：英文译文", "附件：英文翻译", "中英对照", "Machine Translation (for reference only)",
    "Unofficial English translation", "英譯本", "译文（机器翻译）", "AI翻译", "AI 翻译结果：", "DeepL 翻译", "ChatGPT翻译", "谷歌机翻",
    "Google翻译", "机器翻译，仅供参考", "英文翻译（仅供参考）", "EN", "英语译文", "外文翻译", "Official English Version", "【译文】", "英译：",
)  # fmt: skip
BACK = ("原文", "中文原文", "【中文】", "中文原文：", "原文如下：", "Chinese original", "Original text")
QUOTED = (
    "The committee notes with appreciation the report of the working group on the matter and its annexes.",
    "“All human beings are born free and equal in dignity and rights.”",
)
ABSTRACT = (
    "Abstract: This paper examines the organisation of records in public offices and how they may be preserved for "
    "later use. It argues that the order of their making is best kept.",
    "Keywords: public records; preservation; original order",
)
NEWS = (
    "相关链接",
    "关于开展档案整理培训的通知",
    "关于公布评审结果的公告",
    "本文链接",
    "某某办公室关于印发工作要点的通知",
)
EDITED = re.compile("编辑[:\uff1a]")


class Line(NamedTuple):
    """A line and the part it is of."""

    text: str
    part: str


class Pair(NamedTuple):
    """A paragraph and its translation."""

    source: str
    target: str


def _flat(text: str) -> str:
    return " ".join(text.split())


def law_pairs(folder: Path) -> Iterator[list[Pair]]:
    """Laws: title, then each article's number and paragraphs on lines of their own."""
    for path in sorted(folder.glob("*.json")):
        law = json.loads(path.read_text("utf-8"))
        if not law["complete"]:
            continue
        pairs = [Pair(law["title_zh"], law["title_en"])]
        for item in law["aligned"][:40]:
            pairs.append(Pair(f"第 {item['article']} 條", f"Article {item['article']}"))
            pairs.append(Pair(_flat(item["zh"]), _flat(item["en"])))
        yield [pair for pair in pairs if pair.source and pair.target]


def news_pairs(folder: Path) -> Iterator[list[Pair]]:
    """News: the lines that stand beside each other one by one."""
    for item in sorted(folder.iterdir()):
        source, target = ((item / name).read_text("utf-8").split("\n")[:-1] for name in ("src.txt", "tgt.txt"))
        beads = [line.split("\t") for line in (item / "gold.tsv").read_text("utf-8").splitlines()]
        yield [Pair(source[int(a)], target[int(b)]) for a, b in beads if a.isdigit() and b.isdigit()]


def articles(pairs: list[Pair]) -> Iterator[list[Pair]]:
    """News in one file, article by article: below the line of its editor another one begins, and what the site says of
    source, time and editor is neither original nor translation."""
    article: list[Pair] = []
    for pair in pairs:
        if EDITED.search(pair.source) is None:
            article.append(pair)
        else:
            yield article
            article = []
    yield article


def paragraphs_in(shared: Path, language: str) -> list[str]:
    """The paragraphs of the declaration in a language."""
    given = json.loads((shared / "corpus" / "langid.json").read_text("utf-8"))["para"]
    return [text for tag, text in given if tag == language]


def _lines(texts: list[str], part: str) -> list[Line]:
    return [Line(text, part) for text in texts]


def below(pairs: list[Pair], rng: random.Random, marker: str | None) -> list[Line]:
    """The translation below the original."""
    middle = [Line(marker, CLUTTER)] if marker else []
    return [
        *_lines([pair.source for pair in pairs], ORIGINAL), *middle, *_lines([pair.target for pair in pairs], TRANSLATION)
    ]  # fmt: skip


def interleaved(pairs: list[Pair], rng: random.Random, marker: str | None) -> list[Line]:
    """Paragraph by paragraph."""
    return [line for one, two in pairs for line in (Line(one, ORIGINAL), Line(two, TRANSLATION))]


def by_section(pairs: list[Pair], rng: random.Random, marker: str | None) -> list[Line]:
    """Two to four paragraphs, then their translation."""
    found, at = [], 0
    while at < len(pairs):
        size = rng.randint(2, 4)
        found += _lines([pair.source for pair in pairs[at : at + size]], ORIGINAL)
        found += _lines([pair.target for pair in pairs[at : at + size]], TRANSLATION)
        at += size
    return found


def strays(pairs: list[Pair], rng: random.Random, marker: str | None) -> list[Line]:
    """Below a marker, with lone words where blank lines were."""
    found: list[Line] = []
    for line in below(pairs, rng, marker or "英文机翻"):
        found.append(line)
        if line.part == TRANSLATION and rng.random() < 0.2:
            found.append(Line(rng.choice(["the", "of", "The", "and"]), TRANSLATION))
    return [*found, Line("简体中文", CLUTTER)]


def cluttered(pairs: list[Pair], rng: random.Random, marker: str | None) -> list[Line]:
    """Links of the site between the original and the marker."""
    lines = below(pairs, rng, marker or "英文翻译")
    at = next(place for place, line in enumerate(lines) if line.part == CLUTTER)
    return [*lines[:at], *_lines(list(NEWS), CLUTTER), *lines[at:], Line("English", CLUTTER)]


def above(pairs: list[Pair], rng: random.Random, marker: str | None) -> list[Line]:
    """The translation announced and given first, the original below a marker of its own."""
    return [
        Line(marker or "英文译文", CLUTTER), *_lines([pair.target for pair in pairs], TRANSLATION),
        Line(rng.choice(BACK), CLUTTER), *_lines([pair.source for pair in pairs], ORIGINAL),
    ]  # fmt: skip


def of_english(pairs: list[Pair], rng: random.Random, marker: str | None) -> list[Line]:
    """An English original, its Chinese translation below."""
    return [
        *_lines([pair.target for pair in pairs], ORIGINAL), Line("中文译文", CLUTTER),
        *_lines([pair.source for pair in pairs], TRANSLATION),
    ]  # fmt: skip


def quoting(pairs: list[Pair], rng: random.Random, marker: str | None) -> list[Line]:
    """An original alone, which quotes another language."""
    lines = _lines([pair.source for pair in pairs], ORIGINAL)
    for text in QUOTED:
        lines.insert(rng.randint(2, len(lines)), Line(text, ORIGINAL))
    return lines


def abstracted(pairs: list[Pair], rng: random.Random, marker: str | None) -> list[Line]:
    """An original alone, with an abstract in another language, above or below."""
    lines = _lines([pair.source for pair in pairs], ORIGINAL)
    added = _lines(list(ABSTRACT), ORIGINAL)
    return [lines[0], *added, *lines[1:]] if rng.random() < 0.5 else lines + added


def bilingual_title(pairs: list[Pair], rng: random.Random, marker: str | None) -> list[Line]:
    """An original alone, its title in both languages."""
    lines = _lines([pair.source for pair in pairs], ORIGINAL)
    return [lines[0], Line(pairs[0].target, ORIGINAL), *lines[1:]]


MARKED = (below, strays, cluttered, above)
KINDS = (below, interleaved, by_section, strays, cluttered, above, of_english, quoting, abstracted, bilingual_title)


def columns_page(pairs: list[Pair]) -> tuple[str, list[Line]]:
    """A page with a table of two columns."""
    rows = "".join(
        f"<tr><td>{html.escape(one)}</td><td>{html.escape(two)}</td></tr>" for one, two in pairs
    )  # fmt: skip
    page = f"<!DOCTYPE html><html><head><title>{html.escape(pairs[0].source)}</title></head><body><h1>{html.escape(pairs[0].source)}</h1><table>{rows}</table></body></html>"
    lines = [Line(pairs[0].source, ORIGINAL)]
    return page, lines + [line for one, two in pairs for line in (Line(one, ORIGINAL), Line(two, TRANSLATION))]


def composites(shared: Path, seed: int = 5) -> Iterator[tuple[str, bytes, str, list[Line]]]:
    """Kind, content, file name and lines of each composite."""
    rng = random.Random(seed)
    texts = [*list(law_pairs(shared / "corpus" / "bilingual_law"))[::6],
             *(article for pairs in news_pairs(shared / "alignment" / "wmt21_OnlineB") for article in articles(pairs))]  # fmt: skip
    for at, pairs in enumerate(texts):
        if len(pairs) < 6:
            continue
        short = pairs[: rng.choice([6, 12, 30, 80])]
        for kind in KINDS:
            lines = kind(short, rng, rng.choice(MARKERS) if kind in MARKED else None)
            yield kind.__name__, _text(lines, rng), "x.txt", lines
        yield "below, unmarked", _text(lines := below(short, rng, None), rng), "x.txt", lines
        page, lines = columns_page(short)
        yield "two columns", page.encode(), "x.html", lines
        for marker in MARKERS[at % 3 :: 3]:
            yield "each marker", _text(lines := below(short[:12], rng, marker), rng), "x.txt", lines
    yield from _many_languages(shared, rng)


def _many_languages(shared: Path, rng: random.Random) -> Iterator[tuple[str, bytes, str, list[Line]]]:
    chinese = paragraphs_in(shared, "zh-Hans")[:30]
    tags = dict.fromkeys(tag for tag, _ in json.loads((shared / "corpus" / "langid.json").read_text("utf-8"))["para"])
    others = [tag for tag in tags if not tag.startswith("zh")]
    for tag in others:
        other = paragraphs_in(shared, tag)[:30]
        if len(other) < 10:
            continue
        lines = _lines(chinese, ORIGINAL) + _lines(other, TRANSLATION)
        yield f"into {tag}", _text(lines, rng), "x.txt", lines
        english = paragraphs_in(shared, "en")[:30]
        if tag != "en":
            lines = [
                *_lines(chinese, ORIGINAL), Line("英文", CLUTTER), *_lines(english, TRANSLATION),
                Line("译文", CLUTTER), *_lines(other, TRANSLATION),
            ]  # fmt: skip
            yield "three languages", _text(lines, rng), "x.txt", lines
            lines = _lines(chinese, ORIGINAL) + _lines(english, TRANSLATION) + _lines(other, TRANSLATION)
            yield "three, unmarked", _text(lines, rng), "x.txt", lines
            lines = [
                line for three in zip(chinese, english, other, strict=False)
                for line in (Line(three[0], ORIGINAL), Line(three[1], TRANSLATION), Line(three[2], TRANSLATION))
            ]  # fmt: skip
            yield "three, interleaved", _text(lines, rng), "x.txt", lines


def _text(lines: list[Line], rng: random.Random) -> bytes:
    gap = rng.choice(["\n", "\n\n", "\n \n"])
    return gap.join(line.text for line in lines).encode()


def wrong_lines(content: bytes, name: str, lines: list[Line]) -> list[tuple[Line, str, str]]:
    """Lines whose block is of another part, with that part and the rule that said so."""
    document = digest(content, name)
    found, position = [], 0
    text = document.text
    starts = {block.span.end: block for block in document.blocks}
    ends = sorted(starts)
    for line in lines:
        position = text.find(line.text, position)
        if position < 0:
            raise ValueError(f"not in the text: {line.text[:40]!r}")
        block = starts[next(end for end in ends if end > position)]
        if block.part != line.part:
            found.append((line, block.part, block.rule))
        position += len(line.text)
    return found


def main() -> None:
    """Prints the share of lines that are right for each kind of composite."""
    shared = Path(os.environ.get("DOCPIPE_SHARED", Path(__file__).resolve().parents[2] / "shared"))
    count: dict[str, int] = defaultdict(int)
    wrong: dict[str, int] = defaultdict(int)
    documents: dict[str, int] = defaultdict(int)
    shown = int(os.environ.get("SHOW", "0"))
    for kind, content, name, lines in composites(shared):
        bad = wrong_lines(content, name, lines)
        count[kind] += len(lines)
        wrong[kind] += len(bad)
        documents[kind] += 1
        if bad and shown:
            shown -= 1
            print(
                kind, len(bad), *((line.text[:50], line.part, part, rule) for line, part, rule in bad[:4]), sep="\n   "
            )
    for kind, lines_of_kind in count.items():
        share = 1 - wrong[kind] / lines_of_kind
        print(f"{kind:20} {documents[kind]:4} documents  {lines_of_kind:6} lines  {share:.4f} right")
    print(f"{'all':20} {sum(documents.values()):4} documents  {sum(count.values()):6} lines  "
          f"{1 - sum(wrong.values()) / sum(count.values()):.4f} right")  # fmt: skip


if __name__ == "__main__":
    main()
