"""The number of a paper and its parts."""

import re
from collections.abc import Iterator

from docpipe.document import Field
from docpipe.extract.official_header import signer
from docpipe.extract.quote import Item, Quoter
from docpipe.span import Span
from docpipe.values.doc_number import CLOSE, OPEN, DocNumber, doc_number, lone_number
from docpipe.values.numeral import chinese_number
from docpipe.values.offices import is_office, offices

OFFICE_LEAST = 4
YEAR = re.compile(
    rf"[{OPEN}]\s*([12０-９][\d０-９]{{3}}|[一二三四五六七八九〇零○O]{{4}}|\d\d)\s*年?\s*[{CLOSE}]|([12]\d{{3}})\s*年|(?<=/)\s*([12]\d{{3}})(?=\s*[号號])"
)
SERIAL = re.compile(r"(?:第\s*)?([\d０-９]+|[一二三四五六七八九十百]+)")


def number(quote: Quoter) -> Iterator[Field]:
    """The first number of the header, its code, year and serial, and what stands in the same line."""
    for item in quote.items("doc_number"):
        if item.rule == "number below masthead":
            yield from _order_number(quote, item)
            return
        found = lone_number(item.text) or doc_number(item.text)
        if found is None:
            continue
        whole = found
        found = _split_code(quote, found, item.text)
        yield quote.inside("doc_number", found.value, item, found.start, found.end, item.rule)
        yield from _parts(quote, item, found)
        if found.start > whole.start:
            name = item.text[whole.start : found.start].strip()
            yield quote.inside("masthead", name, item, whole.start, whole.start + len(name), "glued to number")
            yield quote.inside("issuers", name, item, whole.start, whole.start + len(name), "glued to number")
        yield from signer(quote, item.text[found.end :], item.start + found.end)
        return


def _split_code(quote: Quoter, found: DocNumber, text: str) -> DocNumber:
    """A number without the name of the office that a careless copy glued to it (某某县民政局|某民〔2013〕16号)."""
    code = found.code or ""
    for cut in range(len(code) - 1, OFFICE_LEAST - 1, -1):
        name, rest = code[:cut], code[cut:]
        if len(rest.removesuffix("字")) >= 2 and rest[0] in name and is_office(name, quote.profile):
            start = found.start + text[found.start :].find(rest, cut)
            value = found.value[cut:]
            return DocNumber(start, found.end, value, rest, found.year, found.serial)
    return found


def _order_number(quote: Quoter, item: Item) -> Iterator[Field]:
    """`某某省人民政府令` and below it `第41号`: one number over two lines."""
    above = [head for head in quote.items("masthead") if head.end <= item.start]
    serial = re.sub(r"[(\uff08]总.*|[\s()\uff08\uff09]", "", item.text)  # 第3号（总第47号）
    if not above:
        return
    span = Span(_joint(quote, above), above[-1].end)
    name = re.sub(r"\s", "", span.of(quote.text))
    digits = re.search(r"第?(\d+|[一二三四五六七八九十百零〇]+)号", serial)
    value = chinese_number(digits[1]) if digits else None
    if digits is not None and value is not None:
        serial = serial.replace(digits[1], str(value))
    yield quote.field("doc_number", name + serial, Span(span.start, item.end), item.rule)
    yield quote.field("doc_number_code", name, span, item.rule)
    year = re.search(r"(\d{4})年", serial)
    if year is not None:
        at = item.text.find(year[1])
        yield quote.inside("doc_number_year", year[1], item, at, at + 4, item.rule)
    if value is not None:
        yield quote.inside("doc_number_serial", str(value), item, 0, len(item.text), item.rule)


def _joint(quote: Quoter, above: list[Item]) -> int:
    """Where the name of an order begins, whose offices may stand on several lines."""
    begin = len(above) - 1
    while begin and all(is_office(part.name, quote.profile) for part in offices(above[begin - 1].text, quote.profile)):
        begin -= 1
    return above[begin].start


def _parts(quote: Quoter, item: Item, found: DocNumber) -> Iterator[Field]:
    """Code, year and serial, each quoted where it stands in the number."""
    year = YEAR.search(item.text, found.start, found.end)
    # Of Macau the serial stands before the year: 第 12/2021 號行政法規.
    after = year.end() if year and not year[3] else found.start + len(found.code or "")
    if found.code is not None and year is not None and year.start() <= found.start:  # of a court: （2019）青01刑终123号
        begin = item.text.index(found.code[0], year.end())
        after = begin + len(found.code)
        yield quote.inside("doc_number_code", found.code, item, begin, after, "part of number")
    elif found.code is not None:
        end = year.start() if year else found.start + len(found.code)
        code = item.text[found.start : end].rstrip()
        yield quote.inside("doc_number_code", found.code, item, found.start, found.start + len(code), "part of number")
    if found.year is not None and year is not None:
        place = year.span(year.lastindex or 0)
        yield quote.inside("doc_number_year", str(found.year), item, *place, "part of number")
    serial = SERIAL.search(item.text, after, found.end)
    if found.serial is not None and serial is not None:
        yield quote.inside("doc_number_serial", str(found.serial), item, *serial.span(1), "part of number")
