"""What stands below the text of a paper: signature, note, imprint, names of attachments."""

import re
from collections.abc import Iterator

from docpipe.document import Field
from docpipe.extract.listed import listed
from docpipe.extract.quote import Item, Quoter
from docpipe.label.structure_header import EDITED
from docpipe.label.structure_tail import DAY_AND_PERSON, PERSON, PROXY
from docpipe.values.dates import dates_in
from docpipe.values.offices import is_office, offices

ATTACHED = re.compile(
    r"^(?:[【\[]?附\s*[件表]\s*(?:(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*[】\]]?\s*[:\uff1a]|[:\uff1a])?\s*)?(?:\d{1,2}\s*[.、\uff0e]\s*)?"
)
OWN_NUMBER = re.compile(r"^(?:附\s*[件表]|\d{1,2}\s*[.、\uff0e])")
SEALED = re.compile(r"[（(](?P<office>[^（）()]{2,20}?)?代\s*章[）)]$")


def signature(quote: Quoter) -> Iterator[Field]:
    """Offices and persons that signed; an office that sealed for another is no signatory."""
    issuers = []
    for item in quote.items("signatory"):
        dated = list(dates_in(item.text))
        if item.rule == "day and head of an office on one line":
            yield from _after_day(quote, item, dated[0].end)
            continue
        text = item.text[: dated[0].start].rstrip() if dated else item.text
        person = PERSON.match(text)
        sealed = SEALED.search(text)
        if person is not None:
            name = re.sub(r"\s", "", person["name"])
            yield quote.inside("signer", name, item, *person.span("name"), item.rule)
        elif PROXY.match(text) is None:
            for office in offices(text[: sealed.start()].rstrip() if sealed else text, quote.profile):
                yield quote.inside("signatories", office.name, item, office.start, office.end, item.rule)
                if is_office(office.name, quote.profile):
                    issuers.append(quote.inside("issuers", office.name, item, office.start, office.end, "signatory"))
        if sealed is not None and sealed["office"]:
            yield quote.inside("sealed_by", sealed["office"], item, *sealed.span("office"), "sealed for another")
    yield from _names_in_head(quote)
    yield from issuers
    for item in quote.items("note"):
        value = item.text.strip("()（） \u3000")
        yield quote.inside("note", value, item, 0, len(item.text), item.rule)


def _after_day(quote: Quoter, item: Item, end: int) -> Iterator[Field]:
    person = DAY_AND_PERSON.match(item.text[end:])
    if person is not None:
        start, stop = person.span("name")
        yield quote.inside("signer", person["name"], item, end + start, end + stop, item.rule)


def _names_in_head(quote: Quoter) -> Iterator[Field]:
    """The head of an office who reports: 省长　高明, below the title."""
    for item in quote.items("byline"):
        person = PERSON.match(item.text)
        if person is not None:
            name = re.sub(r"\s", "", person["name"])
            yield quote.inside("signer", name, item, *person.span("name"), item.rule)
        elif item.rule == "office below title":
            for office in offices(EDITED.sub("", item.text), quote.profile):
                yield quote.inside("issuers", office.name, item, office.start, office.end, item.rule)


def imprint(quote: Quoter) -> Iterator[Field]:
    """Whom it is reported and copied to, who printed it and when."""
    for name in ("reported_to", "copied_to"):
        for item in quote.items(name):
            yield from listed(quote, name, item)
    for item in quote.items("printed_by"):
        for found in dates_in(item.text):
            office = EDITED.sub("", item.text[: found.start].strip())
            if office:
                at = item.text.find(office)
                yield quote.inside("printed_by", re.sub(r"\s+", "", office), item, at, at + len(office), item.rule)
            yield quote.inside("printed_on", found.iso, item, found.start, found.end, item.rule)
            break


def attachments(quote: Quoter) -> Iterator[Field]:
    """The names of the attachments; one that runs over two lines is quoted as one."""
    run: list[Item] = []
    for item in quote.items("attachment_note"):
        if run and (OWN_NUMBER.match(item.text) or quote.text[run[-1].end : item.start].strip()):
            yield from _attachment(quote, run)
            run = []
        run.append(item)
    yield from _attachment(quote, run)


def _attachment(quote: Quoter, run: list[Item]) -> Iterator[Field]:
    if not run:
        return
    head = ATTACHED.match(run[0].text)
    at = head.end() if head else 0
    value = (run[0].text[at:] + "".join(item.text for item in run[1:])).strip(" \u3000;；。")
    if value:
        first, last = run[0], run[-1]
        yield quote.inside("attachments", value, first, at, last.end - first.start, first.rule)
