"""Archives: their members one by one, within limits, without writing anything to disk."""

import bz2
import contextlib
import email
import email.policy
import gzip
import lzma
import re
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from typing import IO, Any, NamedTuple

from docpipe.readers.formats_other import EML, MHTML
from docpipe.source import Source, sha256_of

CONTAINERS: dict[str, str] = {
    "application/zip": "docpipe.readers.containers:members",
    "application/x-tar": "docpipe.readers.containers:members",
    "application/gzip": "docpipe.readers.containers:members",
    "application/x-bzip2": "docpipe.readers.containers:members",
    "application/x-xz": "docpipe.readers.containers:members",
    "application/x-7z-compressed": "docpipe.readers.containers:members",
    "application/warc": "docpipe.readers.containers:members",
    EML: "docpipe.readers.containers:members",
    MHTML: "docpipe.readers.containers:members",
}
MOST_MEMBERS = 100_000
MOST_BYTES = 2 << 30  # unpacked, of one container with all that is nested in it
MEMBER_BYTES = 256 << 20
BOMB_RATIO, BOMB_BYTES = 200, 50 << 20
DEEPEST = 4
HAN = re.compile(r"[\u4e00-\u9fff]")


class Member(NamedTuple):
    """A member with its content, or with a code and a reason why there is none."""

    source: Source
    content: bytes | None
    code: str | None = None
    reason: str | None = None


class _Raw(NamedTuple):
    name: str
    content: bytes | None
    code: str | None = None
    reason: str | None = None
    known: tuple[tuple[str, str], ...] = ()


class _Budget:
    """Bytes and members that a container may still give."""

    def __init__(self) -> None:
        self.bytes, self.members = MOST_BYTES, MOST_MEMBERS


def members(content: bytes, source: Source) -> Iterator[Member]:
    """All members, those of nested containers named `inner.zip!/name`; a fault in one is its row, not the end."""
    yield from _members(content, source, source.media_type or "", 0, _Budget())


def _members(content: bytes, source: Source, media: str, depth: int, budget: _Budget) -> Iterator[Member]:
    from docpipe.readers.media import media_type_of

    prefix = f"{source.member}!/" if source.member else ""
    seen: dict[str, int] = {}
    for raw in _opened(content, media, source):
        seen[raw.name] = seen.get(raw.name, 0) + 1
        name = raw.name if seen[raw.name] == 1 else f"{raw.name}#{seen[raw.name]}"  # two members of one name
        inner = replace(source, member=prefix + name, sha256="", size=0, media_type=None, known=raw.known)
        budget.members -= 1
        if budget.members < 0:
            yield Member(inner, None, "too_many_members", f"the archive has more than {MOST_MEMBERS} members")
            return
        if raw.content is None:
            yield Member(inner, None, raw.code, raw.reason)
            continue
        budget.bytes -= len(raw.content)
        if budget.bytes < 0:
            yield Member(inner, None, "too_large", f"the archive unpacks to more than {MOST_BYTES >> 30} GB")
            return
        inner = replace(inner, sha256=sha256_of(raw.content), size=len(raw.content))
        kind = media_type_of(raw.content, raw.name) if raw.content else ""
        if kind in CONTAINERS and depth + 1 < DEEPEST:
            try:
                yield from _members(raw.content, inner, kind, depth + 1, budget)
            except Exception as broken:
                yield Member(inner, None, "corrupt", f"{type(broken).__name__}: {broken}"[:300])
        elif kind in CONTAINERS:
            yield Member(inner, None, "too_deep", f"archives inside archives, more than {DEEPEST} deep")
        else:
            yield Member(replace(inner, media_type=kind or None), raw.content)


def _opened(content: bytes, media: str, source: Source) -> Iterator[_Raw]:
    open_: dict[str, Callable[[bytes, Source], Iterator[_Raw]]] = {
        "application/zip": _zip,
        "application/x-tar": _tar,
        "application/gzip": _gzip,
        "application/x-bzip2": _bzip2,
        "application/x-xz": _xz,
        "application/x-7z-compressed": _seven,
        "application/warc": _warc,
        EML: _mail,
        MHTML: _mail,
    }
    yield from open_[media](content, source)


def _name_of(info: zipfile.ZipInfo) -> str:
    """The name of a member; without the UTF-8 flag it is in the code page of who packed it, GBK in China."""
    if info.flag_bits & 0x800:
        return info.filename
    raw = info.filename.encode("cp437", "replace")
    read = [text for encoding in ("utf-8", "gb18030") if (text := _decoded(raw, encoding)) is not None]
    # Some names in GBK (通知 is one) are valid UTF-8 as well, of letters that no file is named with.
    return next((text for text in read if HAN.search(text)), (read or [info.filename])[0])


def _decoded(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


def _zip(content: bytes, source: Source) -> Iterator[_Raw]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        for info in archive.infolist():
            if info.is_dir():
                continue
            name = _name_of(info)
            if info.flag_bits & 0x1:
                yield _Raw(name, None, "encrypted", "the member is encrypted: a password is needed")
            elif info.file_size > BOMB_BYTES and info.file_size > BOMB_RATIO * max(info.compress_size, 1):
                yield _Raw(name, None, "zip_bomb", f"{info.compress_size} bytes that unpack to {info.file_size}")
            else:
                try:
                    with archive.open(info) as file:
                        yield _bounded(name, file)
                except Exception as broken:
                    yield _Raw(name, None, "corrupt", f"{type(broken).__name__}: {broken}"[:300])


def _bounded(name: str, file: IO[bytes], known: tuple[tuple[str, str], ...] = ()) -> _Raw:
    content = file.read(MEMBER_BYTES + 1)
    if len(content) > MEMBER_BYTES:
        return _Raw(name, None, "too_large", f"larger than {MEMBER_BYTES >> 20} MB")
    return _Raw(name, content, known=known)


def _tar(content: bytes, source: Source) -> Iterator[_Raw]:
    with tarfile.open(fileobj=BytesIO(content)) as archive:
        for info in archive:
            if info.isdir():
                continue
            file = archive.extractfile(info) if info.isfile() else None
            if file is None:
                yield _Raw(info.name, None, "no_file", "a link or a device inside an archive")
            else:
                yield _bounded(info.name, file)


def _single(name: str, suffix: str, file: Any) -> Iterator[_Raw]:
    """The one file that a compressed file holds; a compressed tar is a tar."""
    stem = name[: -len(suffix)] if name.lower().endswith(suffix) else name
    yield _bounded(stem.removesuffix(".tgz") or "content", file)


def _gzip(content: bytes, source: Source) -> Iterator[_Raw]:
    yield from _single(source.name, ".gz", gzip.GzipFile(fileobj=BytesIO(content)))


def _bzip2(content: bytes, source: Source) -> Iterator[_Raw]:
    yield from _single(source.name, ".bz2", bz2.BZ2File(BytesIO(content)))


def _xz(content: bytes, source: Source) -> Iterator[_Raw]:
    with lzma.LZMAFile(BytesIO(content)) as file:
        yield from _single(source.name, ".xz", file)


def _seven(content: bytes, source: Source) -> Iterator[_Raw]:
    import py7zr
    from py7zr.io import BytesIOFactory

    with py7zr.SevenZipFile(BytesIO(content)) as archive:
        if archive.needs_password():
            yield _Raw("*", None, "encrypted", "the archive is encrypted: a password is needed")
            return
        total = sum(item.uncompressed or 0 for item in archive.list())
        if total > BOMB_BYTES and total > BOMB_RATIO * len(content):
            yield _Raw("*", None, "zip_bomb", f"{len(content)} bytes that unpack to {total}")
            return
        factory = BytesIOFactory(MEMBER_BYTES)
        archive.extractall(factory=factory)
        for name, held in sorted(factory.products.items()):
            held.seek(0)
            yield _Raw(name, held.read())


def _warc(content: bytes, source: Source) -> Iterator[_Raw]:
    """Responses with a body; the address and the date of each are known to the document."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    for record in ArchiveIterator(BytesIO(content), record_types=WarcRecordType.response | WarcRecordType.resource):
        url = str(record.headers.get("WARC-Target-URI") or record.record_id)
        known = [("url", url), ("fetched", record.headers.get("WARC-Date") or "")]
        yield _Raw(url, record.reader.read(MEMBER_BYTES), known=tuple((key, value) for key, value in known if value))


def _mail(content: bytes, source: Source) -> Iterator[_Raw]:
    """The text and the attachments of a mail, the page and the frames of a saved page."""
    message: Any = email.message_from_bytes(content, policy=email.policy.default)
    known = []
    for key, header in (("title", "Subject"), ("date", "Date"), ("author", "From"), ("url", "Content-Location")):
        if message.get(header):
            known.append((key, str(message[header])))
    texts = 0
    for at, part in enumerate(part for part in message.walk() if not part.is_multipart()):
        kind, name = part.get_content_type(), part.get_filename()
        body = part.get_payload(decode=True) or b""
        if name is None and not kind.startswith("text/"):
            continue  # pictures inside a page
        if name is None and kind == "text/css":
            continue
        if name is None:
            texts += 1
            name = f"text{texts}.{'html' if kind == 'text/html' else 'txt'}"
            charset = part.get_content_charset()
            if charset and charset.lower() not in {"utf-8", "us-ascii"}:
                with contextlib.suppress(LookupError, UnicodeDecodeError):
                    body = body.decode(charset).encode("utf-8")
        location = part.get("Content-Location")
        own = (*known, ("url", str(location))) if location and at else tuple(known)
        yield _Raw(name, body, known=tuple(own))
