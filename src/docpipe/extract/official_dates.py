"""The dates of a paper, each by its role: written, adopted, in force, named without a year."""

import re
from collections.abc import Iterator

from docpipe.document import Field
from docpipe.extract.quote import Item, Quoter
from docpipe.label.structure_header import EDITED
from docpipe.values.dates import dates_in, iso_of
from docpipe.values.offices import offices
from docpipe.values.width import half_width

DAY = r"\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日"
COUNT = "[\\d一二三四五六七八九十百零〇元]{1,5}"
ROC_DAY = re.compile(rf"中華民國\s*{COUNT}\s*年\s*{COUNT}\s*月\s*{COUNT}\s*日")
# What the history of a law of the Republic says, the first that fits: 修正公布 is an amendment.
ROC_STAGES = (
    ("repealed_on", re.compile("廢止(?!第)")),
    ("amended_on", re.compile("修正|增訂|刪除|增修|廢止第")),
    ("promulgated_on", re.compile("公布|發布|公告")),
    ("adopted_on", re.compile("通過")),
)
ROC_ENDS = re.compile("[；;。]|並?自")  # behind it, when it comes into force
OTHER = r"(?:(?!\d{4}\s*年)[^。])"  # up to the next date
EFFECTIVE = re.compile(rf"自(?P<date>{DAY})起?(?:正式)?(?:施行|实施|执行|生效|试行)")
ADOPTED = re.compile(rf"(?P<date>{DAY}){OTHER}{{0,80}}?通过")
# What a law's history says of a day, outside the names of the decisions that it quotes.
STAGES = (
    ("adopted_on", ("通过",)),
    ("amended_on", ("修订", "修正", "修改")),
    ("promulgated_on", ("公布", "发布", "公告")),
    ("effective_on", ("施行", "实施", "生效")),
    ("repealed_on", ("废止",)),
)
QUOTED = re.compile(r"《(?:[^《》]|《[^《》]*》)*》?")
OPEN_END = re.compile(r"(?:、|的|经|并)\s*$")
MONTH_DAY = re.compile(r"(?<![\d年./-])(?P<month>1[0-2]|0?[1-9])月(?P<day>3[01]|[12]\d|0?[1-9])[日号](?!\d)")
SUBJECT = re.compile(r"^主\s*旨\s*[:\uff1a]\s*(\S.*)$", re.DOTALL)
IN_HEAD = ("date in head", "office and day of an issue")


def dates_of_paper(quote: Quoter) -> Iterator[Field]:
    """When it was written: at the signature, else beside the number, below the title, at the session that passed it."""
    yield from sorted(_below(quote), key=lambda field: field.rule in IN_HEAD)
    yield from _beside_number(quote)
    if not quote.items("date"):
        for item in quote.items("adoption_note"):
            found = ADOPTED.search(item.text)
            if found is not None or item.rule == "session below title":
                yield from _first(quote, "signed_on", item, found["date"] if found else item.text, found)
                break
        else:
            yield from _passed(quote)
    for item in quote.items("date"):
        if item.rule in IN_HEAD:
            yield from _office_of_date(quote, item)


def _passed(quote: Quoter) -> Iterator[Field]:
    """A law whose first lines tell that it was passed, by its own name: 表决通过了《某某法》."""
    run = quote.runs("title")
    if not run or not quote.items("article"):
        return
    title = quote.joined(run)
    for item in quote.items("paragraph")[:6]:
        found = ADOPTED.search(item.text) if f"《{title}》" in item.text else None
        if found is not None and item.end <= quote.items("article")[0].start:
            yield from _first(quote, "signed_on", item, found["date"], found)
            return


def _below(quote: Quoter) -> Iterator[Field]:
    for role in ("signatory", "date"):
        for item in quote.items(role):
            for found in dates_in(item.text):
                yield quote.inside("signed_on", found.iso, item, found.start, found.end, item.rule)
                break


def _beside_number(quote: Quoter) -> Iterator[Field]:
    for item in quote.items("doc_number"):
        for found in dates_in(item.text):
            if len(found.iso) >= 7:
                yield quote.inside("signed_on", found.iso, item, found.start, found.end, "date beside number")
                return


def _office_of_date(quote: Quoter, item: Item) -> Iterator[Field]:
    """（2020年6月　某某局）, or the line below the number of an issue: the office that stands beside the date."""
    inner = item.text.strip("()\uff08\uff09")
    shift = item.text.find(inner)
    for found in dates_in(inner):
        for start, end in ((0, found.start), (found.end, len(inner))):
            part = EDITED.sub("", inner[start:end].strip(" \u3000,，、"))
            if part:
                at = shift + inner.find(part, start)
                for office in offices(part, quote.profile):
                    yield quote.inside("issuers", office.name, item, at + office.start, at + office.end, item.rule)
        return


def dates_in_text(quote: Quoter) -> Iterator[Field]:
    """Dates with a role that the text itself states, and days that it names without their year."""
    yield from sorted(_history(quote), key=lambda field: field.span or field.name)
    for item in quote.items("paragraph"):
        if "通过" in item.text and (found := ADOPTED.search(item.text)):
            yield from _first(quote, "adopted_on", item, found["date"], found)
    yield from _effective(quote)
    yield from _resolved(quote)


def _history(quote: Quoter) -> Iterator[Field]:
    """Adoption, amendments, entry into force and end, as the note below a law's title tells them."""
    for item in quote.items("adoption_note"):
        yield from _history_of_republic(quote, item)
        days = list(re.finditer(DAY, item.text))
        told = ""
        for at in range(len(days) - 1, -1, -1):
            end = days[at + 1].start() if at + 1 < len(days) else len(item.text)
            said = item.text[days[at].end() : end]
            # 2014年2月24日某会议、2014年6月13日某会议通过: what is said of the second is said of the first
            told = said + told if OPEN_END.search(said) else said
            plain = QUOTED.sub("", told)
            for name, words in STAGES:
                if any(word in plain for word in words) or (name == "amended_on" and "《关于修改" in told):
                    yield from _of_day(quote, name, item, days[at])


def _history_of_republic(quote: Quoter, item: Item) -> Iterator[Field]:
    """中華民國98年5月27日總統……令修正公布第4、9條條文；並自……施行."""
    days = list(ROC_DAY.finditer(item.text))
    for at, day in enumerate(days):
        end = days[at + 1].start() if at + 1 < len(days) else len(item.text)
        told = ROC_ENDS.split(item.text[day.end() : end], maxsplit=1)[0]
        name = next((name for name, words in ROC_STAGES if words.search(told)), None)
        if name is not None:
            yield from _of_day(quote, name, item, day)


def _of_day(quote: Quoter, name: str, item: Item, day: re.Match[str]) -> Iterator[Field]:
    for date in dates_in(day[0]):
        yield quote.inside(name, date.iso, item, day.start(), day.end(), "stated in text")
        break


def subject(quote: Quoter) -> Iterator[Field]:
    """What a letter is about, where a line of its own says so (主旨)."""
    for item in quote.items("paragraph"):
        if item.rule == "labelled line of a letter" and (found := SUBJECT.match(item.text)):
            yield quote.inside("subject", found[1], item, *found.span(1), item.rule)
            return


def _effective(quote: Quoter) -> Iterator[Field]:
    for role in ("adoption_note", "article", "paragraph", "list_item", "heading"):
        # The last such sentence is the document's own: earlier ones speak of others.
        for item in quote.items(role)[::-1]:
            if "自" in item.text and (found := EFFECTIVE.search(item.text)):
                yield from _first(quote, "effective_on", item, found["date"], found)
                return


def _resolved(quote: Quoter) -> Iterator[Field]:
    """12月4日 in a text of December 2012 is 2012-12-04: marked by its rule as resolved, not read."""
    written = next((field.value for field in [*_below(quote), *_beside_number(quote)] if len(field.value) >= 7), None)
    if written is None:
        return
    year, month = int(written[:4]), int(written[5:7])
    for item in quote.items("paragraph"):
        if "月" not in item.text:
            continue
        for found in MONTH_DAY.finditer(half_width(item.text)):
            named = int(found["month"])
            # A paper of January speaks of last December, one of December of next January.
            near = year - 1 if named - month > 6 else year + 1 if month - named > 9 else year
            iso = iso_of(near, named, int(found["day"]))
            if iso is not None:
                rule = "year of the paper's own date"
                yield quote.inside("mentioned_on", iso, item, *found.span(), rule)._replace(confidence=0.7)


def _first(quote: Quoter, name: str, item: Item, text: str, found: re.Match[str] | None) -> Iterator[Field]:
    start = found.start("date") if found else 0
    for date in dates_in(text):
        yield quote.inside(name, date.iso, item, start + date.start, start + date.end, "stated in text")
        break
