"""How many faults put into translations on purpose are flagged, and how often a sound pair is: recall and false alarms
for each fault, over machine-translated news and bilingual laws.

python -m benchmarks.faults
"""

import os
import random
import re
from collections.abc import Callable
from itertools import product
from pathlib import Path

from benchmarks.splitting import Pair, law_pairs, news_pairs
from docpipe.align import align
from docpipe.align.flags import faults_of
from docpipe.align.matching import matching
from docpipe.align.sentences import sentences
from docpipe.align.usual import Usual, usual_of
from docpipe.span import Span

Injected = tuple[str, str] | None
LEAST = 12  # characters of an original

# Recall to reach; false alarms are to stay at 0.03 for each.
WANTED = {"stray": 1.0, "untranslated": 1.0, "number": 0.90, "truncated": 0.91, "omission": 0.56}
CODES = {
    "stray": {"stray"}, "untranslated": {"untranslated"}, "number": {"number_changed", "number_omitted", "number_added", "date_changed"},
    "date": {"date_changed"}, "truncated": {"truncated", "omission"}, "omission": {"omission", "truncated"}, "repetition": {"repetition"},
    "wrong pair": {"wrong_pair"},
}  # fmt: skip


def _stray(pairs: list[Pair], at: int, rng: random.Random) -> Injected:
    source, target = pairs[at]
    return source, f"{target} {rng.choice(['the', 'of', 'the', 'and'])}"


def _chinese(pairs: list[Pair], at: int, rng: random.Random) -> Injected:
    source, target = pairs[at]
    clauses = [part for part in re.findall(r"[\u4e00-\u9fff]+", source) if len(part) >= 4]
    words = target.split(" ")
    if not clauses:
        return None
    place = rng.randint(1, len(words))
    return source, " ".join([*words[:place], rng.choice(clauses), *words[place:]])


def _number(pairs: list[Pair], at: int, rng: random.Random) -> Injected:
    source, target = pairs[at]
    found = list(re.finditer(r"\d+", target))
    if not found:
        return None
    one = rng.choice(found)
    other = one[0]
    while other == one[0]:
        digits = list(one[0])
        digits[rng.randrange(len(digits))] = rng.choice("123456789")
        other = "".join(digits)
    return source, target[: one.start()] + other + target[one.end() :]


def _date(pairs: list[Pair], at: int, rng: random.Random) -> Injected:
    source, target = pairs[at]
    names = "January February March April May June July August September October November December".split()
    found = re.search(rf"\b({'|'.join(names)}) (\d{{1,2}})\b", target)
    if found is None or not re.search(r"月\d{1,2}[日号]", source):
        return None
    day = rng.choice([day for day in range(1, 29) if day != int(found[2])])
    return source, target[: found.start()] + f"{found[1]} {day}" + target[found.end() :]


def _truncated(pairs: list[Pair], at: int, rng: random.Random) -> Injected:
    source, target = pairs[at]
    words = target.split(" ")
    if len(words) < 8 or not re.search(r"[。！？；]”?$", source):
        return None
    return source, " ".join(words[: int(len(words) * 0.6)])


def _omitted(pairs: list[Pair], at: int, rng: random.Random) -> Injected:
    source, target = pairs[at]
    clauses = re.split(r"(?<=[,;:.])\s+", target)
    long = [place for place, clause in enumerate(clauses) if 5 <= len(clause.split()) <= 40]
    if len(clauses) < 2 or not long:
        return None
    place = rng.choice(long)
    return source, " ".join(clauses[:place] + clauses[place + 1 :])


def _loop(pairs: list[Pair], at: int, rng: random.Random) -> Injected:
    source, target = pairs[at]
    words = target.split(" ")
    if len(words) < 8:
        return None
    place = rng.randrange(len(words) - 4)
    part = words[place : place + rng.randint(1, 4)]
    return (source, " ".join([*words[:place], *(part * 3), *words[place + len(part) :]])) if part[0].isalpha() else None


def _wrong(pairs: list[Pair], at: int, rng: random.Random) -> Injected:
    return (pairs[at].source, pairs[at + 1].target) if at + 1 < len(pairs) else None


FAULTS: dict[str, Callable[[list[Pair], int, random.Random], Injected]] = {
    "stray": _stray, "untranslated": _chinese, "number": _number, "date": _date, "truncated": _truncated,
    "omission": _omitted, "repetition": _loop, "wrong pair": _wrong,
}  # fmt: skip


def in_sentences(pair: Pair) -> list[Pair]:
    """The pairs of sentences in a pair, as a document's flags look at them."""
    one, two = sentences(pair.source, "zh"), sentences(pair.target, "en")
    if len(one) + len(two) <= 2:
        return [pair]
    sides = [[span.of(text) for span in spans] for spans, text in ((one, pair.source), (two, pair.target))]
    return [
        Pair(
            _between(pair.source, [one[at] for at in bead.source]),
            _between(pair.target, [two[at] for at in bead.target]),
        )
        for bead in align(*sides)
    ]


def _between(text: str, spans: list[Span]) -> str:
    return text[spans[0].start : spans[-1].end] if spans else ""


Look = Callable[[Pair], list[Pair]]


def _codes(pair: Pair, usual: Usual, look: Look) -> list[set[str]]:
    """The codes of each part of a pair."""
    return [
        {fault.code for fault in faults_of(one, two, matching(one, two) if one and two else None, usual)}
        for one, two in look(pair)
    ]


def measured(documents: list[list[Pair]], look: Look, seed: int = 3) -> dict[str, tuple[float, float, int]]:
    """Of each fault: recall, share of sound pairs that are flagged so, and how many were injected; `look` takes pairs
    apart before they are looked at: then each part is a pair."""
    rng = random.Random(seed)
    hits, tried = dict.fromkeys(FAULTS, 0), dict.fromkeys(FAULTS, 0)
    alarms, sound = dict.fromkeys(FAULTS, 0), 0
    for given in documents:
        pairs = [pair for pair in given if len(pair.source) >= LEAST]
        if len(pairs) < 4:
            continue
        parts = [part for pair in pairs for part in look(pair) if part.source and part.target]
        usual = usual_of([(*part, matching(*part)) for part in parts])
        for at, pair in enumerate(pairs):
            sides = _codes(pair, usual, look)
            sound += len(sides)
            for name, inject in FAULTS.items():
                alarms[name] += sum(not codes.isdisjoint(CODES[name]) for codes in sides)
                injected = inject(pairs, at, rng)
                if injected is not None:
                    tried[name] += 1
                    found = _codes(Pair(*injected), usual, look)
                    hits[name] += any(not codes.isdisjoint(CODES[name]) for codes in found)
    return {name: (hits[name] / max(1, tried[name]), alarms[name] / max(1, sound), tried[name]) for name in FAULTS}


def main() -> None:
    """Prints recall and false alarms for each fault."""
    shared = Path(os.environ.get("DOCPIPE_SHARED", Path(__file__).resolve().parents[2] / "shared"))
    material = {
        "news": list(news_pairs(shared / "alignment" / "wmt21_OnlineB")),
        "laws": list(law_pairs(shared / "corpus" / "bilingual_law"))[::8],
    }
    looks: dict[str, Look] = {"whole": lambda pair: [pair], "sentences": in_sentences}
    for name, look in product(material, looks):
        for fault, (recall, alarms, count) in measured(material[name], looks[look]).items():
            wanted = f"  (wanted {WANTED[fault]:.2f}, at most 0.03)" if fault in WANTED else ""
            print(f"{name} {look:9}  {fault:14} recall {recall:.3f}  false alarms {alarms:.3f}  of {count}{wanted}")


if __name__ == "__main__":
    main()
