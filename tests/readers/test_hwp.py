"""Hangul files, made here record by record."""

import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docpipe.readers import Unreadable, read
from docpipe.reading import Reading
from docpipe.source import Source
from tests.readers.test_doc import compound

PARAGRAPH, TEXT, CONTROL, LIST = 66, 67, 71, 72


def record(tag: int, level: int, content: bytes) -> bytes:
    if len(content) < 0xFFF:
        return struct.pack("<I", tag | level << 10 | len(content) << 20) + content
    return struct.pack("<II", tag | level << 10 | 0xFFF << 20, len(content)) + content


def paragraph(text: str, level: int = 0) -> bytes:
    return record(PARAGRAPH, level, bytes(22)) + record(TEXT, level + 1, (text + "\r").encode("utf-16-le"))


def inside(kind: str, *texts: str) -> bytes:
    """What a control holds: a note, a header."""
    return (
        record(CONTROL, 1, kind[::-1].encode())
        + record(LIST, 2, bytes(8))
        + b"".join(paragraph(text, 2) for text in texts)
    )


def table(rows: list[list[str]]) -> bytes:
    found = record(CONTROL, 1, b" lbt" + bytes(4))
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            found += record(LIST, 2, bytes(8) + struct.pack("<4H", column, row, 1, 1)) + paragraph(cell, 2)
    return found


def hwp(*sections: bytes, flags: int = 1) -> bytes:
    streams = {"FileHeader": b"HWP Document File".ljust(32, b"\0") + struct.pack("<II", 0x05000300, flags)}
    for number, section in enumerate(sections):
        if flags & 1:
            tool = zlib.compressobj(wbits=-15)
            streams[f"Section{number}"] = tool.compress(section) + tool.flush()
        else:
            streams[f"Section{number}"] = section
    return compound(streams)


def shown(content: bytes) -> Reading:
    return read(content, Source("a", "x.hwp", media_type="application/x-ole-storage"))


@pytest.mark.parametrize("flags", [0, 1])
def test_text_tables_and_notes(flags: int) -> None:
    control = "\x0b" + "\0" * 7  # eight units that show nothing
    long = "가나다라" * 1000
    first = paragraph("상수도 점검 안내") + paragraph(f"표는{control} 다음과\x1e같다.")
    first += table([["구분", "수량"], ["밸브", "12"]]) + inside("head", "머리말") + inside("tcmt", "숨은 설명")
    reading = shown(hwp(first, paragraph(long) + paragraph("둘째\n줄\t끝".replace("\t", "\t" + "\0" * 7)), flags=flags))
    assert reading.text.splitlines() == [
        "상수도 점검 안내", "표는 다음과\u00a0같다.", "구분", "수량", "밸브", "12", "머리말", long, "둘째", "줄\t끝",
    ]  # fmt: skip
    assert [tuple(piece.cell)[:3] for piece in reading.pieces if piece.cell] == [
        (0, 0, 0), (0, 0, 1), (0, 1, 0), (0, 1, 1),
    ]  # fmt: skip
    assert [piece.style for piece in reading.pieces if piece.style] == ["header"]
    assert reading.reader == "hwp" and reading.faults == ()


def test_what_is_locked_or_damaged() -> None:
    for flags, code in ((3, "encrypted"), (5, "unsupported")):
        with pytest.raises(Unreadable, match=code):
            shown(hwp(paragraph("글"), flags=flags))
    with pytest.raises(Unreadable, match="empty"):
        shown(hwp(b""))
    whole = b"".join(paragraph(f"{at}번째 문단 {at * 7919 % 1000}") for at in range(2000))
    tool = zlib.compressobj(wbits=-15)
    packed = tool.compress(whole) + tool.flush()
    head = b"HWP Document File".ljust(32, b"\0") + struct.pack("<II", 0x05000300, 1)
    reading = shown(compound({"FileHeader": head, "Section0": packed[: len(packed) // 2]}))
    assert "0번째 문단" in reading.text and [fault.code for fault in reading.faults] == ["truncated"]


def test_a_section_that_unpacks_to_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("docpipe.readers.hwp.LARGEST", 1 << 20)
    with pytest.raises(Unreadable, match="too_large"):
        shown(hwp(bytes(2 << 20)))


WHOLE = hwp(paragraph("상수도 점검") + table([["가", "나"], ["다", "라"]]), flags=0)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 100_000), st.binary(max_size=8))
def test_damage_gives_a_reading_or_a_refusal(at: int, damage: bytes) -> None:
    raw = bytearray(WHOLE)
    at %= len(raw)
    raw[at : at + len(damage)] = damage
    try:
        assert isinstance(shown(bytes(raw)), Reading)
    except Unreadable as refused:
        assert refused.code and refused.reason


@pytest.mark.corpus
def test_real_files(shared: object) -> None:
    from pathlib import Path

    folder = Path(str(shared)) / "corpus/binary/format_fixtures"
    if not folder.is_dir():
        pytest.skip("no real Hangul files here")
    assert shown((folder / "testHWP_5.0.hwp").read_bytes()).text.split() == ["테스트", "test"]
    assert "컨텐츠 분석 툴킷" in shown((folder / "testHWP-v5b.hwp").read_bytes()).text
