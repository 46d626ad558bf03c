"""What of a line can be compared across languages: words, numbers, months, names in Latin letters."""

import re
from collections.abc import Callable
from functools import lru_cache

from docpipe.values.dates import MONTHS
from docpipe.values.numeral import chinese_number
from docpipe.values.width import half_width

STOP = frozenset(
    "a an the of to in on at by for with from and or but as is are was were be been being this that these those it its "
    "he she they we you i his her their our your not no do does did will would shall should may might can could must "
    "has have had having which who whom whose what when where there here into onto upon than then so such if about "
    "between through during under over out up down off also etc sth sb one's oneself used e.g i.e".split()
)
SUFFIXES = frozenset(
    "ations ation ements ement ments ment ities ity ively ive ions ion ings ing ness ally ly ies ied ers er ors or ed "
    "es s e y al".split()
)
LONGEST_SUFFIX = 6
NUMBERS = {
    name: str(at)
    for names in (
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth",
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen twenty",
    )
    for at, name in enumerate(names.split(), 1)
} | {name: str(10 * at) for at, name in enumerate("thirty forty fifty sixty seventy eighty ninety".split(), 3)}
TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[A-Za-z]+(?:['\u2019][a-z]+)?|[\u3400-\u9fff]+")
OTHER_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
# A numeral that no dictionary has as a word: 三十萬, 一百零六, 二〇一二. Not 五一, 千万 or 三三两两, which are words.
LONG_NUMERAL = re.compile(
    "((?:[一二两兩三四五六七八九]?十|[一二两兩三四五六七八九][百千万萬亿億])[〇零一二两兩三四五六七八九十百千万萬亿億]+|[〇零○一二三四五六七八九]{4})"
)
NUMERAL = re.compile(r"^[〇零一二三四五六七八九十百千万两]+$")


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """An English word without its ending, crudely: what two forms of it have in common."""
    for size in range(min(LONGEST_SUFFIX, len(word) - 3), 0, -1):
        if word[-size:] in SUFFIXES:
            return word[:-size][:7]
    return word[:7]


def number(written: str) -> str:
    """A number as a token that is the same on both sides: #1234."""
    plain = written.replace(",", "")
    return "#" + (plain.rstrip("0").rstrip(".") if "." in plain else plain.lstrip("0"))


@lru_cache(maxsize=65_536)
def english_token(written: str) -> str | None:
    """The token of a word or number; None for a word that says nothing by itself."""
    if written[0].isdigit():
        return number(written)
    word = written.lower().replace("\u2019", "'").removesuffix("'s")
    if word in MONTHS:
        return f"#{MONTHS.index(word) + 1}"
    if word in NUMBERS:
        return f"#{NUMBERS[word]}"
    return None if word in STOP else stem(word)


def english_tokens(text: str) -> list[str]:
    """Stems of the words that mean something; months and ordinals as numbers."""
    found = map(english_token, TOKEN.findall(half_width(text)))
    return [token for token in found if token is not None]


@lru_cache(maxsize=16_384)
def _chinese_run(run: str) -> tuple[str, ...]:
    """Words of a run of Chinese characters; numerals as numbers."""
    from docpipe.align.dictionary import segmented

    found: list[str] = []
    for at, part in enumerate(LONG_NUMERAL.split(run)):
        if at % 2:
            found.append(f"#{chinese_number(part)}")
        elif part:
            found += map(_chinese_word, segmented(part))
    return tuple(found)


@lru_cache(maxsize=65_536)
def _chinese_word(word: str) -> str:
    """The token of a word: itself, or a number for a numeral."""
    value = chinese_number(word) if NUMERAL.match(word) else None
    return word if value is None else f"#{value}"


def chinese_tokens(text: str) -> list[str]:
    """Words of the dictionary, numbers as numbers, Latin names as stems."""
    found: list[str] = []
    for written in TOKEN.findall(half_width(text)):
        if written[0] > "\u3000":
            found.extend(_chinese_run(written))
        elif (token := english_token(written)) is not None:
            found.append(token)
    return found


def other_tokens(text: str) -> list[str]:
    """Numbers, and words as they are written."""
    return [number(token) if token[0].isdigit() else token.lower() for token in OTHER_TOKEN.findall(half_width(text))]


def tokens_in(language: str | None) -> Callable[[str], list[str]]:
    """What takes lines of that language apart."""
    family = (language or "").split("-")[0]
    return {"zh": chinese_tokens, "en": english_tokens}.get(family, other_tokens)
