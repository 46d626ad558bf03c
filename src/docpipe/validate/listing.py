"""Lists of documents: pages saved as text, whose rows are titles with a date, and what such a list does not say."""

import re

from docpipe.document import ORIGINAL, Document, Field, Problem
from docpipe.values.dates import lone_date

LEAST_ROWS, SHARE = 5, 0.6
LONG_LINE, SHORT_TITLE = 80, 8
FIGURES = r"(?:20|19)\d\d(?:[-/.]\d{1,2}){2}"
DAY = rf"(?:{FIGURES}|(?:20|19)\d\d年\d{{1,2}}月\d{{1,2}}日)(?:\s+\d\d:\d\d(?::\d\d)?)?"
# In front of a title a day is written in figures: a chronicle begins its lines with 2021年3月4日.
ROW = re.compile(
    rf"^(?:[\[(（【]?{FIGURES}[\])）】]?\s*(?P<behind>\S.*)"
    rf"|(?P<before>.*\S)(?:\s+|(?=[\[(（【]))[\[(（【]?{DAY}[\])）】]?)$"
)
STOPS = ("\u3002", "\uff1b", "\uff01")
OF_A_PAPER = ("recipients", "signatories", "signer")
# What a row says of the paper that it names, and not of the page.
OF_AN_ITEM = frozenset(
    {
        *("doc_number", "doc_number_code", "doc_number_year", "doc_number_serial", "doc_kind"),
        *("signed_on", "adopted_on", "promulgated_on", "effective_on", "mentioned_on"),
        *("issuers", "recipients", "signatories", "signer"),
    }
)


def saved_list(document: Document) -> int:
    """How many rows a list of documents has that was saved as text; 0 for what is no such list.

    Such a text has no sentence, addresses nobody, and its title and number, if it seems to have any, stand among the
    rows: a paper with a schedule has them above.
    """
    if document.reading.media_type == "text/html" or any(document.value(name) for name in OF_A_PAPER):
        return 0
    lines, at = [], 0
    for line in document.text.split("\n"):
        if line.strip():
            lines.append((at, line.strip()))
        if len(line) >= LONG_LINE or any(stop in line for stop in STOPS):
            return 0
        at += len(line) + 1
    rows = [place for place, (_, text) in enumerate(lines) if _is_row(text)]
    if len(rows) < LEAST_ROWS or len(rows) < SHARE * (rows[-1] + 1 - rows[0]):
        return 0
    first = lines[rows[0]][0]
    named = [item for item in document.fields if item.name in ("title", "doc_number") and item.span is not None]
    return len(rows) if all(item.span is None or item.span.start >= first for item in named) else 0


def _is_row(text: str) -> bool:
    found = ROW.match(text)
    title = (found["behind"] or found["before"]) if found else ""
    return len(title) >= SHORT_TITLE and lone_date(title) is None


def of_the_page(fields: tuple[Field, ...], problems: tuple[Problem, ...]) -> tuple[Field, ...]:
    """The fields; of a list of documents without those that are of an item of it."""
    if not any(problem.code == "list_page" for problem in problems):
        return fields
    own = [item for item in fields if item.span is not None and item.part == ORIGINAL]
    titled = any(item.name == "doc_kind" for item in own)  # a title that is the name of a paper is an item's
    out = {item for item in own if item.name in OF_AN_ITEM or (titled and item.name == "title")}
    return tuple(item for item in fields if item not in out)
