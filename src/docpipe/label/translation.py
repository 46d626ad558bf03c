"""Which lines are a translation of the others, what of it is leftover, and in which language each line stands."""

from collections import Counter
from itertools import pairwise

from docpipe.document import CLUTTER, ORIGINAL, TRANSLATION
from docpipe.label.language import language_of
from docpipe.label.line import Label, Line
from docpipe.profile import Profile
from docpipe.reading import Reading

LEAST_CHARS = 60  # a translation, and an original, have at least so many
# Characters of a translation for each of its original: Chinese to English is about 3.5, the other way 0.3.
LEAST_RATIO, MOST_RATIO = 0.12, 9.0
STRAY = 0.12  # share of lines in another language that a run may have: names, numbers, addresses
PAIRS = 3
HAN = {"zh", "ja", "ko"}
SAME_LANGUAGE = 0.5


def translated(lines: list[Line], labels: list[Label], reading: Reading, profile: Profile) -> list[Label]:
    """The labels with part `translation` where a translation stands, and with the language of every line of text."""
    languages = _languages(lines, labels)
    result = _in_another_language(lines, labels, languages)
    if not any(label.part == TRANSLATION for label in result):
        for at in _unmarked(lines, labels, languages):
            result[at] = result[at]._replace(part=TRANSLATION, rule="other language")
    artefacts = frozenset(profile.words.get("artefact", ()))
    for at, label in enumerate(result):
        if label.part == CLUTTER:
            continue
        language = languages[at] or label.language
        if label.part == TRANSLATION and lines[at].text in artefacts:
            result[at] = label._replace(role="translation_artefact", language=language, rule="lone leftover")
        else:
            result[at] = label._replace(language=label.language or language)
    return result


def _in_another_language(lines: list[Line], labels: list[Label], languages: list[str | None]) -> list[Label]:
    """What stands below a marker and in the language of the original is no translation, whatever the marker says."""
    result = list(labels)
    chars: dict[str, Counter[str]] = {ORIGINAL: Counter(), TRANSLATION: Counter()}
    for line, label, tag in zip(lines, labels, languages, strict=True):
        if label.part in chars and tag is not None:
            chars[label.part][str(_family(tag))] += len(line.text)
    if not chars[TRANSLATION]:
        return result
    # A translation of nothing is none: the marker was a word of the page.
    own, other = next(iter(dict(chars[ORIGINAL].most_common(1))), None), chars[TRANSLATION]
    if own is None or other[own] > SAME_LANGUAGE * other.total():
        for at, label in enumerate(labels):
            if label.part == TRANSLATION:
                result[at] = Label(ORIGINAL, "paragraph", rule="below a marker, in the same language", confidence=0.7)
    return result


def _languages(lines: list[Line], labels: list[Label]) -> list[str | None]:
    """The language of each line that is no clutter; lines that do not tell have that of the line before."""
    found = [
        language_of(line.text) if label.part != CLUTTER else None for line, label in zip(lines, labels, strict=True)
    ]
    chars: Counter[str] = Counter()
    for line, tag in zip(lines, found, strict=True):
        if tag is not None:
            chars[tag] += len(line.text)
    alike = _alike(chars)
    last: str | None = max(chars, key=lambda tag: chars[tag]) if chars else None
    for at, tag in enumerate(found):
        if labels[at].part == CLUTTER:
            continue
        found[at] = last = (alike.get(tag, tag) if tag is not None else None) or last
    return found


def _alike(chars: Counter[str]) -> dict[str, str]:
    """Languages of one script that short lines cannot tell apart follow the one that the text has most of."""
    result = {}
    for group in (("ru", "kk", "mn"), ("zh-Hans", "zh-Hant"), ("en", "fr", "de", "es", "pt", "it", "vi")):
        there = [tag for tag in group if chars[tag]]
        best = max(there, key=lambda tag: chars[tag], default=None)
        for tag in there:
            # Simplified and traditional text stand side by side only where each has a good share.
            if best is not None and tag != best and chars[tag] < 0.15 * chars[best]:
                result[tag] = best
            elif group[0] == "ru" and tag == "ru" and best is not None:
                result[tag] = "kk" if chars["kk"] else "mn" if chars["mn"] else "ru"
    return result


def _family(tag: str | None) -> str | None:
    return tag.split("-")[0] if tag else None


def _unmarked(lines: list[Line], labels: list[Label], languages: list[str | None]) -> list[int]:
    """Lines of a translation that nothing announces: a run below the original, or one line for each line of it."""
    own = [at for at, label in enumerate(labels) if label.part == ORIGINAL]
    chars: Counter[str] = Counter()
    for at in own:
        family = _family(languages[at])
        if family is not None:
            chars[family] += len(lines[at].text)
    if len(chars) < 2:
        return []
    (one, many), (two, few) = chars.most_common(2)
    if not HAN & {one, two}:
        return []  # languages of one script are told apart too weakly to move lines without a marker
    if few < LEAST_CHARS or not LEAST_RATIO <= few / many <= MOST_RATIO:
        return []
    families = [_family(languages[at]) for at in own]
    run = _run_below(families, one, two)
    if run is not None:
        return own[run:]
    return _interleaved(own, families)


def _run_below(families: list[str | None], one: str, two: str) -> int | None:
    """Where the second language begins, if the lines fall into two runs of one language each."""
    count = len(families)
    for first, second in ((one, two), (two, one)):
        ahead = [0]
        for family in families:
            ahead.append(ahead[-1] + (family == second))
        total = ahead[-1]
        wrong = [ahead[at] + (count - at - (total - ahead[at])) for at in range(count + 1)]
        best = min(range(1, count), key=lambda at: wrong[at], default=None)
        if best is not None and wrong[best] <= STRAY * min(best, count - best) and families[0] == first:
            return best
    return None


def _interleaved(own: list[int], families: list[str | None]) -> list[int]:
    """Every line followed by its translation: the second of each pair."""
    if not families:
        return []
    first = families[0]
    second = next((family for family in families if family not in {first, None}), None)
    changes = sum(1 for one, two in pairwise(families) if one != two)
    count = sum(family == second for family in families)
    if count < PAIRS or changes < 1.4 * count or not 0.6 <= count / max(1, len(families) - count) <= 1.7:
        return []
    return [at for at, family in zip(own, families, strict=True) if family == second]
