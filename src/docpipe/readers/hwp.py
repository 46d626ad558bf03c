"""Hangul files (.hwp, version 5): the records of their sections (Hancom, "Hwp Document File Formats 5.0", 4.3)."""

import struct
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from docpipe.readers.formats_other import OLE
from docpipe.readers.ole import Compound
from docpipe.readers.paragraphs import Paragraphs
from docpipe.readers.unreadable import Unreadable
from docpipe.reading import Cell, Fault, Reading

SIGNATURE = b"HWP Document File"
COMPRESSED, LOCKED, DISTRIBUTED = 1, 2, 4
PARAGRAPH, TEXT, CONTROL, LIST = 66, 67, 71, 72
# Control characters that are one unit long; every other one takes eight.
SINGLE = {0: "", 10: "\n", 13: "", 24: "-", 25: "", 26: "", 27: "", 28: "", 29: "", 30: "\u00a0", 31: " "}
STYLES = {b"head": "header", b"foot": "footer", b"fn  ": "footnote", b"en  ": "footnote"}
HIDDEN = b"tcmt"  # a hidden comment
LARGEST, MOST_SECTIONS = 64 << 20, 1_000


class _Open(NamedTuple):
    """A control that the records run through."""

    level: int
    kind: bytes
    number: int
    cell: Cell | None


def is_hwp(file: Compound) -> bool:
    return file.stream("FileHeader").startswith(SIGNATURE)


def read_hwp(file: Compound) -> Reading:
    """The text of the sections, tables cell by cell. Raises Unreadable."""
    head = file.stream("FileHeader").ljust(40, b"\0")
    flags = struct.unpack_from("<I", head, 36)[0]
    if flags & LOCKED:
        raise Unreadable("encrypted", "the Hangul file is encrypted: a password is needed")
    if flags & DISTRIBUTED:
        raise Unreadable("unsupported", "the Hangul file is locked for distribution; save it as .docx or PDF")
    page, tables = Paragraphs(), 0
    for number in range(MOST_SECTIONS):
        raw = file.stream(f"Section{number}")
        if not raw:
            break
        raw, whole = _unpacked(raw) if flags & COMPRESSED else (raw, True)
        tables = _section(raw, page, tables)
        if not whole:
            page.faults.append(Fault("truncated", f"section {number + 1} of the Hangul file is damaged", "error"))
    if not page.pieces:
        raise Unreadable("empty", "the Hangul file holds no text")
    return page.reading("hwp", OLE)


def _unpacked(raw: bytes) -> tuple[bytes, bool]:
    """What was packed, and whether all of it came out. Raises Unreadable."""
    tool = zlib.decompressobj(-15)
    parts = []
    try:
        # Piece by piece, so that what stands before the damage is kept.
        for at in range(0, len(raw), 4096):
            parts.append(tool.decompress(raw[at : at + 4096], LARGEST))
            if sum(map(len, parts)) >= LARGEST:
                raise Unreadable("too_large", f"a section of the Hangul file unpacks to more than {LARGEST >> 20} MB")
    except zlib.error:
        return b"".join(parts), False
    return b"".join(parts), tool.eof


def _records(raw: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Tag, level and content."""
    at = 0
    while at + 4 <= len(raw):
        head = struct.unpack_from("<I", raw, at)[0]
        size, at = head >> 20, at + 4
        if size == 0xFFF:
            if at + 4 > len(raw):
                return
            size, at = struct.unpack_from("<I", raw, at)[0], at + 4
        yield head & 0x3FF, head >> 10 & 0x3FF, raw[at : at + size]
        at += size


def _section(raw: bytes, page: Paragraphs, tables: int) -> int:
    """Adds the paragraphs of a section; how many tables there are now."""
    opened: list[_Open] = []
    for tag, level, content in _records(raw):
        if tag in {PARAGRAPH, CONTROL}:
            while opened and opened[-1].level >= level:
                opened.pop()
        if tag == CONTROL:
            kind = content[3::-1]
            opened.append(_Open(level, kind, tables, None))
            tables += kind == b"tbl "
        elif tag == LIST and opened and opened[-1].kind == b"tbl " and len(content) >= 16:
            column, row, across, down = struct.unpack_from("<4H", content, 8)
            place = Cell(opened[-1].number, row, column, max(1, down), max(1, across))
            opened[-1] = opened[-1]._replace(cell=place)
        elif tag == TEXT and not any(item.kind == HIDDEN for item in opened):
            cell = next((item.cell for item in reversed(opened) if item.cell is not None), None)
            style = next((STYLES[item.kind] for item in reversed(opened) if item.kind in STYLES), None)
            for line in _text(content).split("\n"):
                page.add(line, tag="p" if cell is None else "td", style=style, cell=cell)
    return tables


def _text(content: bytes) -> str:
    """The characters of a paragraph without its controls."""
    units = struct.unpack(f"<{len(content) // 2}H", content[: len(content) // 2 * 2])
    shown, at = bytearray(), 0
    while at < len(units):
        unit = units[at]
        if unit >= 32:
            shown += struct.pack("<H", unit)
            at += 1
        elif unit in SINGLE:
            shown += SINGLE[unit].encode("utf-16-le")
            at += 1
        else:
            shown += "\t".encode("utf-16-le") if unit == 9 else b""
            at += 8
    return shown.decode("utf-16-le", "replace")
