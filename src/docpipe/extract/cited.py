"""Documents that the text refers to by their number."""

import re
from collections.abc import Iterator

from docpipe.document import Field
from docpipe.extract.quote import Item, Quoter
from docpipe.span import Span
from docpipe.values.doc_number import CITED_ORDER, doc_numbers
from docpipe.values.width import half_width

ROLES = ("paragraph", "article", "heading", "list_item", "adoption_note")
# What may stand before the code of an office in a sentence and is no part of it.
BEFORE = re.compile(
    r".*(?:根据|依据|按照|依照|遵照|贯彻|落实|实施|执行|印发|转发|下发|发布|公布|废止|参照|违反|见|经|以|由|和|与|及|对|照|按|的|了|在|是|为|即|如|将|原|至|关于|公司|集团|通知|文件|规定|办法|意见|决定)"
)
LONGEST_CODE = 14


def _own(code: str) -> int:
    """How many characters at the start of a code are words of the sentence before it."""
    found = BEFORE.match(code[:-1]) if len(code) > 2 else None
    return found.end() if found is not None and found.end() < len(code) else 0


def citations(quote: Quoter) -> Iterator[Field]:
    """One field per cited number; a list (第123、124号令) gives one for each."""
    for role in ROLES:
        for item in quote.items(role):
            if "号" in item.text or "號" in item.text:
                yield from _numbers(quote, item)
                yield from _orders(quote, item)


def _numbers(quote: Quoter, item: Item) -> Iterator[Field]:
    for found in doc_numbers(item.text):
        code = found.code or ""
        cut = _own(code)
        if not code or len(code) - cut > LONGEST_CODE:
            continue
        value = found.value[cut:]
        start = item.text.find(code[cut], found.start + cut) if cut else found.start
        yield quote.field("cited", value, Span(item.start + start, item.start + found.end), "number in text")


def _orders(quote: Quoter, item: Item) -> Iterator[Field]:
    for found in CITED_ORDER.finditer(half_width(item.text)):
        code = found["code"]
        cut = _own(code)
        span = Span(item.start + found.start("code") + cut, item.start + found.end())
        for serial in re.findall(r"\d+", found["serial"]):
            yield quote.field("cited", f"{code[cut:]}第{int(serial)}号{found['kind']}", span, "order in text")
