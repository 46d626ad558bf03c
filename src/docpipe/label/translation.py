"""Which lines are a translation of the others, what of it is leftover, and in which language each line stands."""

import re
from bisect import bisect
from collections import Counter
from itertools import pairwise

from docpipe.document import CLUTTER, ORIGINAL, TRANSLATION
from docpipe.label.announcement import Announcements, announcements
from docpipe.label.bilingual import LATIN, Told, translation_in
from docpipe.label.language import japanese_beside, language_of, may_be_japanese
from docpipe.label.line import NEW, Label, Line
from docpipe.profile import Profile, bare
from docpipe.reading import Reading

SAME_LANGUAGE = 0.5
STRAY = 0.12  # share of another language in a side of one language: names, numbers, addresses
NEXT_TO_NOTHING = 0.1  # share of an original in all text below which there is none
MARKER_CHARS = 60
ANNOUNCED = Label(CLUTTER, "translation_marker", rule="announces a translation")
ANNOUNCED_ORIGINAL = Label(CLUTTER, "marker", rule="announces the original")
LATIN_WORD = re.compile(r"^[\x00-\x7f\u00a0-\u024f\u2010-\u2027]*[A-Za-z]{2,}[\x00-\x7f\u00a0-\u024f\u2010-\u2027]*$")


def translated(lines: list[Line], labels: list[Label], reading: Reading, profile: Profile) -> list[Label]:
    """The labels with part `translation` where a translation stands, and with the language of every line of text."""
    said = announcements(profile)
    names = _names(lines, labels, said)
    languages = _languages(lines, labels, names)
    result = list(labels)
    _original_below(lines, result, languages, said)
    own: list[int] = []
    found: list[int] = []
    if len({_family(tag) for tag in set(languages)} - {None}) > 1:  # most texts are in one language
        _above_original(lines, result, languages, profile, said)
        abstract = frozenset(word.lower() for word in profile.words.get("abstract", ()))
        own = [at for at, label in enumerate(result) if label.part == ORIGINAL and names[at] is None]
        lines_told = [Told(_family(languages[at]), lines[at].text, _opens(lines[at], abstract)) for at in own]
        found = [own[place] for place in translation_in(lines_told)]
    if found and _headed(lines, own, found, languages, said):
        below = found[0]
        result[below if said.made_of(lines[below].text) else below - 1] = ANNOUNCED_ORIGINAL
        found = own[: own.index(below)]
    for at in found:
        result[at] = result[at]._replace(part=TRANSLATION, rule="other language")
    if found:
        _announced(lines, result, found[0], said)
        _between(lines, result, found[0], found[-1])
    _named(lines, result, languages, said)
    artefacts = frozenset(profile.words.get("artefact", ()))
    for at, label in enumerate(result):
        if label.part == CLUTTER:
            continue
        part, role, level, told, rule, confidence, path = label
        language = languages[at] or told or language_of(lines[at].text)
        if part == TRANSLATION and lines[at].text in artefacts:
            result[at] = label._replace(role="translation_artefact", language=language, rule="lone leftover")
        else:
            result[at] = NEW(Label, (part, role, level, told or language, rule, confidence, path))
    return result


def all_translated(lines: list[Line], labels: list[Label], profile: Profile) -> list[Label]:
    """The labels of a text that is known to translate another one: nothing of it is an original."""
    languages = _languages(lines, labels, _names(lines, labels, announcements(profile)))
    artefacts = frozenset(profile.words.get("artefact", ()))
    found = []
    for line, label, language in zip(lines, labels, languages, strict=True):
        if label.part == CLUTTER:
            found.append(label)
        elif line.text in artefacts:
            found.append(Label(TRANSLATION, "translation_artefact", language=language, rule="lone leftover"))
        else:
            found.append(label._replace(part=TRANSLATION, language=label.language or language, rule="file of its own"))
    mine = [at for at, label in enumerate(found) if label.part == TRANSLATION]
    if mine:
        _between(lines, found, mine[0], mine[-1])
    return [
        label if label.language or label.part == CLUTTER else label._replace(language=language_of(line.text))
        for line, label in zip(lines, found, strict=True)
    ]


def _headed(
    lines: list[Line], own: list[int], found: list[int], languages: list[str | None], said: Announcements
) -> bool:
    """Whether what stands first is the translation: it is headed `English`, and what is below `中文`, in Chinese."""
    first = found[0]
    if first == 0 or found != own[own.index(first) :] or _family(languages[first]) != "zh":
        return False
    heads = said.made_of(lines[first].text) or said.made_of(lines[first - 1].text)
    return heads and said.made_of(lines[0].text)


def _named(lines: list[Line], labels: list[Label], languages: list[str | None], said: Announcements) -> None:
    """Lines that name a language where it begins are no part of the text; elsewhere they are of what is around them."""
    if not any(label.part == TRANSLATION for label in labels):
        return
    text = [at for at, label in enumerate(labels) if label.part != CLUTTER]
    names = [at for at in text if said.language(lines[at].text) is not None]
    others = sorted(set(text).difference(names))
    for at in names:
        place = bisect(others, at)
        above, below = others[place - 1 : place], others[place : place + 1]
        part = labels[above[0]].part if above else None
        alike = len({_family(languages[near]) for near in (*above, *below)}) == 1
        if below and (labels[below[0]].part != part or (part == TRANSLATION and not alike)):
            labels[at] = ANNOUNCED if labels[below[0]].part == TRANSLATION else ANNOUNCED_ORIGINAL
        elif part == TRANSLATION:
            labels[at] = labels[at]._replace(part=TRANSLATION, rule="other language")


def _between(lines: list[Line], labels: list[Label], first: int, last: int) -> None:
    """Short lines of a translation that seemed clutter for want of neighbours in their language are of it."""
    family = _family(language_of(lines[first].text)) or _family(language_of(lines[last].text))
    for at in range(max(0, first - 1), last):
        line, label = lines[at], labels[at]
        guessed = label.part == CLUTTER and label.rule.startswith("model") and not line.link_chars
        if guessed and family is not None and _family(language_of(line.text)) == family:
            labels[at] = Label(TRANSLATION, "paragraph", rule="among the translation", confidence=0.7)


def _opens(line: Line, words: frozenset[str]) -> bool:
    """Whether a line begins an abstract or names its keywords."""
    return line.text[:24].lower().split(":")[0].split("\uff1a")[0].strip() in words


def _announced(lines: list[Line], labels: list[Label], first: int, said: Announcements) -> None:
    """The short line just above a translation, or its first, that says so is no part of it."""
    for at in (first, first - 1, first - 2, first - 3):
        if at >= 0 and said.made_of(lines[at].text):
            labels[at] = ANNOUNCED
            family = _family(language_of(lines[first].text))
            for between in range(at + 1, first):
                if _family(language_of(lines[between].text)) not in {None, family}:
                    continue  # the head of a column is followed by the original's cell
                labels[between] = Label(TRANSLATION, "paragraph", rule="below what announces it", confidence=0.8)
            return


def _above_original(
    lines: list[Line], labels: list[Label], languages: list[str | None], profile: Profile, said: Announcements
) -> None:
    """What stands above a line that says `original text`, and in another language than what is below, translates it."""
    words = {bare(word).lower() for word in profile.words.get("original", ())}
    place = next(
        (at for at, line in enumerate(lines) if len(line.text) <= MARKER_CHARS and bare(line.text).lower() in words),
        None,
    )
    if place is None:
        return
    sides: list[Counter[str]] = [Counter(), Counter()]
    for at, label in enumerate(labels):
        if label.part == ORIGINAL and languages[at] is not None:
            sides[at > place][str(_family(languages[at]))] += len(lines[at].text)
    above, below = (next(iter(dict(side.most_common(1))), None) for side in sides)
    if above is None or below is None or above == below or sides[0][below] > STRAY * sides[0][above]:
        return
    labels[place] = ANNOUNCED_ORIGINAL
    own = [at for at in range(place) if labels[at].part == ORIGINAL]
    for at in own:
        labels[at] = labels[at]._replace(part=TRANSLATION, rule="above its original")
    _announced(lines, labels, own[0], said)


def _original_below(lines: list[Line], labels: list[Label], languages: list[str | None], said: Announcements) -> None:
    """Where a marker heads the text and nothing is left for the original, the other language below it is that."""
    mine = [at for at, label in enumerate(labels) if label.part == TRANSLATION]
    chars = sum(len(lines[at].text) for at in mine)
    rest = sum(len(line.text) for line, label in zip(lines, labels, strict=True) if label.part == ORIGINAL)
    if not mine or rest > NEXT_TO_NOTHING * chars:
        return
    found = [mine[place] for place in translation_in([Told(_family(languages[at]), lines[at].text) for at in mine])]
    for at in found:
        labels[at] = Label(ORIGINAL, "paragraph", rule="below its translation", confidence=0.8)
    if found:
        _announced(lines, labels, found[0], said)


def believed(lines: list[Line], labels: list[Label | None]) -> list[Label | None]:
    """The labels without translations that are in the language of the rest, or of nothing: there the marker was a word
    of the page, and what stands below it is open."""
    if not any(label is not None and label.part == TRANSLATION for label in labels):
        return labels
    rest: Counter[str] = Counter()
    told: Counter[str] = Counter()
    for line, label in zip(lines, labels, strict=True):
        if label is not None and label.part == CLUTTER:
            continue
        family = _family(language_of(line.text))
        if family is not None:
            (rest if label is None or label.part != TRANSLATION else told)[family] += len(line.text)
    if not told:
        return labels
    own = max(rest, key=lambda family: rest[family], default=None)
    if told[own] <= SAME_LANGUAGE * told.total() if own is not None else len(told) > 1:
        return labels
    return [None if label is not None and _of_translation(label) else label for label in labels]


def _of_translation(label: Label) -> bool:
    return label.part == TRANSLATION or label.role == "translation_marker"


def _names(lines: list[Line], labels: list[Label], said: Announcements) -> list[str | None]:
    """The language that each line names which says in what language the next ones are."""
    return [
        said.language(line.text) if label.part != CLUTTER or label.role == "translation_marker" else None
        for line, label in zip(lines, labels, strict=True)
    ]


def _languages(lines: list[Line], labels: list[Label], names: list[str | None]) -> list[str | None]:
    """The language of each line that is no clutter; lines that do not tell have that of the line before."""
    found = [
        language_of(line.text) if label.part != CLUTTER else None for line, label in zip(lines, labels, strict=True)
    ]
    chars: Counter[str] = Counter()
    for line, tag in zip(lines, found, strict=True):
        if tag is not None:
            chars[tag] += len(line.text)
    alike = _alike(chars)
    latin = max((tag for tag in chars if tag in LATIN), key=lambda tag: chars[tag], default=None)
    usual = _usual_next(lines, found) if chars["ja"] else {}
    last: str | None = max(chars, key=lambda tag: chars[tag]) if chars else None
    for at, tag in enumerate(found):
        if labels[at].part == CLUTTER and labels[at].role != "translation_marker":
            continue
        name = names[at]
        if name is not None:
            last = next((known for known, _ in chars.most_common() if _family(known) == name), name)
        if labels[at].part == CLUTTER or name is not None:
            continue
        # `Article 1` is too little to tell English from French, but it is no Chinese.
        own = latin if tag is None and latin is not None and LATIN_WORD.search(lines[at].text) else tag
        if own is not None and own.startswith("zh") and chars["ja"]:
            own = "ja" if japanese_beside(lines[at].text, usual.get(last, last)) else own
        found[at] = last = (alike.get(own, own) if own is not None else None) or last
    return found


def _usual_next(lines: list[Line], found: list[str | None]) -> dict[str | None, str]:
    """In which language the line after one of each language mostly stands, by lines that are surely of theirs."""
    sure = [
        None if tag is not None and tag.startswith("zh") and may_be_japanese(line.text) else tag
        for line, tag in zip(lines, found, strict=True)
    ]
    pairs = Counter((one, two) for one, two in pairwise(sure) if one is not None and two is not None)
    usual: dict[str | None, str] = {}
    for (one, two), _ in pairs.most_common():
        usual.setdefault(one, two)
    return usual


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
