"""The parts of an official paper before and after its text (GB/T 9704-2012)."""

import re
from functools import lru_cache

from docpipe.document import CLUTTER
from docpipe.label.line import Label, Line
from docpipe.profile import Profile, bare
from docpipe.reading import Reading
from docpipe.values.dates import dates_in, lone_date
from docpipe.values.doc_number import doc_number, lone_number
from docpipe.values.kind import document_kind
from docpipe.values.offices import is_office, offices

HEAD_LINES = 30  # how far down a paper may begin
LONGEST_TITLE = 160
LONGEST_HEAD_LINE = 90
SERIAL_COPY = re.compile(r"^(?:№|No\.?\s*)?\d{6}$")
SECRECY_TERM = re.compile(r"^[★☆*\s]*(?:长期|\d{1,2}\s*[年月日天]|[一二三四五六七八九十]{1,3}[年月])?$")
ADOPTED = re.compile(
    r"^[(\uff08]?.{0,60}\d{4}年.{0,80}(?:通过|公布|发布|修订|修正|批准|施行|印发)[^。]{0,80}[)\uff09]?$"
)
NOTE = re.compile(
    r"^[(\uff08][^()\uff08\uff09]{2,120}(?:[(\uff08][^()\uff08\uff09]{0,40}[)\uff09][^()\uff08\uff09]{0,40})*[)\uff09]$"
)
ATTACHED = re.compile(r"^附\s*[件表]\s*[:\uff1a]\s*\S|^附\s*件\s*[0-9一二三四五六七八九十]{1,2}\s*[.、]\s*\S")
ATTACHED_MORE = re.compile(r"^(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*[.、\uff0e]\s*\S.{0,80}$")
ATTACHMENT_BEGINS = re.compile(r"^附\s*[件表录]\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})?\s*[:\uff1a]?$")
PRINTED = re.compile(
    r"^(?P<office>[\u4e00-\u9fff\s\u3000]{2,40}?)?[\s\u3000]*(?P<date>(?:\d{4}|[〇零○一二三四五六七八九]{4})年\S{2,8}日)\s*(?:印发|印製|印制|印刷|印)\s*$"
)
# An order is numbered below its masthead, without a year.
ORDINAL = re.compile(
    r"^[(\uff08]?\s*(?:(?:19|20)\d\d年)?\s*第?\s*(?:\d{1,5}|[一二三四五六七八九十百零〇]{1,6})\s*号\s*[)\uff09]?$"
)
# What can be the upper line of a title: words, no switch, no path, no lone bracket.
TITLE_PART = re.compile(r"^(?=.{6})[^>»|\t【】]*$")
ABOUT = ("关于", "關於")
SALUTATION = re.compile(r"[:\uff1a]$")


@lru_cache(maxsize=16)
def _labelled(words: tuple[str, ...]) -> re.Pattern[str]:
    joined = "|".join(sorted((r"\s*".join(map(re.escape, word)) for word in words), key=len, reverse=True))
    return re.compile(rf"^(?:{joined})\s*[:\uff1a]\s*\S")


def says(profile: Profile, field: str, text: str) -> bool:
    """Whether a line begins with a label of a field, a colon and a value."""
    words = profile.labels.get(field, ())
    return bool(words) and _labelled(words).match(text) is not None


class _Paper:
    """The lines of a paper and what is said of them; roles are set once."""

    def __init__(self, lines: list[Line], labels: list[Label], own: list[int], profile: Profile) -> None:
        self.lines, self.labels, self.own, self.profile = lines, labels, own, profile
        self.done: set[int] = set()

    def text(self, at: int) -> str:
        return self.lines[at].text

    def say(self, at: int, role: str, rule: str, part: str | None = None) -> None:
        old = self.labels[at]
        self.labels[at] = old._replace(role=role, rule=rule, confidence=1.0, part=part or old.part, level=None)
        self.done.add(at)


def paper(lines: list[Line], labels: list[Label], own: list[int], reading: Reading, profile: Profile) -> None:
    """Header, title, recipients, signature and imprint have their roles."""
    if not own:
        return
    page = _Paper(lines, labels, own, profile)
    start = _body_start(page)
    _header(page, own[:start])
    _title(page, own[:start], _supplied_titles(reading))
    if start < len(own):
        _recipients(page, own[start])
    tail = _imprint(page, own[start:])
    _signature(page, [at for at in own[start:] if at <= tail])
    if not any(labels[at].role == "title" for at in own):
        _title_of_order(page)
    if not any(labels[at].role == "title" for at in own):
        _title_by_layout(page, reading)


def _sentence(text: str) -> bool:
    return "。" in text or len(text) > LONGEST_HEAD_LINE or text.endswith(("；", ";", "，"))


def _body_start(page: _Paper) -> int:
    """Place among `own` of the recipients, or of the first line of running text."""
    for place, at in enumerate(page.own[: HEAD_LINES + 1]):
        text = page.text(at)
        if place and SALUTATION.search(text) and len(text) <= 300 and "。" not in text and not _is_label(page, text):
            return place
        if _sentence(text) and not ADOPTED.match(text) and not document_kind(text, page.profile):
            return place
        if re.match(r"^(?:一、|第[一1]章|第[一1]条)", text) and place:
            return place
    return min(len(page.own), HEAD_LINES)


def _is_label(page: _Paper, text: str) -> bool:
    return bare(text) in page.profile.label_fields


def _header(page: _Paper, head: list[int]) -> None:
    """Number, copy number, secrecy, urgency, signer and masthead."""
    words = page.profile.words
    for at in head:
        text = page.text(at)
        if at == head[0] and SERIAL_COPY.match(text):
            page.say(at, "serial_copy", "serial copy")
        elif len(text) <= 12 and text.startswith(words.get("secrecy", ())) and _is_secrecy(text, words["secrecy"]):
            page.say(at, "secrecy", "secrecy")
        elif text in words.get("urgency", ()):
            page.say(at, "urgency", "urgency")
        elif says(page.profile, "signer", text):
            page.say(at, "signer", "signer")
        elif len(text) <= 80 and (lone_number(text) or number_and_date(text) or _number_and_signer(page, text)):
            page.say(at, "doc_number", "lone number")
        elif ORDINAL.match(text) and _order_above(page, head, at):
            page.say(at, "doc_number", "number below masthead")
        elif _glued(page, text):
            page.say(at, "doc_number", "number glued to masthead")
        elif text.startswith(("(", "（")) and ADOPTED.match(text):
            page.say(at, "adoption_note", "adoption note")
    _mastheads(page, head)


def _is_secrecy(text: str, words: tuple[str, ...]) -> bool:
    return any(text.startswith(word) and SECRECY_TERM.match(text[len(word) :]) for word in words)


def number_and_date(text: str) -> bool:
    """`（某政发〔2018〕66号　2018年10月8日）`, as legal databases put it below a title."""
    found = doc_number(text)
    return found is not None and not text[: found.start].strip("(（ ") and lone_date(text[found.end :]) is not None


def _number_and_signer(page: _Paper, text: str) -> bool:
    found = doc_number(text)
    if found is None:
        return False
    rest = text[found.end :].strip()
    return not text[: found.start].strip() and says(page.profile, "signer", rest)


def _order_above(page: _Paper, head: list[int], at: int) -> bool:
    place = head.index(at)
    return place > 0 and page.text(head[place - 1]).rstrip().endswith(("令", "公告", "通告", "公报"))


def _glued(page: _Paper, text: str) -> bool:
    """`某某局某字〔2013〕16号`: an office, straight after it a number."""
    found = doc_number(text) if len(text) <= 60 else None
    return found is not None and found.year is not None and text.rstrip().endswith(("号", "號")) and found.start <= 1


def _mastheads(page: _Paper, head: list[int]) -> None:
    """Lone names of offices above the number (or the title): the first lines of a paper."""
    ends = page.profile.words.get("masthead_end", ())
    numbers = [at for at in head if page.labels[at].role == "doc_number"]
    limit = numbers[0] if numbers else None
    found = []
    for at in head:
        if at in page.done or (limit is not None and at > limit):
            continue
        text = re.sub(r"[\s\u3000]+", "", page.text(at))
        stem = next(
            (
                text[: -len(end)]
                for end in sorted(ends, key=len, reverse=True)
                if text.endswith(end) and len(text) > len(end) + 2
            ),
            None,
        )
        named = is_office(page.text(at), page.profile)
        if (named or (stem is not None and is_office(stem, page.profile))) and len(text) <= 40 and "关于" not in text:
            found.append(at)
    if limit is not None or (found and found[0] == head[0]):
        for at in found:
            page.say(at, "masthead", "office above number" if limit is not None else "office on top")


def _normal(text: str) -> str:
    return re.sub(r"[\s\u3000()（）〔〕\[\]【】,，:：\"“”'‘’《》<>—\-―·.]+", "", text)


def _supplied_titles(reading: Reading) -> list[str]:
    names = ("meta:ArticleTitle", "meta:og:title", "jsonld:headline", "docx:title", "title", "file name")
    return [_normal(value) for name in names if (value := reading.supplied(name))]


def _title(page: _Paper, head: list[int], supplied: list[str]) -> None:
    """The last lines of the header that nothing else has claimed; an earlier copy of them is the page's title."""
    free = [at for at in head if at not in page.done and not lone_date(page.text(at)) and page.lines[at].cell is None]
    if not free:
        return
    number = next((at for at in head if page.labels[at].role == "doc_number"), None)
    after = [at for at in free if number is None or at > number]
    run = _best_run(page, after, topmost=number is None) or _best_run(
        page, [at for at in free if number is not None and at < number]
    )
    if not run:
        return
    joined = _normal("".join(page.text(at) for at in run))
    kind = document_kind(joined, page.profile)
    known = kind is not None or number is not None or any(joined and joined in name for name in supplied)
    if not known and not _titles_the_page(page, run, head):
        return
    above = head[head.index(run[0]) - 1] if head.index(run[0]) else None
    if above is not None and page.labels[above].rule == "office on top" and page.text(run[0]).startswith(ABOUT):
        run.insert(0, above)  # the title begins with its issuer (GB/T 9704-2012 7.3.1)
    for at in run:
        page.say(at, "title", "title above text" if number is None or at < number else "title below number")
    for at in free:
        copy = _normal(page.text(at))
        if at < run[0] and at not in page.done and (copy == joined or _alike(copy, joined) or _alike(joined, copy)):
            page.say(at, "page_title", "title of the page", CLUTTER)


def _titles_the_page(page: _Paper, run: list[int], head: list[int]) -> bool:
    """A text without number and kind: its first line is the title where it stands alone, short and without a stop."""
    text = page.text(run[0])
    return (
        "\t" not in text
        and run[0] == head[0]
        and len(run) == 1
        and 4 <= len(text) <= 60
        and text[-1] not in "。！？；:：.!?;,"
        and page.lines[run[0]].path is None
    )


def _alike(one: str, other: str) -> bool:
    """Whether a page's title is a shorter form of the paper's: nearly all its characters stand there in order."""
    if len(one) < 6 or abs(len(one) - len(other)) > max(6, len(other) // 2):
        return False
    at = 0
    for char in one:
        found = other.find(char, at)
        if found < 0:
            return False
        at = found + 1
    return True


def _best_run(page: _Paper, free: list[int], topmost: bool = False) -> list[int]:
    """The lines that make the title: up from the last one that ends with a kind of document, else the last lines."""
    if not free:
        return []
    ends = [place for place, at in enumerate(free) if document_kind(page.text(at), page.profile)]
    last = ends[-1] if ends else None
    # Without a number the title is the first line that ends as one, unless a line below says the same.
    if topmost and len(ends) > 1 and not _alike(_normal(page.text(free[ends[0]])), _joined_at(page, free, ends[-1])):
        last = ends[0]
    if last is None:
        last = 0
        return [free[0]] if len(page.text(free[0])) <= LONGEST_TITLE else []
    run = [free[last]]
    for place in range(last - 1, -1, -1):
        at = free[place]
        text = page.text(at)
        if (
            run[0] - at > 1
            or (document_kind(text, page.profile) and _complete(text))
            or sum(len(page.text(item)) for item in run) + len(text) > LONGEST_TITLE
        ):
            break
        if not TITLE_PART.match(text):
            break
        if _complete(page.text(run[0])) and not _unfinished(text, page):
            break
        run.insert(0, at)
    return run


def _joined_at(page: _Paper, free: list[int], place: int) -> str:
    """A line and the one above it, as a title over two lines would read."""
    above = free[place - 1] if place and free[place] - free[place - 1] == 1 else None
    return _normal((page.text(above) if above is not None else "") + page.text(free[place]))


def _complete(text: str) -> bool:
    """Whether a title's last line could be a whole title: 关于……的通知."""
    return "关于" in text or "關於" in text or text.startswith(("印发", "转发"))


def _unfinished(text: str, page: _Paper) -> bool:
    return is_office(text, page.profile) or text.endswith(("关于", "關於", "、", "和", "的"))


def _title_by_layout(page: _Paper, reading: Reading) -> None:
    """No title by its words: the first big heading, or the line that the page itself names as its title."""
    names = _supplied_titles(reading)
    for at in page.own[:60]:
        line = page.lines[at]
        text = _normal(line.text)
        if at in page.done or not 4 <= len(text) <= LONGEST_TITLE:
            continue
        named = any(name == text or (len(text) >= 6 and name.startswith(text)) for name in names)
        if (line.tag in {"h1", "h2"} and (named or line.tag == "h1")) or named or line.style in {"Title", "标题"}:
            page.say(at, "title", "title by layout")
            return


def _title_of_order(page: _Paper) -> None:
    """An order publishes a text: its title stands below the signature."""
    if not any(page.labels[at].role == "masthead" and page.text(at).endswith("令") for at in page.own):
        return
    dated = next((place for place, at in enumerate(page.own) if page.labels[at].role == "date"), None)
    for at in page.own[dated + 1 : dated + 4] if dated is not None else ():
        if document_kind(page.text(at), page.profile) and len(page.text(at)) <= 60 and at not in page.done:
            page.say(at, "title", "title of what the order publishes")
            return


def _recipients(page: _Paper, at: int) -> None:
    text = page.text(at)
    if SALUTATION.search(text) and len(text) <= 300 and "。" not in text and not _is_label(page, text):
        if re.match(r"^(?:一、|[(（]一|第[一1]|\d+[.、])", text) or page.lines[at].cell is not None:
            return
        if any(page.labels[other].role in {"title", "doc_number"} for other in page.own if other < at):
            page.say(at, "recipients", "salutation above text")
    elif says(page.profile, "recipients", text):
        page.say(at, "recipients", "recipients by label")


def _imprint(page: _Paper, rest: list[int]) -> int:
    """抄报, 抄送, 印发 and 主题词 below the text; the last line above them."""
    last = rest[-1] if rest else -1
    first = None
    for at in rest[::-1][:60]:
        text = page.text(at)
        if len(text) > 400:
            continue
        role = next((name for name in ("reported_to", "copied_to", "keywords") if says(page.profile, name, text)), None)
        if role is None and len(text) <= 80 and PRINTED.match(text):
            role = "printed_by"
        if role is not None and at not in page.done:
            page.say(at, role, f"{role} by label" if role != "printed_by" else "printed by")
            first = at
    return last if first is None else max((at for at in rest if at < first), default=first - 1)


def _signature(page: _Paper, rest: list[int]) -> None:
    """The last lone date below the text, the offices or names above it, the note below it, the list of attachments."""
    if not rest:
        return
    dates = [
        place
        for place, at in enumerate(rest)
        if place > 0 and len(page.text(at)) <= 40 and lone_date(page.text(at)) and page.lines[at].cell is None
    ]
    # What follows the first date that has an office above it is attached: regulations, tables, lists.
    place = next(
        (place for place in dates if signs(page.text(rest[place - 1]), page.profile)), dates[-1] if dates else None
    )
    if place is None:
        _signature_without_date(page, rest)
        place = len(rest)
    else:
        page.say(rest[place], "date", "date below text")
        _signatories(page, rest, place)
        if place + 1 < len(rest) and NOTE.match(page.text(rest[place + 1])):
            page.say(rest[place + 1], "note", "note below date")
        _attachment_text(page, rest[place + 1 :])
    _attachment_note(page, rest[:place])


PERSON = re.compile(r"^(?:省长|市长|县长|区长|州长|总理|部长|局长|主任|主席|院长|行长|署长|會長|局長)[\s\u3000]")


def signs(text: str, profile: Profile) -> bool:
    """Whether a line is what stands above a date: offices, or a head of one with a name."""
    if len(text) > 60:
        return False
    named = list(offices(text, profile))
    return bool(PERSON.match(text)) or (bool(named) and all(is_office(item.name, profile) for item in named))


def _signatories(page: _Paper, rest: list[int], place: int) -> None:
    for back in range(place - 1, max(-1, place - 9), -1):
        at, text = rest[back], page.text(rest[back])
        if at in page.done or text[-1] in "。；;：:，" or not signs(text, page.profile):
            break
        page.say(at, "signatory", "office above date")


def _signature_without_date(page: _Paper, rest: list[int]) -> None:
    """`某某局  2012年12月5日` on one line, or an office as the last line."""
    for at in rest[::-1][:4]:
        text = page.text(at)
        if len(text) <= 60 and at not in page.done:
            found = list(dates_in(text))
            if (
                len(found) == 1
                and found[0].end >= len(text) - 1
                and is_office(text[: found[0].start].strip(), page.profile)
            ):
                page.say(at, "signatory", "office and date on one line")
                return
            if (
                is_office(text, page.profile)
                and page.lines[at].path is None
                and any(page.labels[item].role == "title" for item in page.own)
            ):
                page.say(at, "signatory", "office below text")
                return


def _attachment_note(page: _Paper, rest: list[int]) -> None:
    for place in range(len(rest) - 1, max(-1, len(rest) - 40), -1):
        at = rest[place]
        if at in page.done or not ATTACHED.match(page.text(at)) or len(page.text(at)) > 200:
            continue
        page.say(at, "attachment_note", "attachments by label")
        for more in rest[place + 1 :]:
            if more in page.done or not ATTACHED_MORE.match(page.text(more)) or page.text(more).endswith("。"):
                break
            page.say(more, "attachment_note", "attachments by label")
        return


def _attachment_text(page: _Paper, rest: list[int]) -> None:
    """From a lone 附件 on, everything is attached."""
    begins = next(
        (place for place, at in enumerate(rest) if len(page.text(at)) <= 8 and ATTACHMENT_BEGINS.match(page.text(at))),
        None,
    )
    if begins is not None:
        for at in rest[begins:]:
            if at not in page.done:
                page.say(at, "attachment_text", "attached below signature")
