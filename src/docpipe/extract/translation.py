"""What a translation says of itself, and who made it."""

import re
from collections.abc import Iterator

from docpipe.document import TRANSLATION, Block, Field
from docpipe.extract.found import Found
from docpipe.extract.quote import Quoter
from docpipe.profile import Profile
from docpipe.reading import Reading
from docpipe.span import Span
from docpipe.values.dates import dates_in


def translation_fields(reading: Reading, blocks: tuple[Block, ...], profile: Profile) -> Found:
    """Language, method, title, number, signatory and date of the translation; nothing where there is none."""
    mine = [block for block in blocks if block.part == TRANSLATION]
    if not mine:
        return Found()
    quote = Quoter(reading.text, mine, profile, TRANSLATION)
    return Found((*_language(quote, mine), *_method(quote, blocks, profile), *_lines(quote)))


def _language(quote: Quoter, blocks: list[Block]) -> Iterator[Field]:
    first = next((block for block in blocks if block.language is not None), None)
    if first is not None and first.language is not None:
        item = quote.item(first)
        yield quote.field("translation_language", first.language, Span(item.start, item.end), first.rule)


def _method(quote: Quoter, blocks: tuple[Block, ...], profile: Profile) -> Iterator[Field]:
    """The method that the marker names; where no marker says so, nothing."""
    for block in blocks:
        if block.role == "translation_marker":
            item = quote.item(block)
            marker = profile.marker_of(item.text)
            if marker is not None and marker.method is not None:
                span = Span(item.start, item.end)
                yield quote.field("translation_method", marker.method, span, block.rule)
            return


def _lines(quote: Quoter) -> Iterator[Field]:
    for item in quote.items("title")[:1]:
        yield quote.inside("title", re.sub(r"\s+", " ", item.text), item, 0, len(item.text), item.rule)
    for item in quote.items("doc_number")[:1]:
        yield quote.inside("doc_number_verbatim", item.text, item, 0, len(item.text), item.rule)
    for item in quote.items("signatory"):
        yield quote.inside("signatory", item.text, item, 0, len(item.text), item.rule)
    for name in ("reported_to", "copied_to"):
        for item in quote.items(name):
            start = max(item.text.find(":"), item.text.find("\uff1a")) + 1
            value = item.text[start:].strip().rstrip(".。 ")
            if value:
                at = item.text.index(value, start)
                yield quote.inside(name, value, item, at, at + len(value), item.rule)
    for item in quote.items("date"):
        for found in dates_in(item.text):
            yield quote.inside("signed_on", found.iso, item, found.start, found.end, item.rule)
            break
