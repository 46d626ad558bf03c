"""Properties of plain text: whatever the bytes, no character is lost and none is made up."""

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import docpipe
from docpipe.document import Document
from docpipe.readers.encoding import BOMS, decode
from docpipe.readers.text import read_text
from docpipe.readers.unreadable import Unreadable
from docpipe.source import Source

SOURCE = Source("test", "x.txt")
# What official texts are made of, and what breaks naive code: every kind of line end, look-alikes, astral characters.
PHRASES = st.sampled_from(
    "关于做好防汛工作的通知|清河县水利局|清水〔2019〕3号|各乡镇：|一、落实责任。|2019年3月2日|相关链接|英文机翻|the|Notice on Floods|"
    "抄送：县政府办公室|附件：1.名单|简体中文|第一条 为了管理，制定本办法。|\u2028|\x85|\x0b|\x1c|\ufeff|\u3000|\u200b|𠮷|〔2019]3号|（此件公开发布）".split(
        "|"
    )
)
texts = st.lists(PHRASES | st.text(max_size=8), max_size=25).flatmap(
    lambda parts: st.lists(
        st.sampled_from(["\n", "\r\n", "\r", " ", ""]), min_size=len(parts), max_size=len(parts)
    ).map(lambda ends: "".join(part + end for part, end in zip(parts, ends, strict=True)))
)


def mark_of(content: bytes) -> bytes:
    return next((mark for mark, _ in BOMS if content.startswith(mark)), b"")


def holds(document: Document) -> None:
    """The three laws that a document can keep by itself, checked from outside."""
    text, at = document.text, 0
    for block in document.blocks:
        assert block.span.start == at and block.span.end > at
        at = block.span.end
    assert at == len(text)
    for item in document.fields:
        assert (item.span is None) != (item.supplier is None)
        assert item.span is None or item.span.of(text) == item.verbatim
    for child in document.children:
        holds(child)


@settings(max_examples=60, deadline=None)
@given(texts)
def test_blocks_tile_any_text(text: str) -> None:
    try:
        document = docpipe.digest(text.encode("utf-8", "replace"), name="x.txt")
    except docpipe.Unreadable as refused:
        assert refused.reason
        return
    holds(document)


@settings(deadline=None)
@given(st.binary(max_size=400) | texts.map(lambda text: text.encode("gb18030", "replace")))
def test_text_gives_its_bytes_back_or_says_why_not(content: bytes) -> None:
    try:
        reading = read_text(content, SOURCE)
    except Unreadable as refused:
        assert refused.code == "empty" and not decode(content).text.strip()
        return
    assert reading.pieces[0].span.of(reading.text) == reading.text
    said = {fault.code for fault in reading.faults}
    same = mark_of(content) + reading.text.encode(reading.encoding or "", "replace") == content
    assert same or said & {"undecodable", "not_reversible", "surrogates"}


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=80))
def test_utf8_is_read_exactly(text: str) -> None:
    decoded = decode(text.encode("utf-8"))
    wanted = text.removeprefix("\ufeff")
    assert (decoded.text, decoded.encoding, decoded.exact, decoded.faults) == (wanted, "utf-8", True, ())


@pytest.mark.parametrize("content", [b"<p>\0", b"abcdefgh\0ijklmnop", b"xyz\0xyz\0xyz\0\0\0"])
def test_letters_with_nuls_among_them_are_no_utf16(content: bytes) -> None:
    assert decode(content).text == content.decode("ascii")


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [(codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"), (codecs.BOM_UTF32_BE, "utf-32-be")],
)
@given(text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff"), min_size=1, max_size=40))
def test_a_byte_order_mark_decides(mark: bytes, encoding: str, text: str) -> None:
    decoded = decode(mark + text.encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.exact) == (text, encoding, True)
