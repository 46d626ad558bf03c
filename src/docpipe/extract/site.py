"""What the page around a document says of it: labelled lines and cells, `<meta>` tags, the page's title."""

import re
from collections.abc import Iterator

from docpipe.document import CLUTTER, ORIGINAL, TRANSLATION, Block, Field
from docpipe.extract.found import Found
from docpipe.label.structure_bare import ALONE, GLUED, glued_label
from docpipe.label.structure_meta import STAMP
from docpipe.profile import Profile, bare
from docpipe.reading import Reading
from docpipe.span import Span
from docpipe.values.dates import dates_in
from docpipe.values.doc_number import doc_number
from docpipe.values.kind import document_kind
from docpipe.values.offices import offices

DATES = frozenset({"signed_on", "published_on", "effective_on", "repealed_on", "adopted_on", "amended_on"})
LISTS = frozenset({"issuers", "keywords"})
LONGEST_VALUE = 300
LONGEST_LABEL = 16
# Several labels on one line: 发布时间：2020-01-02　来源：某某日报; or one in brackets: [发文字号]青政办发〔2021〕14号
PAIR = re.compile(
    r"(?P<label>[A-Za-z\u4e00-\u9fff][A-Za-z\u4e00-\u9fff \u3000\xa0]{0,14}?)\s*"
    r"(?:[\]\u3011\uff3d]\s*[:\uff1a]?|[:\uff1a])\s*"
)
BRACKETS = "[\u3010\uff3b"
ENTRY = re.compile(r"^(?P<label>[\w.-]{1,40})\s*:\s*(?P<value>\"[^\"]*\"|'[^']*'|\S.*)$")
SITE_SUFFIX = re.compile(r"\s*[_|\-–—»·:：]{1,3}\s*[^_|–—»]{2,40}$")
SUPPLIERS: tuple[tuple[str, str], ...] = (
    ("title", "meta:ArticleTitle"),
    ("published_on", "meta:PubDate"),
    ("published_on", "meta:article:published_time"),
    ("published_on", "meta:publishdate"),
    ("published_on", "meta:PublishDate"),
    ("published_on", "meta:date"),
    ("published_on", "meta:DC.date.issued"),
    ("published_on", "jsonld:datePublished"),
    ("published_on", "container:date"),
    ("source_site", "meta:ContentSource"),
    ("source_site", "meta:og:site_name"),
    ("author", "meta:Author"),
    ("author", "meta:author"),
    ("author", "jsonld:author"),
    ("author", "docx:author"),
    ("keywords", "meta:Keywords"),
    ("keywords", "meta:keywords"),
    ("category", "meta:ColumnName"),
    ("url", "container:url"),
    ("url", "meta:og:url"),
    ("url", "link:canonical"),
    ("url", "meta:Url"),
    ("title", "meta:og:title"),
    ("title", "jsonld:headline"),
    ("title", "docx:title"),
)
FRONT = {
    "title": "title",
    "publish_date": "published_on",
    "date": "published_on",
    "implement_date": "effective_on",
    "status": "validity",
    "category": "category",
    "source": "source_site",
    "author": "author",
    "url": "url",
}
URL = re.compile(r"https?://[^\s<>\"'，。；）)]+")
HAN = re.compile(r"[\u4e00-\u9fff]")
LEAST_HAN = 8
NO_HEAD = frozenset({"paragraph", "article", "heading", "recipients", "attachment_text", "chapter"})


def site_fields(reading: Reading, blocks: tuple[Block, ...], profile: Profile) -> Found:
    """Fields of the page around the document."""
    fields = [*_labelled(reading, blocks, profile), *_front(reading, blocks), *_page_title(reading, blocks)]
    fields += [*_stamped(reading, blocks), *_supplied(reading, profile), *_permalink(reading, blocks)]
    return Found(tuple(fields))


def _solid(text: str) -> str:
    """The text without its white space."""
    return "".join(text.split())


def _field_of(label: str, profile: Profile) -> str | None:
    return profile.label_fields.get(_solid(label)) or profile.label_fields.get(bare(label))


def _labelled(reading: Reading, blocks: tuple[Block, ...], profile: Profile) -> Iterator[Field]:
    """Label and value in one line, in two neighbouring lines or cells; above the text, or in what is no text."""
    known = profile.label_fields
    text = reading.text
    untitled = not any(block.role == "title" for block in blocks)
    waiting: str | None = None
    before = ""
    for place, block in enumerate(blocks):
        if block.part == TRANSLATION:
            continue
        if before == "site: label" and block.rule != "site: value":
            waiting = None
        before = block.rule
        if place > 40 and block.part == ORIGINAL and block.role in NO_HEAD:
            waiting = None
            continue
        line = block.span.of(text).strip()
        if len(line) > LONGEST_VALUE:
            waiting = None
            continue
        alone = line.rstrip(":：")
        named = known.get(_solid(alone)) if len(alone) <= LONGEST_LABEL else None
        if named is not None and (line != alone or _is_cell(reading, block) or block.rule == ALONE):
            waiting = named
        elif block.rule == GLUED and (cut := glued_label(line, known)):
            value = line[cut:].strip()
            start = _start(block, text) + line.find(value, cut)
            yield from _value(known[line[:cut]], value, start, reading, profile, "label without colon")
        elif waiting is not None:
            yield from _value(waiting, line, _start(block, text), reading, profile, "label before")
            waiting = None
        elif (":" in line or "\uff1a" in line or line[:1] in BRACKETS) and (
            block.part != ORIGINAL or block.role in {"metadata", "paragraph", "table_cell", "list_item"}
        ):
            yield from _pairs(line, _start(block, text), reading, profile, block.part != ORIGINAL, untitled)
        elif "\t" in line and (name := _field_of(line.split("\t", 1)[0], profile)):
            value = line.split("\t", 1)[1].strip()
            start = _start(block, text) + line.find(value, line.find("\t"))
            yield from _value(name, value, start, reading, profile, "label and tab")


def _start(block: Block, text: str) -> int:
    """Where the first character of a block stands that is no white space."""
    raw = block.span.of(text)
    return block.span.start + len(raw) - len(raw.lstrip())


def _is_cell(reading: Reading, block: Block) -> bool:
    path = block.path or ""
    return ">td" in path or ">th" in path or ">dt" in path


def _pairs(line: str, start: int, reading: Reading, profile: Profile, around: bool, untitled: bool) -> Iterator[Field]:
    """The values of a line such as 发布时间：2020-01-02　来源：某某日报, where it begins with a label.

    In a line that is known to stand `around` the text, other things may come first (字号：大 中 小　更新时间：…).
    A title so labelled counts where the text itself has none.
    """
    found: list[tuple[str, int, int]] = []
    for match in PAIR.finditer(line):
        label = _solid(match["label"])
        name = profile.label_fields.get(label)
        if name is None and (found or around):  # the label's own words may follow a value without a space
            tail = next((label[cut:] for cut in range(1, len(label) - 1) if label[cut:] in profile.label_fields), None)
            name = profile.label_fields[tail] if tail else None
            if tail and name:
                found.append((name, match.end("label") - len(tail), match.end()))
                continue
        if name is not None:
            found.append((name, match.start(), match.end()))
    if not found or (not around and line[: found[0][1]].strip(" \u3000(（|" + BRACKETS)):
        return
    for (name, _, begin), following in zip(found, [*found[1:], None], strict=True):
        end = following[1] if following is not None else len(line)
        value = line[begin:end].strip(" \u3000\xa0|\t[]【】()（）")
        if value and (name != "title" or (around and untitled)):
            if name not in {"keywords", "category"} and following is None:
                value = re.split(r"[ \u3000\xa0|\t]{2,}|\s*[|【\[]|[ \u3000]+(?=\S{1,6}[:\uff1a])", value)[0]
            yield from _value(name, value, start + line.find(value, begin), reading, profile, "label in line")


def _value(name: str, line: str, start: int, reading: Reading, profile: Profile, rule: str) -> Iterator[Field]:
    if bare(line) in profile.null_words or not bare(line):
        return
    if name in DATES:
        for found in dates_in(line):
            yield _quoted(name, found.iso, reading, start + found.start, start + found.end, rule)
            break
    elif name == "doc_number":
        number = doc_number(line)
        if number is not None:
            yield _quoted(name, number.value, reading, start + number.start, start + number.end, rule)
            for part, value in (
                ("doc_number_code", number.code),
                ("doc_number_year", number.year),
                ("doc_number_serial", number.serial),
            ):
                if value is not None:
                    yield _quoted(part, str(value), reading, start + number.start, start + number.end, rule)
    elif name == "issuers":
        for office in offices(line, profile):
            yield _quoted(name, office.name, reading, start + office.start, start + office.end, rule)
    elif name == "doc_kind":
        if document_kind(line, profile) == line:  # sites say 其他 or 政策解读 as well: no kind of paper
            yield _quoted(name, line, reading, start, start + len(line), rule)
    elif name == "keywords":
        for word in re.finditer(r"[^\s\u3000、，,;；]+", line):
            yield _quoted(name, word[0], reading, start + word.start(), start + word.end(), rule)
    else:
        yield _quoted(name, re.sub(r"\s+", " ", line), reading, start, start + len(line), rule)


def _quoted(name: str, value: str, reading: Reading, start: int, end: int, rule: str) -> Field:
    span = Span(start, end)
    return Field(name, value, span.of(reading.text), span, rule=f"site: {rule}", confidence=0.9)


def _front(reading: Reading, blocks: tuple[Block, ...]) -> Iterator[Field]:
    """Front matter of a Markdown file."""
    for block in blocks:
        if block.rule != "front matter":
            return
        raw = block.span.of(reading.text)
        found = ENTRY.match(raw.strip())
        name = FRONT.get(found["label"].lower()) if found else None
        if found is None or name is None:
            continue
        written = found["value"]
        value = written.strip("\"'")
        start = block.span.start + len(raw) - len(raw.lstrip()) + found.start("value") + written.find(value)
        if value and value.lower() not in {"null", "none"}:
            if name in DATES:
                for date in dates_in(value):
                    yield _quoted(name, date.iso, reading, start + date.start, start + date.end, "front matter")
                    break
            else:
                yield _quoted(name, value, reading, start, start + len(value), "front matter")


def _page_title(reading: Reading, blocks: tuple[Block, ...]) -> Iterator[Field]:
    """The title that the page names, without the name of the site behind it."""
    title = reading.supplied("title")
    if title is None:
        if not any(block.role == "title" for block in blocks):
            yield from _file_name(reading)
        return
    yield Field("page_title", title, title, supplier="title", rule="site: title tag")
    if not any(block.role == "title" for block in blocks):
        short = SITE_SUFFIX.sub("", title).strip()
        yield Field("title", short or title, title, supplier="title", rule="site: title tag", confidence=0.6)


def _file_name(reading: Reading) -> Iterator[Field]:
    """A file that is named in words, as people name what they save, is called by that name."""
    name = reading.supplied("file name") or ""
    if len(HAN.findall(name)) >= LEAST_HAN:
        yield Field("title", name, name, supplier="file name", rule="site: file name", confidence=0.5)


def _stamped(reading: Reading, blocks: tuple[Block, ...]) -> Iterator[Field]:
    """A day with the time of day that stands without a label above the text: when the page was put there."""
    for block in blocks:
        if block.part == ORIGINAL and block.role in NO_HEAD:
            return
        raw = block.span.of(reading.text)
        found = STAMP.match(raw) if block.part == CLUTTER and block.role in {"metadata", "source_line"} else None
        for date in dates_in(found["day"].replace(" ", "")) if found else ():
            start = block.span.start + (found.start("day") if found else 0)
            yield _quoted(
                "published_on", date.iso, reading, start, start + len(found["day"] if found else ""), "day and time"
            )
            return


def _supplied(reading: Reading, profile: Profile) -> Iterator[Field]:
    given = dict(reversed(reading.meta))  # the first of a name counts
    for name, supplier in SUPPLIERS:
        value = given.get(supplier)
        if value is None or not value.strip() or bare(value) in profile.null_words:
            continue
        if name in DATES:
            for date in dates_in(value.replace("T", " ")):
                yield Field(name, date.iso, value, supplier=supplier, rule="site: supplied", confidence=0.8)
                break
        elif name == "keywords":
            for word in re.split(r"[\s\u3000、，,;；]+", value.strip()):
                if word:
                    yield Field(name, word, value, supplier=supplier, rule="site: supplied", confidence=0.6)
        else:
            yield Field(
                name,
                re.sub(r"\s+", " ", value.strip()),
                value,
                supplier=supplier,
                rule="site: supplied",
                confidence=0.7,
            )


def _permalink(reading: Reading, blocks: tuple[Block, ...]) -> Iterator[Field]:
    for block in blocks:
        if block.role == "permalink" and (found := URL.search(block.span.of(reading.text))):
            start = block.span.start + found.start()
            yield _quoted("url", found[0], reading, start, start + len(found[0]), "permalink")
            return
