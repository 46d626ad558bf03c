"""Line breaks that a flattened paper has lost, set again where its grammar says that one element ends."""

import itertools
import re
from collections.abc import Generator, Iterator
from functools import lru_cache

from docpipe.document import ORIGINAL
from docpipe.label.line import Label, Line
from docpipe.label.needles import any_of
from docpipe.label.structure_flat_tail import STOP, tail
from docpipe.profile import Profile
from docpipe.span import Span
from docpipe.values.dates import dates_in
from docpipe.values.doc_number import OPEN, DocNumber, doc_numbers
from docpipe.values.offices import is_office, offices

HEAD_LINES = 8
MOST_LINES = 4  # a paper with more lines than that has its line breaks
FLAT_CHARS = 50
SPACE = " \t\u3000\xa0"
SIGNER = re.compile(r"\s*(?=[签簽會会]\s*[发發签簽]\s*人?\s*[:\uff1a])")
GAP = re.compile(r"[ \t\u3000\xa0]{2,}")
# 某某同志在大会上的讲话|同志们，同学们：
SPEECH = re.compile(
    r"[^。：:]{2,60}?的?(?:讲话|讲演|发言|谈话|公开信|致敬信)(?=[^，。]{0,30}(?:同志|战士|同学|代表|朋友|委员|员工|群众)们?[^。]{0,30}[:\uff1a]$)"
)
SALUTATION = re.compile(r"[^。:\uff1a；;]{2,200}?[:\uff1a]")
NO_SALUTATION = re.compile(
    r"^\s*(?:为了?|根据|按照|依照|现|经|近|依据|遵照|由于|鉴于|[一二三四五六七八九十]、|附)|(?:如下|通知|精神|要求)[:\uff1a]$"
)
NUMBERED_NEXT = re.compile(rf"\s*[(\uff08]?[\u4e00-\u9fff]{{1,14}}[{OPEN}]\s*(?:19|20)\d\d")
# What a title says of its matter with, and what may stand between 的 and the kind of paper.
LEVEL = re.compile(r"\s*(?:等级|紧急程度|缓急|密级)\s*[:\uff1a]\s*[\u4e00-\u9fff]{1,3}\s+")
ABOUT = re.compile(r"关于|转发|印发|批转|(?<![\u4e00-\u9fff])对(?=[^。:\uff1a]{4,80}的(?:答复|复函|批复))")
OF_MATTER = re.compile(r"的(?:紧急|补充|联合|重要|若干|指导|实施|具体|暂行|几点|几项|初步|审核|最新|内部|再次|情况)?$")
# An order that has lost its line breaks: 某某市人民政府令第66号《……》已经……
ORDER = re.compile(
    r"^\s*[\u4e00-\u9fff、\s]{2,40}?(?:令|公告|通告)\s*[(\uff08]?\s*(?:(?:19|20)\d\d\s*年)?\s*第\s*"
    r"(?:\d{1,5}|[一二三四五六七八九十百零〇]{1,6})\s*号\s*[)\uff09]?(?=\s*(?:《|现公布|现予|关于|根据|为|经))"
)
HEAD_WORDS = re.compile(r"[★☆]\s*(?:\d{1,2}\s*[年月]|长期)?|^\d{6}|等级|[·•・]?\s*[明密]电(?=\s|$)|发电单位.*")
NUMBERED_LAST = re.compile(
    rf"[(\uff08]\s*[\u4e00-\u9fff]{{1,14}}[{OPEN}]\s*(?:19|20)\d\d[^()\uff08\uff09]{{2,12}}号\s*[)\uff09]\s*$"
)


def unglued(lines: list[Line], labels: list[Label], profile: Profile) -> tuple[list[Line], list[Label]]:
    """Lines of the original in which several elements of a paper run together, apart; all others as they are."""
    own = [at for at, label in enumerate(labels) if label.part == ORIGINAL]
    flat = len(own) <= MOST_LINES and any(len(lines[at].text) >= FLAT_CHARS for at in own)
    cut: dict[int, list[int]] = {}
    titled, kinds = False, _kinds(profile.words.get("document_kind", ()))
    for place, at in enumerate(own if flat else own[:HEAD_LINES]):
        line = lines[at]
        if line.cell is not None or (line.link_chars and not flat):
            continue
        above = "\n".join(lines[other].text for other in own[:place])
        places = set(_cuts(line.text, profile, flat, place == len(own) - 1, titled, above))
        if flat and titled:
            places.add(_salutation(line.text, 0))
        titled = titled or (kinds is not None and kinds.search(line.text, max(len(line.text) - 12, 0)) is not None)
        titled = titled or (flat and _title_end(line.text, 0, profile) is not None)
        if places:
            cut[at] = sorted(places)
    if not cut:
        return lines, labels
    apart = [
        (part, labels[at])
        for at, line in enumerate(lines)
        for part in (parted(line, cut[at]) if at in cut else (line,))
    ]
    return [part for part, _ in apart], [label for _, label in apart]


_kinds = lru_cache(maxsize=16)(any_of)


def parted(line: Line, places: list[int]) -> Iterator[Line]:
    """The line cut at places of its text."""
    bounds = [0]
    for place in places:
        if line.text[bounds[-1] : place].strip() and line.text[place:].strip():
            bounds.append(place)
    bounds.append(len(line.text))
    for start, end in itertools.pairwise(bounds):
        raw = line.text[start:end]
        text = raw.strip()
        first = line.content.start + start + len(raw) - len(raw.lstrip())
        content = Span(first, first + len(text))
        span = Span(
            line.span.start if start == 0 else line.content.start + start,
            line.span.end if end == len(line.text) else line.content.start + end,
        )
        linked = sum(
            max(min(piece.span.end, content.end) - max(piece.span.start, content.start), 0)
            for piece in line.pieces
            if piece.href is not None
        )
        yield line._replace(span=span, content=content, text=text, link_chars=linked)


def _cuts(text: str, profile: Profile, flat: bool, last: bool, named: bool, above: str) -> Iterator[int]:
    """Places at which a line is cut, in no order, some perhaps twice; `above` is what the lines before it say."""
    if not flat and len(text) > 160:
        return
    at = yield from _head(text, profile)
    # A text that nothing names may be cut out of anything; its line is left as it is.
    if flat and len(text) > at + 20 and (at or named):
        yield from tail(text, at, profile, last, above)


def _head(text: str, profile: Profile) -> Generator[int, None, int]:
    """Masthead, marks, number, signer, title and recipients; returns where the rest begins."""
    number = _number_on_top(text, profile)
    at = 0
    if number is not None:
        at = yield from _numbered(text, number, profile)
        if not at:
            return 0
    elif (order := ORDER.match(text)) is not None:
        yield (at := order.end())
    elif (marks := list(_marks(text, 0, len(text), profile))) and _is_head(text, profile):
        yield from marks
    end = _title_end(text, at, profile)
    if end is None:
        speech = SPEECH.match(text) if at == 0 and number is None and "们" in text else None
        if speech is not None:
            yield speech.end()
        return at
    yield _title_begin(text, at, profile)
    yield end
    if number is not None:
        at = end
    else:
        at = yield from _number_after_title(text, end, profile)
    salutation = _salutation(text, at)
    if salutation:
        yield salutation
        at = salutation
    return at


def _numbered(text: str, number: DocNumber, profile: Profile) -> Generator[int, None, int]:
    """What stands above a title: masthead and marks, number, signer; returns where it ends, 0 where it is no header."""
    after = _after_number(text, number.end, profile)
    alone = not text[number.end :].strip(SPACE + ")\uff09")
    if after is None and not (alone and text[: number.start].strip(SPACE + "(\uff08")):
        return 0
    yield from _marks(text, 0, number.start, profile)
    if number.start > 0:
        yield number.start
    at = _closed(text, number.end)
    yield at
    level = LEVEL.match(text, at)
    if level is not None:
        yield (at := level.end())
    signer = SIGNER.match(text, at)
    if signer is not None:
        yield signer.end()
        at = _end_of_signer(text, signer.end(), profile)
        yield at
    return at


def _number_after_title(text: str, end: int, profile: Profile) -> Generator[int, None, int]:
    """A header of its own, or a number, behind a title that came first; returns where they end."""
    if _number_on_top(text[end:], profile) is not None:
        rest = list(_head(text[end:], profile))
        if rest:
            yield from (end + place for place in rest)
            return end + max(rest)
    below = _number_below(text, end)
    if below is not None:
        yield below
        return below
    last = NUMBERED_LAST.match(text, end)
    return last.end() if last is not None else end


def _closed(text: str, at: int) -> int:
    return at + 1 if text[at : at + 1] in (")", "\uff09") else at


def _number_on_top(text: str, profile: Profile) -> DocNumber | None:
    """The first number, without what is glued in front, if only mastheads and marks stand before it."""
    found = next(doc_numbers(text[:160]), None)
    if found is None or found.code is None:
        return None
    start = _code_start(text, found, profile)
    if "关于" in text[start : found.end] or "的" in text[start : found.end]:
        return None
    before = text[:start].strip(SPACE + "(\uff08")
    return found._replace(start=start) if not before or _is_head(before, profile) else None


def _code_start(text: str, found: DocNumber, profile: Profile) -> int:
    """Where the code itself begins: behind 特急, behind 文件, or behind the name of the office that it abbreviates."""
    code = text[found.start : found.end].split("〔", maxsplit=1)[0]
    bound = re.search(rf"[{OPEN}]\s*(?:1[89]|20)\d\d", text[found.start : found.end])
    end = found.start + (bound.start() if bound else len(code))
    start = found.start
    for word in glue(profile):
        place = text.rfind(word, found.start, end)
        if place >= 0 and place + len(word) < end:
            start = max(start, place + len(word))
    for cut in range(end - 2, start + 3, -1):
        if text[cut] in text[start:cut] and is_office(text[start:cut], profile):
            return cut
    return start + len(text[start:]) - len(text[start:].lstrip(SPACE))


@lru_cache(maxsize=16)
def _glue(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted({word for word in words if len(word) > 1}, key=len, reverse=True))


def glue(profile: Profile) -> tuple[str, ...]:
    """Words of a header that a number may be glued to."""
    words = profile.words
    return _glue((*words.get("urgency", ()), *words.get("secrecy", ()), "文件"))


def _is_head(text: str, profile: Profile) -> bool:
    """Whether a text consists of offices, 文件, secrecy and urgency only."""
    rest = text
    for word in glue(profile):
        rest = rest.replace(word, " ")
    rest = HEAD_WORDS.sub(" ", rest).strip(SPACE)
    return not rest or all(is_office(part.name, profile) for part in offices(rest, profile))


def _marks(text: str, start: int, end: int, profile: Profile) -> Iterator[int]:
    """Places around secrecy and urgency in what stands before the number."""
    for words in (profile.words.get("urgency", ()), profile.words.get("secrecy", ())):
        for word in words:
            place = text.find(word, start, end)
            if place >= 0 and len(word) > 1:
                term = re.compile(r"\s*[★☆]\s*(?:\d{1,2}\s*[年月]|长期)").match(text, place + len(word), end)
                yield place
                yield term.end() if term else place + len(word)


def _after_number(text: str, at: int, profile: Profile) -> int | None:
    """Whether what follows a number on its line is something of the header: a signer, a title, a mark far off."""
    at = _closed(text, at)
    rest = text[at:]
    if not rest.strip():
        return None
    level = LEVEL.match(text, at)
    if SIGNER.match(rest) or _title_end(text, level.end() if level else at, profile) is not None:
        return at
    return at if GAP.match(rest) and len(rest.strip()) <= 12 and not any(dates_in(rest)) else None


def _end_of_signer(text: str, at: int, profile: Profile) -> int:
    """The end of the name after 签发人: the title's issuer, 关于, or the end of the line."""
    about = text.find("关于", at)
    if about < 0:
        return len(text)
    colon = re.compile(r"[:\uff1a]\s*").search(text, at, about)
    begin = colon.end() if colon else at
    for length in (2, 3, 4):
        if begin + length <= about and is_office(text[begin + length : about], profile):
            # 陈志强南浦县…: both 强南浦县… and 南浦县… would do; a name has two or three characters.
            return begin + (3 if is_office(text[begin + 3 : about], profile) else length)
    return about


@lru_cache(maxsize=16)
def _kind_pattern(kinds: tuple[str, ...]) -> re.Pattern[str]:
    joined = "|".join(sorted(map(re.escape, kinds), key=len, reverse=True))
    return re.compile(rf"(?:{joined})(?:[(\uff08][^()\uff08\uff09]{{1,12}}(?<!号)[)\uff09])?")


def _title_end(text: str, at: int, profile: Profile) -> int | None:
    """Where a title 关于……的通知 that begins at `at` ends: brackets closed, and something of a paper behind it."""
    found_about = ABOUT.search(text, at, at + 80)
    if found_about is None or re.search(r"[:\uff1a。！!；;]", text[at : found_about.start()]):
        return None
    about = found_about.start()
    for found in _kind_pattern(profile.words.get("document_kind", ())).finditer(text, about, about + 180):
        inside = text[at : found.start()]
        if STOP.search(inside):
            return None
        if inside.count("《") != inside.count("》") or inside.count("“") != inside.count("”"):
            continue
        if not text[found.end() :].strip():
            return found.end() if text[found.start() - 1] == "的" else None
        if OF_MATTER.search(inside) and _continues(text, found.end()):
            return found.end()
    return None


def _continues(text: str, at: int) -> bool:
    """Whether a salutation, a number or the first sentence begins here."""
    if text[at] in "》”、，,和及与的精神要求规定》" or text[at : at + 2] in ("精神", "要求", "规定", "文件"):
        return False
    return (
        bool(NUMBERED_NEXT.match(text, at))
        or _salutation(text, at) > 0
        or text[at] in SPACE
        or bool(NO_SALUTATION.match(text[at:]))
    )


def _title_begin(text: str, at: int, profile: Profile) -> int:
    """Behind a masthead that is glued to the title (某某局文件关于……)."""
    about = text.find("关于", at)
    word = text.rfind("文件", at, about)
    return word + 2 if word >= 0 else at


def _number_below(text: str, at: int) -> int | None:
    if NUMBERED_NEXT.match(text, at) is None:
        return None
    found = next(doc_numbers(text[at : at + 60]), None)
    return _closed(text, at + found.end) if found is not None else None


def _salutation(text: str, at: int) -> int:
    """The end of the line of recipients that begins at `at`; 0 where there is none."""
    found = SALUTATION.match(text, at)
    if found is None or NO_SALUTATION.search(found[0]) or any(dates_in(found[0])):
        return 0
    return found.end()
