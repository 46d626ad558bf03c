"""Lists in one line: what comes after a label, separated by marks."""

import re
from collections.abc import Iterator

from docpipe.document import Field
from docpipe.extract.quote import Item, Quoter

LABEL = re.compile(r"^[^:\uff1a]{1,12}[:\uff1a]\s*")
# Not inside brackets (各县（市、区）人民政府), nor between the units of one address (各省、自治区、直辖市林业厅).
SEPARATOR = re.compile(r"(?:[、，,;；]|\s{2,}|\u3000+)(?![^(\uff08]*[)\uff09])")
UNITS = re.compile(r"各?(?:省|自治区|直辖市|计划单列市|市|县|区|州|盟|旗)$")


def listed(quote: Quoter, name: str, item: Item, separator: re.Pattern[str] = SEPARATOR) -> Iterator[Field]:
    """The values after a label, one field each."""
    label = LABEL.match(item.text)
    at = label.end() if label else 0
    text = item.text.rstrip("。. \u3000")
    while at < len(text):
        found = separator.search(text, at)
        while found and text[at] == "各" and UNITS.fullmatch(text[at : found.start()].split("、")[-1]):
            found = separator.search(text, found.end())
        end = found.start() if found else len(text)
        value = text[at:end].strip()
        if value:
            lead = len(text[at:end]) - len(text[at:end].lstrip())
            yield quote.inside(name, value, item, at + lead, at + lead + len(value), item.rule)
        at = found.end() if found else len(text)
