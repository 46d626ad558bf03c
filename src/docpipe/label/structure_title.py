"""The title of a paper: over several lines, twice, or below the number."""

import itertools
import re

from docpipe.document import CLUTTER
from docpipe.label.structure_header import EDITED, page_title
from docpipe.label.structure_page import Page
from docpipe.reading import Reading
from docpipe.values.dates import lone_date
from docpipe.values.kind import document_kind
from docpipe.values.offices import is_office, offices

LONGEST_TITLE = 160
SHORT_TITLE = 8
MOST_LINES = 3
# What can be the upper line of a title: words, no switch, no path, no lone bracket.
TITLE_PART = re.compile(r"^(?=.{6}|关于|關於)[^>»|\t【】]*$")
ABOUT = ("关于", "關於")
ISSUED = (*ABOUT, "给", "致", "告", "印发", "转发", "批转")
FORWARDS = re.compile(r"[\u4e00-\u9fff]{3,}(?:转发|批转|印发)[\u4e00-\u9fff、\s]{2,40}$")
LABELLED = re.compile(r"^[^\s:\uff1a]{2,10}[:\uff1a]")
SITE_SUFFIX = re.compile(r"\s*[_|]{1,2}\s*[^_|]{2,40}$")
EDITION = re.compile(r"^(?:(?:19|20)\d\d\s*年?\s*(?:版|修订|修正|修订版)?|第[一二三四五六七八九十\d]{1,2}版)$")
SUBTITLE = re.compile(r"^[—―–\-]{1,3}\s*[^\d\s—―–\-]")
# A congress issues what one of its sessions passed.
SESSION = re.compile(r"^[\u4e00-\u9fff]{2,40}第[一二三四五六七八九十百\d]{1,4}次(?:全体)?会议$")
# No title begins so: the line goes on with the one above it.
MIDDLE = ("的", "》")
ISSUE_PART = re.compile(r"^[【\[]|[】\]]$|^(?:本期)?(?:要目|目录|导读|要点)[:\uff1a]?$")
ENDS = "。！；;：:！!,，、"
MARKS = re.compile(r"[\s\u3000()（）〔〕\[\]【】,，:：\"“”'‘’《》<>—\-―·.#*]+")


def title(page: Page, head: list[int], reading: Reading) -> None:
    """The lines of the title have their role, and an earlier copy of them is the page's title."""
    if _title_of_issue(page, head):
        return
    supplied = supplied_titles(reading)
    free = [at for at in head if at not in page.done and not lone_date(page.text(at)) and page.lines[at].cell is None]
    number = next((at for at in head if page.role(at) == "doc_number"), None)
    run = _run(page, free, number)
    if not run:
        _series_alone(page, head)
        return
    joined = normal("".join(page.text(at) for at in run))
    known = document_kind(page.text(run[-1]), page.profile) is not None or number is not None
    if not known and not any(joined and joined in name for name in supplied) and not _titles_the_page(page, run, head):
        return
    run = _with_issuer(page, head, run)
    run += _subtitle(page, free, run)
    for at in run:
        page.say(at, "title", "title above text" if number is None or at < number else "title below number")
    _byline(page, free, run)
    for at in free:
        copy = normal(SITE_SUFFIX.sub("", page.text(at)))
        named = at == head[0] and copy != normal(page.text(at)) and document_kind(copy, page.profile) is not None
        same = named or copy == joined or alike(copy, joined) or alike(joined, copy)
        if at < run[0] and at not in page.done and same:
            page_title(page, at)
    for at in page.own:  # the look of the page guessed another line
        if page.role(at) == "title" and at not in page.done:
            page_title(page, at) if at < run[0] else page.say(at, "paragraph", "below title")
    _longer_above(page, run[0], joined)


def _series_alone(page: Page, head: list[int]) -> None:
    """Minutes that have no title but the name of their series above the number."""
    named = [at for at in head if page.role(at) == "masthead" and page.text(at).endswith(page.words("series"))]
    for at in named[-1:]:
        page.say(at, "title", "name of a series alone")


def _longer_above(page: Page, first: int, joined: str) -> None:
    """A line above the paper that ends with its short title is the page's title (2023年某某省|政府工作报告)."""
    if len(joined) > SHORT_TITLE:
        return
    for at in range(max(0, first - 25), first):
        label, name = page.labels[at], normal(page.lines[at].text)
        if label.part == CLUTTER and label.rule.startswith("model:") and name.endswith(joined) and name != joined:
            page_title(page, at)
            return


def _title_of_issue(page: Page, head: list[int]) -> bool:
    """Minutes and bulletins: the title stands below office and day; without one the series is the title."""
    issue = next((place for place, at in enumerate(head) if page.labels[at].rule == "issue of a series"), None)
    if issue is None:
        return False
    below = [at for at in head[issue + 1 :] if at not in page.done]
    below = list(itertools.takewhile(lambda at: not ISSUE_PART.search(page.text(at)), below))
    run = [at for at in below[:2] if title_like(page.text(at)) and len(page.text(at)) <= 60]
    if not below or not run or run[0] != below[0]:
        run = [at for at in head[:issue] if page.role(at) == "masthead"][-1:]
    elif document_kind(page.text(run[0]), page.profile):
        run = run[:1]
    for at in run:
        page.say(at, "title", "title of an issue")
    return bool(run)


def _run(page: Page, free: list[int], number: int | None) -> list[int]:
    """The lines of the title: those that end with a kind of document below the number, else above it, else others."""
    if number is None:
        return _best_run(page, free, topmost=True)
    below, above = [at for at in free if at > number], [at for at in free if at < number]
    for part in (below, above):
        if any(document_kind(page.text(at), page.profile) and title_like(page.text(at)) for at in part):
            return _best_run(page, part)
    lone = [at for at in below[:1] if title_like(page.text(at))]
    return lone or _upwards(page, [at for at in above if title_like(page.text(at))])


def _upwards(page: Page, free: list[int]) -> list[int]:
    """The last line, and those above it up to one that speaks of its matter (关于……)."""
    run = free[-1:]
    for at in free[-2::-1]:
        if not _belongs(page, run, at) or complete(page.text(run[0])):
            break
        run.insert(0, at)
    return run


def title_like(text: str) -> bool:
    """Whether a line could be one of a title: no stop at its end, no label before it."""
    labelled = "\t" in text or (LABELLED.match(text) is not None and "关于" not in text)
    return len(text) <= LONGEST_TITLE and text[-1] not in ENDS and "。" not in text and not labelled


def _with_issuer(page: Page, head: list[int], run: list[int]) -> list[int]:
    """A title begins with its issuers (GB/T 9704-2012 7.3.1), where those stand on lines of their own."""
    if not page.text(run[0]).startswith(ISSUED):
        return run
    above: list[int] = []
    for at in head[: head.index(run[0])][::-1]:
        if page.role(at) != "masthead" or not is_office(page.text(at), page.profile):
            break
        above.insert(0, at)
    return [*above, *run] if _may_begin(page, head, above, run) else run


def _may_begin(page: Page, head: list[int], above: list[int], run: list[int]) -> bool:
    """Offices on top without a number; or, where the number stands below the title, the only lines above it."""
    if above and all(page.labels[at].rule == "office on top" for at in above):
        return True
    mastheads = [at for at in head if page.role(at) == "masthead"]
    number = next((at for at in head if page.role(at) == "doc_number"), 0)
    return mastheads == above and bool(above) and above[-1] == run[0] - 1 and number > run[-1]


def _subtitle(page: Page, free: list[int], run: list[int]) -> list[int]:
    """What stands below a title behind a dash, or says in a bracket which version it is."""
    below = [at for at in free if at == run[-1] + 1]
    return [
        at
        for at in below
        if (SUBTITLE.match(page.text(at)) and len(page.text(at)) <= 80) or _version(page, page.text(at))
    ]


def _version(page: Page, text: str) -> bool:
    """（征求意见稿）, （2021年版）: part of the title above it."""
    if text[0] not in "(\uff08" or text[-1] not in ")\uff09":
        return False
    words = page.words("title_end")
    return all(part in words or EDITION.match(part) for part in re.split(r"[，,、\s]+", text[1:-1].strip()))


def _byline(page: Page, free: list[int], run: list[int]) -> None:
    """An office alone below the title is the one that wrote it."""
    below = next((at for at in free if at > run[-1] and at not in page.done), None)
    if below is None or not page.done.issuperset(range(run[-1], below)):
        return
    if all(is_office(office.name, page.profile) for office in offices(EDITED.sub("", page.text(below)), page.profile)):
        page.say(below, "byline", "office below title")


def _titles_the_page(page: Page, run: list[int], head: list[int]) -> bool:
    """A text without number and kind: its first line is the title where it stands alone, short and without a stop."""
    text = page.text(run[0])
    return (
        "\t" not in text
        and run[0] == head[0]
        and len(run) <= MOST_LINES
        and all(4 <= len(page.text(at)) <= 60 and page.text(at)[-1] not in "。？；：:.?,，" for at in run)
        and (page.lines[run[0]].path is None or page.labels[run[0] - 1].rule == "attachment begins")
    )


def alike(one: str, other: str) -> bool:
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


def _best_run(page: Page, free: list[int], topmost: bool = False) -> list[int]:
    """The lines that make the title: up from the last one that ends with a kind of document, else the first line."""
    if not free:
        return []
    ends = [
        place
        for place, at in enumerate(free)
        if document_kind(page.text(at), page.profile) and title_like(page.text(at))
    ]
    last = ends[-1] if ends else None
    # Without a number the title is the first line that ends as one, unless a line below says the same.
    if topmost and len(ends) > 1 and not alike(normal(page.text(free[ends[0]])), _joined_at(page, free, ends[-1])):
        last = ends[0]
        while last + 1 in ends and free[last + 1] == free[last] + 1 and page.text(free[last + 1]).startswith(MIDDLE):
            last += 1
    if last is None:
        return [free[0]] if len(page.text(free[0])) <= LONGEST_TITLE else []
    run = [free[last]]
    for place in range(last - 1, -1, -1):
        if not _belongs(page, run, free[place]):
            break
        run.insert(0, free[place])
    return run


def _belongs(page: Page, run: list[int], at: int) -> bool:
    """Whether a line is an upper line of the title that begins with `run`."""
    text = page.text(at)
    if run[0] - at > 1 or "。" in text or not TITLE_PART.match(text) or LABELLED.match(text):
        return False
    if sum(len(page.text(item)) for item in run) + len(text) > LONGEST_TITLE:
        return False
    if page.text(run[0]).startswith(MIDDLE) or SUBTITLE.match(page.text(run[0])):
        return True
    if document_kind(text, page.profile) and (complete(text) or normal(text) == normal(page.text(run[0]))):
        return False
    return not complete(page.text(run[0])) or _unfinished(text, page)


def _joined_at(page: Page, free: list[int], place: int) -> str:
    """A line and the one above it, as a title over two lines would read."""
    above = free[place - 1] if place and free[place] - free[place - 1] == 1 else None
    return normal((page.text(above) if above is not None else "") + page.text(free[place]))


def complete(text: str) -> bool:
    """Whether a title's last line could be a whole title: 关于……的通知."""
    if text.startswith("《") and "》的" in text:  # 某某局关于批转|《……的报告》的通知
        return False
    return "关于" in text or "關於" in text or text.startswith(("印发", "转发"))


def _unfinished(text: str, page: Page) -> bool:
    return (
        is_office(text, page.profile)
        or SESSION.match(text) is not None
        or text.endswith(("关于", "關於", "、", "和", "的"))
        or FORWARDS.search(text) is not None
    )


def title_by_layout(page: Page, reading: Reading) -> None:
    """No title by its words: the first big heading, or the line that the page itself names as its title."""
    names = supplied_titles(reading)
    for at in page.own[:60]:
        line = page.lines[at]
        text = normal(line.text)
        if at in page.done or not 4 <= len(text) <= LONGEST_TITLE:
            continue
        named = any(name == text or (len(text) >= 6 and name.startswith(text)) for name in names)
        if (line.tag in {"h1", "h2"} and (named or line.tag == "h1")) or named or line.style in {"Title", "标题"}:
            page.say(at, "title", "title by layout")
            return


def normal(text: str) -> str:
    """A title as it is compared: without white space, brackets and punctuation."""
    return MARKS.sub("", text)


def supplied_titles(reading: Reading) -> list[str]:
    """The titles that a page or a file is called by."""
    names = (
        "meta:ArticleTitle",
        "meta:og:title",
        "jsonld:headline",
        "docx:title",
        "title",
        "file name",
        "attachment name",
    )
    return [normal(value) for name in names if (value := reading.supplied(name))]
