"""What bytes are, by their content first and their name second."""

import re
from pathlib import PurePosixPath

from docpipe.readers.encoding import encoding_of

SAMPLE = 65_536
TEXT, HTML, BINARY = "text/plain", "text/html", "application/octet-stream"
# Content at a known place; the longest run of bytes comes first where several begin alike.
MAGIC: tuple[tuple[int, bytes, str], ...] = (
    (0, b"%PDF-", "application/pdf"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (0, b"II*\0", "image/tiff"),
    (0, b"MM\0*", "image/tiff"),
    (0, b"BM", "image/bmp"),
    (8, b"WEBP", "image/webp"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (0, b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (0, b"Rar!\x1a\x07", "application/vnd.rar"),
    (0, b"\x1f\x8b", "application/gzip"),
    (0, b"BZh", "application/x-bzip2"),
    (0, b"\xfd7zXZ\0", "application/x-xz"),
    (257, b"ustar", "application/x-tar"),
    (0, b"PK\x03\x04", "application/zip"),
    (0, b"PK\x05\x06", "application/zip"),
    (0, b"{\\rtf", "application/rtf"),
    (0, b"WARC/", "application/warc"),
    (0, b"PAR1", "application/vnd.apache.parquet"),
    (0, b"\x7fELF", "application/x-executable"),
    (0, b"MZ\x90", "application/x-executable"),
    (0, b"ID3", "audio/mpeg"),
    (4, b"ftyp", "video/mp4"),
    (0, b"OggS", "audio/ogg"),
    (0, b"SQLite format 3\0", "application/vnd.sqlite3"),
)
TAGS = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|title|script|style|link|div|p|table|span|article|section|h[1-6]|ul|a"
    rb"|br|font|center|iframe|main|img|frameset)\b[^<>]{0,400}/?>",
    re.IGNORECASE,
)
HTML_NAMES = {".html", ".htm", ".xhtml", ".shtml", ".php", ".asp", ".aspx", ".jsp", ".mhtml"}
MANY_TAGS = 3


def media_type_of(content: bytes, name: str = "") -> str:
    """The media type: by magic bytes, else HTML by its tags, else text by its bytes, else unknown binary."""
    from docpipe.readers.registry import sniff

    found = sniff(content, name)
    if found is not None:
        return found
    for at, magic, media in MAGIC:
        if content.startswith(magic, at):
            return media
    sample = content[:SAMPLE]
    if looks_binary(sample):
        return BINARY
    return HTML if looks_html(sample, name) else TEXT


def looks_html(sample: bytes, name: str = "") -> bool:
    """Whether bytes are markup: a document's own tags at the start, or several tags, fewer where the name says so."""
    if b"\0" in sample[:200]:  # UTF-16 markup
        sample = sample.replace(b"\0", b"")
    if re.match(
        rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b",
        sample,
        re.I | re.S,
    ):
        return True
    tags = sum(1 for _ in TAGS.finditer(sample))
    if PurePosixPath(name.lower()).suffix in HTML_NAMES:
        return tags >= 1
    # A text that talks about markup has a tag or two; a saved page has them all over, or opens with one.
    return tags >= MANY_TAGS and (tags >= len(sample) / 2000 or sample.lstrip()[:1] == b"<")


def looks_binary(sample: bytes) -> bool:
    """Whether bytes are no text in any encoding: control characters that no text has."""
    if not sample:
        return False
    if b"\0" in sample:
        name = encoding_of(sample)
        if name.startswith(("utf-16", "utf-32")):
            return False
        if sample.count(b"\0") <= max(2, len(sample) // 500):
            sample = sample.replace(b"\0", b"")
        else:
            return True
    control = len(sample) - len(sample.translate(None, CONTROL))
    if control > max(2, len(sample) // 200):
        return True
    try:
        sample[:-4].decode("utf-8")
    except UnicodeDecodeError:
        text = sample.decode(encoding_of(sample), "replace")
        return text.count("\ufffd") > max(4, len(text) // 10)
    return False


CONTROL = bytes(code for code in (*range(32), 127) if code not in {7, 8, 9, 10, 11, 12, 13, 27})
