"""Word files from before 2007, made here byte by byte."""

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docpipe.readers import Unreadable, read
from docpipe.reading import Reading
from docpipe.source import Source


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file of streams that are each padded to sectors of their own."""
    end, free = 0xFFFFFFFE, 0xFFFFFFFF
    fat = [0xFFFFFFFD, end]  # the table itself, the directory
    entries = [("Root Entry", 5, end, 0)]
    body = b""
    for name, content in streams.items():
        count = max(8, -(-len(content) // 512))
        entries.append((name, 2, len(fat), count * 512))
        fat += [*range(len(fat) + 1, len(fat) + count), end]
        body += content.ljust(count * 512, b"\0")
    directory = b""
    for name, kind, start, size in entries:
        raw = name.encode("utf-16-le") + b"\0\0"
        directory += raw.ljust(64, b"\0") + struct.pack("<HBB3I", len(raw), kind, 1, free, free, free) + bytes(36)
        directory += struct.pack("<III", start, size, 0)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6) + bytes(10)
    head += (
        struct.pack("<II4xI", 1, 1, 4096) + struct.pack("<4I", end, 0, end, 0) + struct.pack("<109I", 0, *[free] * 108)
    )
    assert len(fat) <= 128 and len(directory) <= 512
    return head + struct.pack("<128I", *(fat + [free] * (128 - len(fat)))) + directory.ljust(512, b"\0") + body


def word(text: str, ascii_tail: str = "", flags: int = 0x0200) -> bytes:
    main = bytearray(2048)
    struct.pack_into("<HH", main, 0, 0xA5EC, 0xC1)
    struct.pack_into("<HxxH", main, 6, 0x0804, flags)
    struct.pack_into("<8i", main, 0x4C, len(text) + len(ascii_tail), 0, 0, 0, 0, 0, 0, 0)
    wide = text.encode("utf-16-le")
    main += wide + ascii_tail.encode("cp1252")
    places = struct.pack("<III", 0, len(text), len(text) + len(ascii_tail))
    pieces = struct.pack("<HIH", 0, 2048, 0) + struct.pack("<HIH", 0, (2048 + len(wide)) * 2 | 0x40000000, 0)
    clx = b"\x01\x02\x00ab\x02" + struct.pack("<I", len(places + pieces)) + places + pieces
    struct.pack_into("<II", main, 0x01A2, 0, len(clx))
    return compound({"WordDocument": bytes(main), "1Table": clx})


def shown(content: bytes) -> Reading:
    return read(content, Source("a", "x.doc"))


def test_text_fields_and_tables() -> None:
    text = "关于换证的通知\r各单位：\r单位\x07人数\x07\x07一科\x0712\x07\x07见\x13 HYPERLINK http://x \x14附件\x15。\r"
    reading = shown(word(text, "The end.\r"))
    assert reading.text.splitlines() == [
        "关于换证的通知", "各单位：", "单位", "人数", "一科", "12", "见附件。", "The end.",
    ]  # fmt: skip
    assert [tuple(piece.cell)[1:3] for piece in reading.pieces if piece.cell] == [(0, 0), (0, 1), (1, 0), (1, 1)]


def test_others_are_refused_by_name() -> None:
    for content, code in (
        (word("x\r", flags=0x0300), "encrypted"),
        (compound({"EncryptedPackage": b"x"}), "encrypted"),
        (compound({"__properties_version1.0": b"x"}), "unsupported"),
        (compound({"Strange": b"x"}), "unsupported"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "corrupt"),
        (word(""), "empty"),
    ):
        with pytest.raises(Unreadable, match=code):
            shown(content)


WHOLE = word("关于换证的通知\r单位\x07人数\x07\x07", "end\r")


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 100_000), st.binary(max_size=8), st.booleans())
def test_damage_gives_a_reading_or_a_refusal(at: int, damage: bytes, cut: bool) -> None:
    raw = bytearray(WHOLE)
    at %= 4096 if at % 3 else len(raw)
    raw[at : at + len(damage)] = damage
    try:
        assert isinstance(
            read(bytes(raw[: at + 9] if cut else raw), Source("a", "x.doc", media_type="application/x-ole-storage")),
            Reading,
        )
    except Unreadable as refused:
        assert refused.code and refused.reason


@pytest.mark.corpus
def test_real_files(shared: object) -> None:
    from pathlib import Path

    folder = Path(str(shared)) / "corpus/binary/format_fixtures"
    if not folder.is_dir():
        pytest.skip("no real Word files here")
    assert "世界雅虎" in shown((folder / "TestChineseProperties.doc").read_bytes()).text
    assert "Last (4th) paragraph." in shown((folder / "Word95.doc").read_bytes()).text
