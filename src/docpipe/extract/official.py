"""What an official paper says of itself: fields quoted from the lines of its header, signature and imprint."""

import re
from collections.abc import Iterator

from docpipe.document import ORIGINAL, Block, Field, Problem
from docpipe.extract.cited import citations
from docpipe.extract.found import Found
from docpipe.extract.quote import Item, Quoter
from docpipe.profile import Profile
from docpipe.reading import Reading
from docpipe.span import Span
from docpipe.values.dates import dates_in
from docpipe.values.doc_number import DocNumber, doc_number
from docpipe.values.kind import document_kind
from docpipe.values.numeral import chinese_number
from docpipe.values.offices import is_office, offices
from docpipe.values.width import half_width

LABEL = re.compile(r"^[^:\uff1a]{1,12}[:\uff1a]\s*")
# Not inside brackets (各县（市、区）人民政府), nor between the units of one address (各省、自治区、直辖市林业厅).
SEPARATOR = re.compile(r"(?:[、，,;；]|\s{2,}|\u3000+)(?![^(\uff08]*[)\uff09])")
UNITS = re.compile(r"各?(?:省|自治区|直辖市|计划单列市|市|县|区|州|盟|旗)$")
EFFECTIVE = re.compile(r"自(?P<date>\d{4}年\d{1,2}月\d{1,2}日)起(?:正式)?(?:施行|实施|执行|生效|试行)")
ADOPTED = re.compile(r"(?P<date>\d{4}年\d{1,2}月\d{1,2}日).{0,60}?通过")
ATTACHED = re.compile(r"^(?:附\s*[件表]\s*[:\uff1a]?\s*)?(?:\d{1,2}\s*[.、\uff0e]\s*)?")
OFFICE_LEAST = 4


def official_fields(reading: Reading, blocks: tuple[Block, ...], profile: Profile) -> Found:
    """Fields and problems of the original's own lines; a value that is not there is no field."""
    quote = Quoter(reading.text, [block for block in blocks if block.part == ORIGINAL], profile)
    fields = [
        *_titles(quote, blocks),
        *_number(quote),
        *_mastheads(quote),
        *_marks(quote),
        *_signature(quote),
        *_imprint(quote),
        *_attachments(quote),
        *_in_text(quote),
        *citations(quote),
    ]
    return Found(tuple(fields), (), tuple(_conflicts(fields)))


def _titles(quote: Quoter, blocks: tuple[Block, ...]) -> Iterator[Field]:
    run = quote.runs("title")
    if run:
        span = Span(run[0].start, run[-1].end)
        value = quote.joined(run)
        yield from _full_title(quote, blocks, value)
        yield quote.field("title", value, span, run[0].rule)
        if is_office(run[0].text, quote.profile):
            for office in offices(run[0].text, quote.profile):
                yield quote.inside("issuers", office.name, run[0], office.start, office.end, "office in title")
        kind = document_kind(value, quote.profile)
        if kind is not None:
            tail = Span(run[-1].start, run[-1].end)
            at = tail.of(quote.text).rfind(kind)
            # A kind that is broken over two lines is quoted with the whole title.
            where = Span(tail.start + at, tail.start + at + len(kind)) if at >= 0 else span
            yield quote.field("doc_kind", kind, where, "end of title")
    for block in blocks:
        if block.role == "page_title":
            item = quote.item(block)
            yield quote.field("page_title", re.sub(r"\s+", " ", item.text), Span(item.start, item.end), block.rule)
            return
    if run:
        return


def _full_title(quote: Quoter, blocks: tuple[Block, ...], value: str) -> Iterator[Field]:
    """The title with the name of its issuer, where a line above the paper gives it so (GB/T 9704-2012 7.3.1)."""
    short = _bare(value)
    for block in blocks:
        item = quote.item(block)
        name = _bare(item.text)
        if block.role == "page_title" and len(name) > len(short) and name.endswith(short):
            prefix = item.text[: len(item.text) - len(short)]
            named = list(offices(name[: len(name) - len(short)], quote.profile))
            if prefix and named and all(is_office(office.name, quote.profile) for office in named):
                yield quote.field(
                    "title", re.sub(r"\s+", " ", item.text), Span(item.start, item.end), "full title above"
                )
                return


def _bare(text: str) -> str:
    return re.sub(r"\s", "", half_width(text)).replace("(", "（").replace(")", "）").replace("—", "-")


def _split_code(quote: Quoter, found: DocNumber, text: str) -> DocNumber:
    """A number without the name of the office that a careless copy glued to it (某某县民政局|某民〔2013〕16号)."""
    code = found.code or ""
    for cut in range(len(code) - 1, OFFICE_LEAST - 1, -1):
        name, rest = code[:cut], code[cut:]
        if len(rest) >= 2 and rest[0] in name and is_office(name, quote.profile):
            start = found.start + text[found.start :].find(rest, cut)
            value = found.value[cut:]
            return DocNumber(start, found.end, value, rest, found.year, found.serial)
    return found


def _number(quote: Quoter) -> Iterator[Field]:
    for item in quote.items("doc_number"):
        found = doc_number(item.text)
        if item.rule == "number below masthead":
            yield from _order_number(quote, item)
            return
        if found is None:
            continue
        whole = found
        found = _split_code(quote, found, item.text)
        yield quote.inside("doc_number", found.value, item, found.start, found.end, item.rule)
        yield from _parts(quote, item.text, item.start, found)
        if found.start > whole.start:
            name = item.text[whole.start : found.start]
            yield quote.inside("masthead", name, item, whole.start, found.start, "glued to number")
            yield quote.inside("issuers", name, item, whole.start, found.start, "glued to number")
        yield from _signer(quote, item.text[found.end :], item.start + found.end)
        for date in dates_in(item.text[found.end :]):
            start = found.end + date.start
            yield quote.inside("signed_on", date.iso, item, start, found.end + date.end, "date beside number")
            break
        return


def _order_number(quote: Quoter, item: Item) -> Iterator[Field]:
    """`某某省人民政府令` and below it `第41号`: one number over two lines."""
    above = [head for head in quote.items("masthead") if head.end <= item.start]
    serial = re.sub(r"[\s()\uff08\uff09]", "", item.text)
    if not above:
        return
    name = re.sub(r"\s", "", above[-1].text)
    yield quote.field("doc_number", name + serial, Span(above[-1].start, item.end), item.rule)
    yield quote.field("doc_number_code", name, Span(above[-1].start, above[-1].end), item.rule)
    digits = re.search(r"第?(\d+|[一二三四五六七八九十百零〇]+)号", serial)
    number = chinese_number(digits[1]) if digits else None
    if number is not None:
        yield quote.inside("doc_number_serial", str(number), item, 0, len(item.text), item.rule)


def _parts(quote: Quoter, text: str, start: int, found: DocNumber) -> Iterator[Field]:
    """Code, year and serial, each quoted where it stands in the number."""
    written = text[found.start : found.end]
    at = 0
    for name, value, pattern in (
        ("doc_number_code", found.code, r"^\s*([^\d\s〔\[［(（【〈﹝][^〔\[［(（【〈﹝\d第]*)"),
        ("doc_number_year", found.year, r"([12０-９\d][\d０-９]{3}|[一二三四五六七八九〇零○]{4})"),
        ("doc_number_serial", found.serial, r"(?:第\s*)?([\d０-９]+|[一二三四五六七八九十百零〇]+)\s*[号號]"),
    ):
        place = re.compile(pattern).search(written, at)
        if value is None or place is None:
            continue
        begin = start + found.start
        yield quote.field(name, str(value), Span(begin + place.start(1), begin + place.end(1)), "part of number")
        at = place.end(1) if name != "doc_number_code" else 0


def _signer(quote: Quoter, text: str, start: int) -> Iterator[Field]:
    found = re.search(r"签\s*发\s*人?\s*[:\uff1a]\s*(.+)$", text)
    if found is None:
        return
    for name in re.finditer(r"\S+(?:\s\S(?!\S))?", found[1]):
        begin = start + found.start(1) + name.start()
        yield quote.field("signer", re.sub(r"\s", "", name[0]), Span(begin, begin + len(name[0])), "signer by label")


def _mastheads(quote: Quoter) -> Iterator[Field]:
    ends = sorted(quote.profile.words.get("masthead_end", ()), key=len, reverse=True)
    named = []
    for item in quote.items("masthead"):
        yield quote.field("masthead", re.sub(r"[\s\u3000]+", "", item.text), Span(item.start, item.end), item.rule)
        for office in offices(item.text, quote.profile):
            name = office.name
            end = next((end for end in ends if name.endswith(end) and len(name) > len(end) + 2), "")
            stem = (
                name[: len(name) - len(end)] if end and is_office(name[: len(name) - len(end)], quote.profile) else name
            )
            if is_office(stem, quote.profile):
                shown = item.text[office.start : office.end]
                length = (
                    len(shown) if stem == name else shown.find(end[0], len(stem) - 1) if end[0] in shown else len(shown)
                )
                named.append(quote.inside("issuers", stem, item, office.start, office.start + length, "masthead"))
    yield from named


def _marks(quote: Quoter) -> Iterator[Field]:
    """Secrecy, urgency, signer, recipients, keywords."""
    for item in quote.items("secrecy"):
        word = next((word for word in quote.profile.words.get("secrecy", ()) if item.text.startswith(word)), None)
        if word is not None:
            yield quote.inside("secrecy", word, item, 0, len(word), item.rule)
    for item in quote.items("urgency"):
        yield quote.inside("urgency", item.text, item, 0, len(item.text), item.rule)
    for item in quote.items("signer"):
        yield from _signer(quote, item.text, item.start)
    for item in quote.items("recipients"):
        label = re.match(r"^主\s*送[^:\uff1a]{0,4}[:\uff1a]\s*", item.text)
        begin = label.end() if label else 0
        value = item.text[begin:].rstrip(":： \u3000")
        if value:
            yield quote.inside("recipients", value, item, begin, len(item.text), item.rule)
    for item in quote.items("keywords"):
        yield from _listed(quote, "keywords", item, re.compile(r"[\s\u3000、，,;；]+"))


def _listed(quote: Quoter, name: str, item: Item, separator: re.Pattern[str]) -> Iterator[Field]:
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


def _signature(quote: Quoter) -> Iterator[Field]:
    signed = False
    for item in quote.items("signatory"):
        dated = list(dates_in(item.text))
        text = item.text[: dated[0].start] if dated else item.text
        person = re.match(r"^((?:省|市|县|区|州|部|局|院|行)?长|总理|主任|主席)[\s\u3000]+(\S.*)$", text)
        if person:
            yield quote.inside("signer", re.sub(r"\s", "", person[2]), item, person.start(2), person.end(2), item.rule)
            continue
        for office in offices(text, quote.profile):
            signed = True
            yield quote.inside("signatories", office.name, item, office.start, office.end, item.rule)
        if dated:
            yield quote.inside("signed_on", dated[0].iso, item, dated[0].start, dated[0].end, item.rule)
    for item in quote.items("date"):
        for found in dates_in(item.text):
            yield quote.inside("signed_on", found.iso, item, found.start, found.end, item.rule)
            break
    if not quote.items("date"):
        for item in quote.items("adoption_note"):  # what a congress passes bears the date of the session (题注)
            if found_date := ADOPTED.search(item.text):
                yield from _dated(quote, "signed_on", item, found_date)
                break
    if signed and not quote.items("masthead"):
        for item in quote.items("signatory"):
            dated = list(dates_in(item.text))
            for office in offices(item.text[: dated[0].start] if dated else item.text, quote.profile):
                if is_office(office.name, quote.profile):
                    yield quote.inside("issuers", office.name, item, office.start, office.end, "signatory")
    for item in quote.items("note"):
        value = item.text.strip("()（） \u3000")
        yield quote.inside("note", value, item, 0, len(item.text), item.rule)


def _imprint(quote: Quoter) -> Iterator[Field]:
    for item in quote.items("reported_to"):
        yield from _listed(quote, "reported_to", item, SEPARATOR)
    for item in quote.items("copied_to"):
        yield from _listed(quote, "copied_to", item, SEPARATOR)
    for item in quote.items("printed_by"):
        for found in dates_in(item.text):
            office = item.text[: found.start].strip()
            if office:
                at = item.text.find(office)
                yield quote.inside("printed_by", re.sub(r"\s+", "", office), item, at, at + len(office), item.rule)
            yield quote.inside("printed_on", found.iso, item, found.start, found.end, item.rule)
            break


def _attachments(quote: Quoter) -> Iterator[Field]:
    for item in quote.items("attachment_note"):
        head = ATTACHED.match(item.text)
        at = head.end() if head else 0
        value = item.text[at:].strip(" \u3000")
        if value:
            yield quote.inside("attachments", value, item, at, len(item.text), item.rule)


def _in_text(quote: Quoter) -> Iterator[Field]:
    """Dates with a role that the text itself states."""
    for role in ("adoption_note", "paragraph", "article"):
        for item in quote.items(role):
            if "通过" in item.text and (found := ADOPTED.search(item.text)) and role != "article":
                yield from _dated(quote, "adopted_on", item, found)
    for role in ("article", "paragraph"):
        # The last such sentence is the document's own: earlier ones speak of others.
        for item in quote.items(role)[::-1]:
            if "自" in item.text and (found := EFFECTIVE.search(item.text)):
                yield from _dated(quote, "effective_on", item, found)
                return


def _dated(quote: Quoter, name: str, item: Item, found: re.Match[str]) -> Iterator[Field]:
    for date in dates_in(found["date"]):
        start = found.start("date")
        yield quote.inside(name, date.iso, item, start + date.start, start + date.end, "stated in text")
        break


def _conflicts(fields: list[Field]) -> Iterator[Problem]:
    """A paper that says two things of what can be only one."""
    for name in ("signed_on", "doc_number"):
        said = {field.value: field for field in fields if field.name == name}
        if len(said) > 1:
            values = ", ".join(said)
            yield Problem(
                "conflict",
                f"the paper gives several values of {name}: {values}",
                "warning",
                list(said.values())[1].span,
            )
