"""What of a line can be compared across languages: words, numbers, months, names in Latin letters."""

import re

from docpipe.values.numeral import chinese_number
from docpipe.values.width import half_width

STOP = frozenset(
    "a an the of to in on at by for with from and or but as is are was were be been being this that these those it its "
    "he she they we you i his her their our your not no do does did will would shall should may might can could must "
    "has have had having which who whom whose what when where there here into onto upon than then so such if about "
    "between through during under over out up down off also etc sth sb one's oneself used e.g i.e".split()
)
MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
SUFFIXES = (
    "ations",
    "ation",
    "ements",
    "ement",
    "ments",
    "ment",
    "ities",
    "ity",
    "ively",
    "ive",
    "ions",
    "ion",
    "ings",
    "ing",
    "ness",
    "ally",
    "ly",
    "ies",
    "ied",
    "ers",
    "er",
    "ors",
    "or",
    "ed",
    "es",
    "s",
    "e",
    "y",
    "al",
)
ORDINALS = {
    name: str(at)
    for at, name in enumerate(
        ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"), 1
    )
}
TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[A-Za-z]+(?:['\u2019][a-z]+)?|[\u3400-\u9fff]+")
NUMERAL = re.compile(r"^[〇零一二三四五六七八九十百千万两]+$")


def stem(word: str) -> str:
    """An English word without its ending, crudely: what two forms of it have in common."""
    for suffix in SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            return word[: len(word) - len(suffix)][:7]
    return word[:7]


def number(written: str) -> str:
    """A number as a token that is the same on both sides: #1234."""
    return (
        "#" + written.replace(",", "").rstrip("0").rstrip(".")
        if "." in written
        else "#" + written.replace(",", "").lstrip("0")
    )


def english_tokens(text: str) -> list[str]:
    """Stems of the words that mean something; months and ordinals as numbers."""
    found = []
    for token in TOKEN.findall(half_width(text)):
        if token[0].isdigit():
            found.append(number(token))
            continue
        word = token.lower().replace("\u2019", "'").removesuffix("'s")
        if word in MONTHS:
            found.append(f"#{MONTHS.index(word) + 1}")
        elif word in ORDINALS:
            found.append(f"#{ORDINALS[word]}")
        elif word not in STOP:
            found.append(stem(word))
    return found


def chinese_tokens(text: str) -> list[str]:
    """Words of the dictionary, numbers as numbers, Latin names as stems."""
    from docpipe.align.dictionary import segmented

    found = []
    for token in TOKEN.findall(half_width(text)):
        if token[0].isdigit():
            found.append(number(token))
        elif token[0].isascii():
            if token.lower() not in STOP:
                found.append(stem(token.lower()))
        else:
            for word in segmented(token):
                value = chinese_number(word) if NUMERAL.match(word) else None
                found.append(f"#{value}" if value is not None else word)
    return found
