"""Whether a translation is of the same edition as the original beside it: the same articles, as lately amended, signed
on the same day, under the same number."""

import re
from collections.abc import Iterator

from docpipe.document import ORIGINAL, TRANSLATION, Block, Field, Problem
from docpipe.reading import Reading
from docpipe.values.dates import dates_in
from docpipe.values.numeral import chinese_number

ARTICLE_LINE = re.compile(
    r"^\s*第\s*(?P<number>[0-9０-９]+(?:\s*[-－]\s*[0-9]+)?|[〇零一二三四五六七八九十百千]+)\s*[條条](?:之(?P<more>[一二三四五六七八九十]+))?"
)
TARGET_ARTICLE_LINE = re.compile(
    r"^\s*(?:Article|Art\.)\s+(?P<number>\d+(?:\s*[-–.]\s*\d+)?)(?![\d.]*\s*(?:of|and|to)\b)", re.I
)
FEWEST = 4  # articles of either side from which on they are compared
# Words beside a date that say when a text became what it is.
AMENDED = re.compile(r"修正|修订|修訂|公布|发布|發布|订定|訂定|制定|废止|廢止|施行|通过|通過")
TARGET_AMENDED = re.compile(r"amend|promulgat|revis|issued|publish|enact|abolish|adopt|enforce|ordered|announce", re.I)
ENTRY = re.compile(r"^\s*\d{1,3}\s*[.．、]")
HEAD = 80  # lines above the first article in which the history of a law may stand


def edition_problems(reading: Reading, blocks: tuple[Block, ...], fields: tuple[Field, ...]) -> Iterator[Problem]:
    """What tells that a translation is incomplete, of another edition, or of another paper."""
    mine = [block for block in blocks if block.part == TRANSLATION]
    if not mine:
        return
    yield from _articles(reading, blocks)
    yield from _amended(reading, blocks)
    yield from _contradictions(fields)


def _texts(reading: Reading, blocks: tuple[Block, ...], part: str) -> Iterator[str]:
    return (block.span.of(reading.text).strip() for block in blocks if block.part == part)


def _number(match: re.Match[str]) -> str:
    digits = re.sub(r"\s+", "", match["number"]).translate({0xFF10 + at: str(at) for at in range(10)})
    digits = digits.replace("－", "-").replace("–", "-").replace(".", "-")
    whole = digits if digits[0].isdigit() else str(chinese_number(digits))
    more = match.groupdict().get("more")
    return f"{whole}-{chinese_number(more)}" if more else whole


def _articles(reading: Reading, blocks: tuple[Block, ...]) -> Iterator[Problem]:
    own = _sizes(_texts(reading, blocks, ORIGINAL), ARTICLE_LINE)
    told = _sizes(_texts(reading, blocks, TRANSLATION), TARGET_ARTICLE_LINE)
    if len(own) < FEWEST or len(told) < FEWEST:
        return
    missing = [one for one, size in own.items() if one not in told or (size and not told[one])]
    more = [one for one in told if one not in own]
    if missing:
        yield Problem("translation_incomplete", f"the translation lacks {_listed(missing)}", "warning")
    if more:
        yield Problem("translation_stale", f"the original has no {_listed(more)}, the translation has", "warning")


def _sizes(texts: Iterator[str], article: re.Pattern[str]) -> dict[str, int]:
    """Numbers of the articles, each with how many characters stand below its heading or behind it."""
    found: dict[str, int] = {}
    number = None
    for text in texts:
        head = article.match(text)
        if head is not None:
            number = _number(head)
            found[number] = found.get(number, 0) + len(text) - head.end()
        elif number is not None:
            found[number] += len(text)
    return found


def _listed(numbers: list[str]) -> str:
    shown = ", ".join(numbers[:8]) + (" …" if len(numbers) > 8 else "")
    return f"article {shown}" if len(numbers) == 1 else f"{len(numbers)} articles ({shown})"


def _amended(reading: Reading, blocks: tuple[Block, ...]) -> Iterator[Problem]:
    """The last year in which the histories above either text say that it was made or changed."""
    own = _last_change(list(_texts(reading, blocks, ORIGINAL)), ARTICLE_LINE, AMENDED)
    told = _last_change(list(_texts(reading, blocks, TRANSLATION)), TARGET_ARTICLE_LINE, TARGET_AMENDED)
    if own and told and own > told:
        message = f"the original was last changed on {own}, what is translated on {told}"
        yield Problem("translation_stale", message, "warning")


def _last_change(lines: list[str], article: re.Pattern[str], words: re.Pattern[str]) -> str | None:
    """The day of the last change in a history. Where its entries are numbered, what stands between them only says since
    when, or who is in charge."""
    head: list[str] = []
    for line in lines[:HEAD]:
        if article.match(line):
            break
        head.append(line)
    numbered = [at for at, line in enumerate(head) if ENTRY.match(line)]
    gap, which = ("", min) if article is ARTICLE_LINE else (" ", max)
    entries = [gap.join(_with_rest(head, at)) for at in numbered] or head
    found = []
    for entry in entries:
        days = [day.iso for day in dates_in(entry.replace(",", ", ")) if len(day.iso) == 10]
        if days and words.search(entry):
            found.append(which(days) if numbered else max(days))
    return max(found, default=None)


def _with_rest(lines: list[str], at: int) -> list[str]:
    """A numbered entry, and the line that goes on with it."""
    return lines[at : at + 1] + [line for line in lines[at + 1 : at + 2] if not ENTRY.match(line)]


def _contradictions(fields: tuple[Field, ...]) -> Iterator[Problem]:
    """Date and number as the translation gives them against those of the original."""
    own, told = (
        {field.name: field for field in reversed(fields) if field.part == part} for part in (ORIGINAL, TRANSLATION)
    )
    if "signed_on" in own and "signed_on" in told and own["signed_on"].value != told["signed_on"].value:
        yield _conflict("signed_on", own["signed_on"].value, told["signed_on"])
    figures = told.get("doc_number_verbatim")
    if figures is None or "doc_number_year" not in own or "doc_number_serial" not in own:
        return
    numbers = {int(item) for item in re.findall(r"\d+", figures.value)}
    wanted = {int(own["doc_number_year"].value), int(own["doc_number_serial"].value)}
    if numbers and not wanted <= numbers:
        yield _conflict("doc_number", own["doc_number"].value if "doc_number" in own else str(sorted(wanted)), figures)


def _conflict(name: str, own: str, told: Field) -> Problem:
    message = f"{name}: the original says {own}, its translation {told.value}"
    return Problem("conflict", message, "warning", told.span)
