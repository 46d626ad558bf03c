"""Rich text (.rtf): paragraphs and cells, in whatever code page a run was written."""

import codecs
import re
from collections.abc import Iterator
from typing import NamedTuple

from docpipe.readers.formats_other import RTF
from docpipe.readers.paragraphs import Paragraphs
from docpipe.readers.unreadable import Unreadable
from docpipe.reading import Cell, Fault, Reading
from docpipe.source import Source

TOKEN = re.compile(
    rb"\\'([0-9a-fA-F]{2})|\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\([^a-zA-Z])|([{}])|([^\\{}\r\n]+)|[\r\n]|\\", re.DOTALL
)
MOST_DEPTH = 5_000
# Destinations that are no text of the page.
HIDDEN = frozenset(
    "fonttbl colortbl stylesheet info pict object themedata colorschememapping latentstyles datastore generator "
    "xmlnstbl listtable listoverridetable revtbl rsidtbl filetbl fldinst bkmkstart bkmkend mmathPr "
    "wgrffmtfilter panose falt annotation atnid atnauthor atnref atndate atntime pgdsctbl private1 nonshppict shpinst "
    "sp pnseclvl xe tc".split()
)
FURNITURE = {"header": "header", "headerl": "header", "headerr": "header", "headerf": "header", "footer": "footer",
             "footerl": "footer", "footerr": "footer", "footerf": "footer", "footnote": "footnote"}  # fmt: skip
SIGNS = {"tab": "\t", "line": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“",
         "rdblquote": "”", "bullet": "•", "emspace": "\u2003", "enspace": "\u2002", "~": "\u00a0", "_": "\u2011"
         }  # fmt: skip
CHARSETS = {0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5", 161: "cp1253",
            162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
            238: "cp1250"}  # fmt: skip
PAGES = {936: "gb18030", 950: "big5", 932: "cp932", 949: "cp949", 10000: "mac_roman", 65001: "utf-8", 10008: "gb18030"}


class _State(NamedTuple):
    """What a group inherits from the one around it."""

    hidden: bool = False
    style: str | None = None
    encoding: str | None = None
    skip: int = 1  # bytes that stand for those which cannot read \\u
    fonts: bool = False
    bold: bool = False


class _Writer:
    """The text as it grows: raw bytes wait until their run of one code page ends."""

    def __init__(self) -> None:
        self.page, self.beside = Paragraphs(), Paragraphs()
        self.parts: list[str] = []
        self.raw = bytearray()
        self.raw_encoding = "cp1252"
        self.high = 0
        self.bad = 0
        self.table, self.row, self.column, self.in_table = -1, 0, 0, False

    def add_bytes(self, content: bytes, encoding: str) -> None:
        if encoding != self.raw_encoding:
            self.flush()
        self.raw_encoding = encoding
        self.raw += content

    def flush(self) -> None:
        if self.raw:
            text = self.raw.decode(self.raw_encoding, "replace")
            self.bad += text.count("\ufffd")
            self.parts.append(text)
            self.raw.clear()

    def add(self, text: str) -> None:
        self.flush()
        self.parts.append(text)

    def add_code(self, code: int) -> None:
        code %= 0x10000
        if 0xD800 <= code < 0xDC00:
            self.high = code
        elif 0xDC00 <= code < 0xE000:
            self.add(chr(0x10000 + ((self.high - 0xD800) << 10) + code - 0xDC00) if self.high else "\ufffd")
            self.high = 0
        else:
            self.add(chr(code))

    def end(self, state: _State, cell: bool = False) -> None:
        """A paragraph or a cell is at its end."""
        self.flush()
        text = "".join(self.parts).replace("\0", "").replace("\r", "")
        self.parts.clear()
        place = None
        if self.in_table or cell:
            if self.table < 0 or not self.in_table:
                self.table, self.row, self.column = self.table + 1, 0, 0
            self.in_table = True
            place = Cell(self.table, self.row, self.column)
        into = self.beside if state.style else self.page
        style = state.style or ("bold" if state.bold else None)
        for line in text.split("\n"):
            into.add(line, tag="td" if place else "p", style=style, cell=place)
        self.column += cell


def read_rtf(content: bytes, source: Source) -> Reading:
    """The text of the page, then headers, footers and notes. Raises Unreadable."""
    if not content.lstrip().startswith(b"{\\rtf"):
        raise Unreadable("corrupt", "no rich text: it does not begin as such")
    out = _Writer()
    faults: list[Fault] = []
    for code, message in _walked(content, out):
        faults.append(Fault(code, message))
    beside = "".join(out.beside.parts)
    for piece in out.beside.pieces:
        out.page.add(piece.span.of(beside), tag=piece.tag, style=piece.style)
    if out.bad:
        faults.append(Fault("undecodable", f"{out.bad} characters are in no code page that the file names"))
    if not out.page.pieces:
        raise Unreadable("empty", "the rich text holds no text")
    out.page.faults.extend(faults)
    return out.page.reading("rtf", RTF)


def _walked(content: bytes, out: _Writer) -> Iterator[tuple[str, str]]:  # noqa: PLR0915 - one branch a kind of token
    """Writes everything; yields what is wrong."""
    stack: list[_State] = []
    state = _State()
    base = "cp1252"
    fonts: dict[int, str] = {}
    font = skipped = 0
    starred = False
    position, end = 0, len(content)
    while position < end:
        token = TOKEN.match(content, position)
        if token is None:
            break
        position = token.end()
        byte, word, number, sign, brace, plain = token.groups()
        encoding = state.encoding or base
        if brace == b"{":
            if len(stack) >= MOST_DEPTH:
                yield "too_deep", f"groups are nested more than {MOST_DEPTH} deep; the rest is left out"
                break
            stack.append(state)
            starred = False
        elif brace == b"}":
            if state.style and (not stack or stack[-1].style != state.style):
                held, out.in_table = out.in_table, False
                out.end(state)
                out.in_table = held
            state = stack.pop() if stack else _State()
        elif word is not None:
            name, value = word.decode("ascii"), int(number) if number else None
            skipped = 0
            if name == "bin":
                position += max(0, value or 0)
            elif name == "shptxt":
                state = state._replace(hidden=False)  # the text of a text box
            elif name in HIDDEN or starred:
                state = state._replace(hidden=True, fonts=name == "fonttbl")
            elif name in FURNITURE:
                out.flush()
                state = _begun(out, state, FURNITURE[name])
            elif name == "ansicpg" and value:
                base = _codec(PAGES.get(value, f"cp{value}"))
            elif name == "f" and value is not None:
                font = value
                if not state.fonts:
                    state = state._replace(encoding=fonts.get(value))
            elif name == "fcharset" and state.fonts and value in CHARSETS:
                if value:
                    fonts[font] = CHARSETS[value]
            elif name == "u" and value is not None:
                if not state.hidden:
                    out.add_code(value)
                skipped = state.skip
            elif name == "uc" and value is not None:
                state = state._replace(skip=min(max(value, 0), 10))
            elif not state.hidden:
                state = _written(out, state, name, value)
            starred = False
        elif sign is not None:
            starred = sign == b"*"
            if not state.hidden and sign in {b"~", b"_", b"{", b"}", b"\\", b"\n", b"\r"}:
                shown = sign.decode("ascii")
                if shown in "\r\n":
                    out.end(state)
                elif skipped:
                    skipped -= 1
                else:
                    out.add(SIGNS.get(shown, shown))
        elif byte is not None or plain is not None:
            given = bytes.fromhex(byte.decode("ascii")) if byte is not None else plain
            if skipped:
                given, skipped = given[skipped:], max(0, skipped - len(given))
            if given and not state.hidden:
                out.add_bytes(given, encoding)
    if stack and position >= end:
        yield "truncated", "the file ends in the middle"
    out.end(state)


def _begun(out: _Writer, state: _State, style: str) -> _State:
    """A note inside a paragraph is written beside it: what stands before it is kept for its own line."""
    if style == "footnote" and any(part.strip() for part in out.parts):
        out.page.add("".join(out.parts).replace("\n", " "), tag="p", end="")
        out.parts.clear()
    return state._replace(style=style, hidden=False)


def _written(out: _Writer, state: _State, name: str, value: int | None) -> _State:
    if name in {"par", "sect", "page"}:
        out.end(state)
    elif name == "cell":
        out.end(state, cell=True)
    elif name == "row":
        out.flush()
        out.row, out.column = out.row + 1, 0
    elif name == "intbl":
        if not out.in_table:
            out.table, out.row, out.column, out.in_table = out.table + 1, 0, 0, True
    elif name == "pard":
        out.in_table = out.in_table and out.column > 0
        if not out.in_table and out.row:
            out.row = 0
        state = state._replace(bold=False)
    elif name in {"b", "plain"}:
        state = state._replace(bold=name == "b" and value != 0)
    elif name in {"v", "deleted"}:
        state = state._replace(hidden=value != 0)
    elif name in SIGNS:
        out.add(SIGNS[name])
    return state


def _codec(name: str) -> str:
    try:
        codecs.lookup(name)
    except LookupError:
        return "cp1252"
    return name
