"""Word files from before 2007 (.doc, and .wps that are such): their text; numbers of lists stand nowhere in it."""

import re
import struct
from collections.abc import Iterator

from docpipe.readers.formats_other import OLE
from docpipe.readers.hwp import is_hwp, read_hwp
from docpipe.readers.office import CALC, IMPRESS, WRITER, needed
from docpipe.readers.ole import Compound
from docpipe.readers.paragraphs import Paragraphs
from docpipe.readers.unreadable import Unreadable
from docpipe.reading import Cell, Fault, Reading
from docpipe.source import Source

WORD_97 = 0xC1
IDENTS = {0xA5EC, 0xA5DC, 0xA697, 0xA699}
PAGES = {0x04: "gb18030", 0x11: "cp932", 0x12: "cp949", 0x19: "cp1251"}
TRADITIONAL = {0x0404, 0x0C04, 0x1404}
FIELD = re.compile(r"\x13[^\x13\x14\x15]*(?:\x14([^\x13\x14\x15]*))?\x15")
GONE = {code: None for code in (*range(1, 7), 8, *range(14, 30), 31) if code not in {0x13, 0x14, 0x15}} | {0x1E: "-"}
# What is no text of the page, by the stream that gives it away.
OTHERS = (
    ("Workbook", needed(CALC)),
    ("Book", needed(CALC)),
    ("PowerPoint Document", needed(IMPRESS)),
    ("MatOST", needed(WRITER)),
    ("CONTENTS", needed(WRITER)),
    ("MN0", needed(WRITER)),
    ("__properties_version1.0", Unreadable("unsupported", "Outlook messages (.msg) are not read; save it as .eml")),
)


def read_ole(content: bytes, source: Source) -> Reading:
    """The text of a Word file: body, then notes, headers and text boxes. Raises Unreadable, by name for other files."""
    try:
        file = Compound(content)
    except (ValueError, struct.error) as broken:
        raise Unreadable("corrupt", f"no Office file that can be opened: {broken}") from broken
    if "EncryptedPackage" in file.streams:
        raise Unreadable("encrypted", "the Office file is encrypted: a password is needed")
    main = file.stream("WordDocument")
    if not main:
        if is_hwp(file):
            return read_hwp(file)
        for name, refusal in OTHERS:
            if name in file.streams:
                raise Unreadable(refusal.code, refusal.reason)
        held = ", ".join(sorted(file.streams)[:5]).replace("\x05", "")
        raise Unreadable(
            "unsupported", f"an Office file of before 2007 that is no Word file (it holds {held or 'nothing'})"
        )
    try:
        parts, faults = _parts(file, main)
    except (struct.error, IndexError, ValueError) as broken:
        raise Unreadable("corrupt", f"the Word file is damaged: {broken}") from broken
    page = Paragraphs()
    page.faults.extend(faults)
    tables = 0
    for text, style in parts:
        tables = _written(page, text, style, tables)
    if not page.pieces:
        raise Unreadable("empty", "the Word file holds no text")
    return page.reading("doc", OLE, _properties(file.stream("\x05SummaryInformation")))


def _parts(file: Compound, main: bytes) -> tuple[list[tuple[str, str | None]], list[Fault]]:
    """Stretches of the text, each with its style."""
    ident, version = struct.unpack_from("<HH", main, 0)
    language, flags = struct.unpack_from("<H2xH", main, 6)
    if ident not in IDENTS:
        raise ValueError("it does not begin as one")
    if flags & 0x0100:
        raise Unreadable("encrypted", "the Word file is encrypted: a password is needed")
    codec = "big5" if language in TRADITIONAL else PAGES.get(language & 0x3FF, "cp1252")
    if version >= WORD_97:
        counts = struct.unpack_from("<8i", main, 0x4C)
        table = file.stream("1Table" if flags & 0x0200 else "0Table") or file.stream("0Table") or file.stream("1Table")
        at, size = struct.unpack_from("<II", main, 0x01A2)
        pieces = list(_pieces(table[at : at + size]))
        text = "".join(_text(main, start, count, packed, "cp1252") for start, count, packed in pieces)
    else:
        counts = struct.unpack_from("<8i", main, 0x34)
        first, last = struct.unpack_from("<II", main, 0x18)
        at, size = struct.unpack_from("<II", main, 0x0160) if flags & 0x0004 else (0, 0)
        pieces = list(_pieces(main[at : at + size])) if size else []
        raw = (
            b"".join(main[start : start + count] for start, count, _ in _bytes_of(pieces))
            if pieces
            else main[first:last]
        )
        raw = raw[: sum(max(0, count) for count in counts)] if pieces else raw
        # Counts are of bytes: each part is decoded by itself.
        return _split_bytes(raw, counts, codec), []
    found, position = [], 0
    for count, style in zip(
        counts, (None, "footnote", "header", None, "comment", "footnote", None, "header"), strict=True
    ):
        part = text[position : position + max(0, count)]
        position += max(0, count)
        if style != "comment":
            found.append((part, style))
    short = counts[0] > len(text)
    return found, [Fault("truncated", "the Word file ends before its text does", "error")] if short else []


def _bytes_of(pieces: list[tuple[int, int, bool]]) -> list[tuple[int, int, bool]]:
    """Pieces of Word 6 and 95, which are always single bytes, at the place itself."""
    return [(start * 2 if packed else start, count, packed) for start, count, packed in pieces]


def _split_bytes(raw: bytes, counts: tuple[int, ...], codec: str) -> list[tuple[str, str | None]]:
    found: list[tuple[str, str | None]] = []
    position = 0
    for count, style in zip(counts[:3], (None, "footnote", "header"), strict=True):
        part = raw[position : position + max(0, count)]
        position += max(0, count)
        found.append((part.decode(codec, "replace"), style))
    return found


def _pieces(clx: bytes) -> Iterator[tuple[int, int, bool]]:
    """(offset, characters, one byte each) of the table of pieces."""
    at = 0
    while at < len(clx) and clx[at] == 1:
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    if at >= len(clx) or clx[at] != 2:
        raise ValueError("it has no table of pieces")
    size = struct.unpack_from("<I", clx, at + 1)[0]
    plc = clx[at + 5 : at + 5 + size]
    count = (len(plc) - 4) // 12
    places = struct.unpack_from(f"<{count + 1}I", plc, 0)
    for number in range(count):
        start = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * number + 2)[0]
        packed = bool(start & 0x40000000)
        start &= 0x3FFFFFFF
        length = places[number + 1] - places[number]
        if 0 < length < 1 << 28:
            yield (start // 2 if packed else start), length, packed


def _text(main: bytes, start: int, count: int, packed: bool, codec: str) -> str:
    raw = main[start : start + (count if packed else 2 * count)]
    return raw.decode(codec if packed else "utf-16-le", "replace")


def _written(page: Paragraphs, text: str, style: str | None, tables: int) -> int:
    """Adds paragraphs and cells; how many tables there are now."""
    for _ in range(20):  # fields inside fields; what a field shows stays, what it does goes
        text, changed = FIELD.subn(lambda found: found[1] or "", text)
        if not changed:
            break
    cells: list[str] = []
    for part in re.split(r"(?<=[\r\x07\x0c])", text.translate(GONE)):
        body, end = part[:-1] if part[-1:] in {"\r", "\x07", "\x0c"} else part, part[-1:]
        body = body.translate({0x13: None, 0x14: None, 0x15: None, 0: None})
        if end == "\x07":
            cells.append(body)
            continue
        if cells:
            _table(page, cells, tables, style)
            tables += 1
            cells = []
        for line in body.split("\x0b"):
            page.add(line, tag="p", style=style)
    if cells:
        _table(page, cells, tables, style)
        tables += 1
    return tables


def _table(page: Paragraphs, cells: list[str], number: int, style: str | None) -> None:
    """Cells with their places where the marks at the ends of rows tell how many columns there are."""
    width = _width(cells)
    for at, cell in enumerate(cells):
        place = Cell(number, at // (width + 1), at % (width + 1)) if width else None
        for line in cell.split("\x0b"):
            page.add(line, tag="td", style=style, cell=place)


def _width(cells: list[str]) -> int | None:
    """How many columns a table has: after each row stands a mark that looks like an empty cell."""
    for width in range(1, min(64, len(cells))):
        if len(cells) % (width + 1) == 0 and not any(cell.strip() for cell in cells[width :: width + 1]):
            return width
    return None


def _properties(raw: bytes) -> tuple[tuple[str, str], ...]:
    """Title, subject and author of the summary, where it can be read."""
    try:
        start = struct.unpack_from("<I", raw, 44)[0]
        count = min(struct.unpack_from("<I", raw, start + 4)[0], 100)
        places = dict(struct.unpack_from("<II", raw, start + 8 + 8 * at) for at in range(count))
        codec = "cp1252"
        if 1 in places:
            page = struct.unpack_from("<H", raw, start + places[1] + 4)[0]
            codec = {936: "gb18030", 950: "big5", 932: "cp932", 65001: "utf-8"}.get(page, "cp1252")
        found = []
        for key, name in ((2, "title"), (3, "subject"), (4, "author")):
            if key in places and struct.unpack_from("<I", raw, start + places[key])[0] == 30:
                size = struct.unpack_from("<I", raw, start + places[key] + 4)[0]
                at = start + places[key] + 8
                value = raw[at : at + min(size, 1000)].split(b"\0")[0].decode(codec, "replace").strip()
                if value:
                    found.append((f"doc:{name}", value))
    except struct.error:
        return ()
    return tuple(found)
