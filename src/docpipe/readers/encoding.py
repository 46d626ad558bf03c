"""Bytes to text, exactly, or with a word about every byte that is not."""

import codecs
import re
from typing import NamedTuple

from resiliparse.parse.encoding import detect_encoding

from docpipe.readers.frequent import likeness
from docpipe.reading import Fault
from docpipe.span import Span

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SAMPLE = 200_000
EAST_ASIAN = ("gb18030", "big5hkscs", "cp932", "cp949")
LIKELY = 0.35  # of the characters are frequent ones; text read in a wrong encoding has a fifth at most
LONG_ASCII = re.compile(rb"([\x00-\x7f])[\x00-\x7f]{8,}")
BEYOND_ASCII = re.compile(rb"[\x80-\xff]+")
LEAST_TELLING = 4  # bytes
WINDOW = 48
NO_CHARACTER = re.compile("[\uf8f0-\uf8f3]")  # what Python gives for bytes that Shift-JIS does not have
# What the families of legacy encodings are decoded as: the widest member of each, as browsers do.
WIDEST = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc-kr": "cp949",
    "iso-8859-1": "cp1252",
    "ascii": "utf-8",
}


class Decoded(NamedTuple):
    """Text, the encoding that it was in, whether encoding it again gives the bytes, and what is to be said."""

    text: str
    encoding: str
    exact: bool
    faults: tuple[Fault, ...] = ()


def _tolerant_utf8(sample: bytes) -> bool:
    """Whether bytes are UTF-8 but for a few that are broken: one in a hundred multi-byte sequences."""
    text = sample.decode("utf-8", "replace")
    wrong = text.count("\ufffd") - sample.count("\ufffd".encode())
    many = sum(1 for char in text if char > "\x7f") - wrong
    return many > 0 and wrong <= max(1, many // 50)


def _utf16(sample: bytes) -> str | None:
    """UTF-16 without a mark: white space and ASCII leave a zero in every second byte; common Han rows cluster."""
    if len(sample) < 4:
        return None
    even, odd = sample[0::2], sample[1::2]
    half = len(even)
    for name, high, low in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        zeros, han = high.count(0), sum(0x4E <= byte <= 0x9F for byte in high)
        if sample.isascii() and (zeros < 0.4 * half or half < 4):
            continue  # letters with a few NULs among them, no Han characters
        if zeros + han > 0.85 * half and (zeros > 0.02 * half or han > 0.7 * half) and low.count(0) < 0.1 * half:
            wrong = sample[: len(sample) // 2 * 2].decode(name, "replace").count("\ufffd")
            if wrong <= max(1, half // 100):
                return name
    return None


def _likely(sample: bytes, declared: str | None) -> str | None:
    """The encoding of East Asia that makes the sample look most like writing; None where none does."""
    # Most of a page of markup is ASCII, which says nothing.
    telling = LONG_ASCII.sub(rb"\1\n", sample)
    half = len(telling) // 2
    # Of a short text, a bad byte may shift all that follows it: then one half of it, or the other, still tells.
    for views in ((telling,), (telling[:half], telling[half:], telling[half + 1 :])):
        found = [
            (likeness(view, name) + (0.03 if name == declared else 0.0), name) for view in views for name in EAST_ASIAN
        ]
        found += [(likeness(sample, name), name) for name in ("utf-16-le", "utf-16-be")]
        best, name = max(found)
        if best > LIKELY and len(views[0]) >= LEAST_TELLING:
            return name
    return None


def _western(sample: bytes) -> bool:
    """Whether bytes beyond ASCII stand alone among letters, as accented ones do; those of East Asia come in pairs."""
    runs = BEYOND_ASCII.findall(sample)
    return bool(runs) and sum(len(run) == 1 for run in runs) > 0.6 * len(runs)


def _known(name: str | None) -> str | None:
    if not name:
        return None
    try:
        found = codecs.lookup(name.strip().lower()).name
    except (LookupError, ValueError):
        return None
    return WIDEST.get(found, found)


def _fits(content: bytes, name: str) -> bool:
    try:
        content.decode(name)
    except (UnicodeDecodeError, ValueError):
        return False
    return True


DECLARED = re.compile(rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w:.-]{2,30})""", re.I)


def declared(content: bytes) -> str | None:
    """The encoding that markup says it is in, as written; None where it says nothing."""
    found = DECLARED.search(content, 0, 8192)
    return found[1].decode("ascii") if found else None


def disagreement(told: str | None, used: str) -> tuple[Fault, ...]:
    """A fault where a page says one encoding and its bytes are another."""
    if told is None or used.startswith(("utf-16", "utf-32")) or _known(told) in {used, None}:
        return ()
    return (Fault("encoding_conflict", f"the page says {told}, its bytes are {used}"),)


def encoding_of(content: bytes, declared: str | None = None) -> str:
    """The encoding of bytes: mark, valid UTF-8, UTF-16 without a mark, nearly valid UTF-8, what looks like writing.

    A declaration is only believed where the bytes can be decoded by it and are no UTF-8.
    """
    for mark, name in BOMS:
        if content.startswith(mark):
            return name
    if b"\0" in content[:SAMPLE]:
        wide = _utf16(content[:SAMPLE])
        if wide is not None:
            return wide
    if _fits(content, "utf-8"):
        return "utf-8"
    if _tolerant_utf8(content[:SAMPLE]):
        return "utf-8"
    likely = _likely(content[:SAMPLE], _known(declared))
    if likely is not None:
        return likely
    wide = _utf16(content[:SAMPLE])
    if wide is not None:
        return wide
    detected = _known(detect_encoding(content[:SAMPLE]))
    if detected in {None, "utf-8", "cp1252"} and _western(content[:SAMPLE]):
        return "cp1252"
    if detected in {None, "utf-8", "cp1252"}:
        told = _known(declared)
        for known in (told, "gb18030", "cp949", "big5hkscs", "cp932"):
            if known is not None and known != "utf-8" and _fits(content, known):
                return known
    return detected or "utf-8"


def decode(content: bytes, declared: str | None = None) -> Decoded:
    """The text of bytes. What cannot be decoded becomes U+FFFD and a fault with its place and its bytes."""
    name = encoding_of(content, declared)
    mark = next((mark for mark, known in BOMS if content.startswith(mark)), b"")
    if name == "utf-16":
        name = "utf-16-le" if mark == codecs.BOM_UTF16_LE else "utf-16-be"
    elif name == "utf-32":
        name = "utf-32-le" if mark == codecs.BOM_UTF32_LE else "utf-32-be"
    elif name == "utf-8-sig":
        name = "utf-8"
    raw = content[len(mark) :]
    try:
        text = raw.decode(name)
    except UnicodeDecodeError:
        return _lossy(raw, name)
    if name == "utf-8":
        return Decoded(text, name, exact=True)  # one text for each run of bytes, without surrogates
    faults: tuple[Fault, ...] = ()
    exact = text.encode(name, "surrogatepass") == raw
    if not exact:
        faults = (Fault("not_reversible", f"encoding the text as {name} does not give the same bytes again", "info"),)
    if name == "cp932":
        faults += tuple(
            Fault("undecodable", f"a byte that is no {name}", "warning", Span(found.start(), found.end()))
            for found in NO_CHARACTER.finditer(text)
        )
    if re.search("[\ud800-\udfff]", text):
        text, faults = (
            re.sub("[\ud800-\udfff]", "\ufffd", text),
            (*faults, Fault("surrogates", "lone surrogates were replaced")),
        )
    return Decoded(text, name, exact, faults)


MOST_NAMED = 20  # places that get a fault of their own
FAR_TOO_MANY = 1000


def _resumed(raw: bytes, wrong: UnicodeDecodeError, name: str) -> int:
    """Where to go on behind a wrong byte: in encodings of two bytes, where what follows looks like writing.

    Else everything up to the next ASCII letter would be read shifted by a byte, and nothing would tell.
    """
    if name not in EAST_ASIAN:
        return wrong.end
    places = range(wrong.start + 1, min(wrong.start + 4, len(raw) + 1))
    return max(places, key=lambda at: (likeness(raw[at : at + WINDOW], name) - 0.02 * (at - wrong.start), -at))


def _lossy(raw: bytes, name: str) -> Decoded:
    """The text with U+FFFD where bytes are wrong; the first places are named, each with its bytes."""
    places: list[tuple[int, int]] = []

    def note(wrong: UnicodeError) -> tuple[str, int]:
        if not isinstance(wrong, UnicodeDecodeError):
            raise wrong
        end = _resumed(raw, wrong, name)
        places.append((wrong.start, end))
        return "\ufffd", end

    codecs.register_error("docpipe-note", note)
    text = raw.decode(name, "docpipe-note")
    faults, at, done = list[Fault](), 0, 0
    for start, end in places[:MOST_NAMED]:
        at += len(raw[done:start].decode(name, "replace"))
        message = f"byte {start} is no {name}: {raw[start : min(end, start + 16)].hex(' ')}"
        faults.append(Fault("undecodable", message, "warning", Span(at, at + 1)))
        at, done = at + 1, end
    if len(places) > MOST_NAMED:
        severity = "error" if len(places) > FAR_TOO_MANY and len(places) > len(text) // 100 else "warning"
        faults.append(Fault("undecodable", f"{len(places)} places cannot be decoded as {name}", severity))
    return Decoded(text, name, False, tuple(faults))
