"""Masthead, secrecy, urgency, signer, recipients and keywords of a paper."""

import re
from collections.abc import Iterator

from docpipe.document import Field
from docpipe.extract.listed import listed
from docpipe.extract.quote import Item, Quoter
from docpipe.span import Span
from docpipe.values.offices import is_office, offices

SIGNER = re.compile(r"[签簽會会]\s*[发發签簽]\s*人?\s*[:\uff1a]\s*(.+)$")
RECIPIENTS = re.compile(r"^[【\[]?(?:主\s*送[^:\uff1a]{0,4}|受文者|正\s*本)\s*[】\]]?\s*[:\uff1a]\s*")
LABEL = re.compile(r"^[^:\uff1a]{1,14}[:\uff1a]\s*")
SERIES = re.compile(
    r"(?:第.{1,4}次)?(?:专题|常务|党组|党委|工作|联席|主任|局长|县长|市长|区长|行政|办公|全体|领导)*(?:会议|办公会)?"
    r"(?:会议纪要|纪要|简报|周报|月报|快报|专报|信息|参考|通讯|动态|情况|通报|摘报|要情)$"
)
KEYWORDS = re.compile(r"[\s\u3000、，,;；]+")


def mastheads(quote: Quoter) -> Iterator[Field]:
    """Every line of the masthead, and the offices that the lines name."""
    ends = sorted(quote.profile.words.get("masthead_end", ()), key=len, reverse=True)
    named: list[Field] = []
    for item in quote.items("masthead"):
        yield quote.field("masthead", re.sub(r"[\s\u3000]+", "", item.text), Span(item.start, item.end), item.rule)
        named += _offices_of_masthead(quote, item, ends)
    yield from named


def _offices_of_masthead(quote: Quoter, item: Item, ends: list[str]) -> Iterator[Field]:
    text = item.text
    end = next((end for end in ends if text.endswith(end) and len(text) > len(end) + 2), "")
    stem = text[: len(text) - len(end)].rstrip()
    for candidate in (stem, text):  # 某某办公厅 ends as a masthead does, too
        found = list(offices(candidate, quote.profile))
        if found and all(is_office(office.name, quote.profile) for office in found):
            for office in found:
                yield quote.inside("issuers", office.name, item, office.start, office.end, "masthead")
            return
    # 某某县人民政府|专题会议纪要: the office that the line begins with
    for length in range(len(text) - 2, 3, -1):
        if not SERIES.match(text, length) or not is_office(text[:length], quote.profile):
            continue
        yield quote.inside("issuers", text[:length], item, 0, length, "masthead")
        return


def marks(quote: Quoter) -> Iterator[Field]:
    """Number of the copy, secrecy, urgency, signer, recipients, keywords."""
    for item in quote.items("serial_copy"):
        yield quote.inside("serial_copy", item.text, item, 0, len(item.text), item.rule)
    for item in quote.items("secrecy"):
        start = _behind_label(item)
        value = re.sub(r"[\s\u3000]+", "", item.text[start:]).replace("☆", "★").replace("*", "★")
        yield quote.inside("secrecy", value, item, start, len(item.text), item.rule)
    for item in quote.items("urgency"):
        start = _behind_label(item)
        yield quote.inside("urgency", item.text[start:], item, start, len(item.text), item.rule)
    for item in quote.items("signer"):
        yield from signer(quote, item.text, item.start)
    for run in _lists(quote):
        yield from _recipients(quote, run)
    for item in quote.items("keywords"):
        yield from listed(quote, "keywords", item, KEYWORDS)


def _behind_label(item: Item) -> int:
    label = LABEL.match(item.text)
    return label.end() if label else 0


def _lists(quote: Quoter) -> Iterator[list[Item]]:
    """The recipients, lines of one salutation as one: below each other, each but the last without its colon."""
    run: list[Item] = []
    for item in quote.items("recipients"):
        apart = run and (item.rule != run[-1].rule or quote.text[run[-1].end : item.start].strip())
        if run and (apart or run[-1].text[-1] in ":\uff1a" or RECIPIENTS.match(item.text)):
            yield run
            run = []
        run.append(item)
    if run:
        yield run


def _recipients(quote: Quoter, run: list[Item]) -> Iterator[Field]:
    first, text = run[0], "".join(item.text for item in run)
    label = RECIPIENTS.match(text)
    begin = label.end() if label else 0
    value = text[begin:].rstrip(":：。 \u3000" if label else ":： \u3000")
    if value:
        yield quote.inside("recipients", value, first, begin, run[-1].end - first.start, first.rule)


def signer(quote: Quoter, text: str, start: int) -> Iterator[Field]:
    """The names after 签发人; single characters that stand apart are one name (何　平)."""
    found = SIGNER.search(text)
    if found is None:
        return
    for name in re.finditer(r"[^\s、，,](?:[^\s、，,]+|\s+[^\s、，,](?![^\s、，,]))?", found[1]):
        begin = start + found.start(1) + name.start()
        yield quote.field("signer", re.sub(r"\s", "", name[0]), Span(begin, begin + len(name[0])), "signer by label")
