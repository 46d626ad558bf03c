"""Archives: their members one by one, within limits, without writing anything to disk."""

import bz2
import gzip
import lzma
import re
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from typing import IO, Any, NamedTuple, cast

from docpipe.readers.container_mail import mail, mbox
from docpipe.readers.container_raw import MEMBER_BYTES, Raw, bounded
from docpipe.readers.container_rows import rows_of_text
from docpipe.readers.container_warc import warc
from docpipe.readers.formats_other import CSV, EML, JSONL, MBOX, MHTML, PARQUET, WARC
from docpipe.readers.unreadable import Unreadable
from docpipe.source import Source, sha256_of

CONTAINERS: dict[str, str] = {
    "application/zip": "docpipe.readers.containers:members",
    "application/x-tar": "docpipe.readers.containers:members",
    "application/gzip": "docpipe.readers.containers:members",
    "application/x-bzip2": "docpipe.readers.containers:members",
    "application/x-xz": "docpipe.readers.containers:members",
    "application/x-7z-compressed": "docpipe.readers.containers:members",
    WARC: "docpipe.readers.containers:members",
    EML: "docpipe.readers.containers:members",
    MHTML: "docpipe.readers.containers:members",
    MBOX: "docpipe.readers.containers:members",
    JSONL: "docpipe.readers.containers:members",
    CSV: "docpipe.readers.containers:members",
    PARQUET: "docpipe.readers.containers:members",
}
MOST_MEMBERS = 100_000
MOST_BYTES = 2 << 30  # unpacked, of one container with all that is nested in it
SEVEN_BYTES = 512 << 20
BOMB_RATIO, BOMB_BYTES = 200, 50 << 20
DEEPEST = 4
HAN = re.compile(r"[\u4e00-\u9fff]")


class Member(NamedTuple):
    """A member with its content, or with a code and a reason why there is none."""

    source: Source
    content: bytes | None
    code: str | None = None
    reason: str | None = None


class _Budget:
    """Bytes and members that a container may still give."""

    def __init__(self) -> None:
        self.bytes, self.members = MOST_BYTES, MOST_MEMBERS


def members(content: bytes, source: Source) -> Iterator[Member]:
    """All members, those of nested containers named `inner.zip!/name`; a fault in one is its row, not the end.

    Raises Unreadable where the container itself is damaged.
    """
    from docpipe.readers.media import media_type_of

    found = _members(content, source, source.media_type or media_type_of(content, source.name), 0, _Budget())
    while True:
        try:
            member = next(found)
        except StopIteration:
            return
        except Unreadable:
            raise
        except MemoryError as large:
            raise Unreadable("too_large", "the container unpacks to more than the memory holds") from large
        except Exception as broken:
            raise Unreadable("corrupt", f"{type(broken).__name__}: {broken}"[:300]) from broken
        yield member


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


def _opened(content: bytes, media: str, source: Source) -> Iterator[Raw]:
    open_: dict[str, Callable[[bytes, Source], Iterator[Raw]]] = {
        "application/zip": _zip,
        "application/x-tar": _tar,
        "application/gzip": _gzip,
        "application/x-bzip2": _bzip2,
        "application/x-xz": _xz,
        "application/x-7z-compressed": _seven,
        WARC: warc,
        EML: mail,
        MHTML: mail,
        MBOX: mbox,
        JSONL: rows_of_text,
        CSV: rows_of_text,
        PARQUET: rows_of_text,
    }
    yield from open_[media](content, source)


def _name_of(info: zipfile.ZipInfo) -> str:
    """The name of a member; without the UTF-8 flag it is in the code page of who packed it, GBK in China."""
    if info.flag_bits & 0x800:
        return info.filename
    if (told := _unicode_name(info.extra)) is not None:
        return told
    raw = info.filename.encode("cp437", "replace")
    read = [text for encoding in ("utf-8", "gb18030") if (text := _decoded(raw, encoding)) is not None]
    # Some names in GBK (通知 is one) are valid UTF-8 as well, of letters that no file is named with.
    return next((text for text in read if HAN.search(text)), (read or [info.filename])[0])


def _unicode_name(extra: bytes) -> str | None:
    """The name in UTF-8 that some packers put beside the one in their code page."""
    while len(extra) >= 4:
        kind, size = int.from_bytes(extra[:2], "little"), int.from_bytes(extra[2:4], "little")
        if kind == 0x7075 and size > 5:
            return _decoded(extra[9 : 4 + size], "utf-8")
        extra = extra[4 + size :]
    return None


def _decoded(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


def _zip(content: bytes, source: Source) -> Iterator[Raw]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        if sum(info.compress_size for info in archive.infolist()) > len(content):
            yield Raw("*", None, "zip_bomb", "the members take up more bytes than the archive has: they overlap")
            return
        for info in archive.infolist():
            if info.filename.endswith("/"):
                continue
            name = _name_of(info) or "unnamed"
            if info.flag_bits & 0x1:
                yield Raw(name, None, "encrypted", "the member is encrypted: a password is needed")
            elif info.file_size > BOMB_BYTES and info.file_size > BOMB_RATIO * max(info.compress_size, 1):
                yield Raw(name, None, "zip_bomb", f"{info.compress_size} bytes that unpack to {info.file_size}")
            else:
                try:
                    with archive.open(info) as file:
                        yield bounded(name, file)
                except Exception as broken:
                    yield Raw(name, None, "corrupt", f"{type(broken).__name__}: {broken}"[:300])


def _tar(content: bytes, source: Source) -> Iterator[Raw]:
    yield from _tar_of(BytesIO(content), len(content))


def _tar_of(given: IO[bytes], size: int) -> Iterator[Raw]:
    """Members one after another; where the rest is damaged, that is a row as well."""
    most = max(BOMB_BYTES, BOMB_RATIO * size)
    total = 0
    try:
        with tarfile.open(fileobj=given, mode="r|") as archive:
            for info in archive:
                if info.isdir():
                    continue
                total += info.size
                if total > most:
                    yield Raw(info.name, None, "zip_bomb", f"{size} bytes that unpack to more than {most}")
                    return
                file = archive.extractfile(info) if info.isfile() else None
                if file is None:
                    yield Raw(info.name, None, "no_file", "a link or a device inside an archive")
                else:
                    yield bounded(info.name, file)
    except (tarfile.TarError, EOFError, OSError, zlib.error, lzma.LZMAError) as broken:
        yield Raw("*", None, "corrupt", f"the rest of the archive cannot be read: {broken}"[:300])


def _single(source: Source, size: int, suffix: str, open_: Callable[[], Any]) -> Iterator[Raw]:
    """The one file that a compressed file holds; a compressed tar is a tar, and read as a stream."""
    try:
        with open_() as file:
            if file.read(512)[257:262] == b"ustar":
                file.seek(0)
                yield from _tar_of(file, size)
                return
    except (EOFError, OSError, zlib.error, lzma.LZMAError):
        pass  # told below
    name = source.name
    stem = name[: -len(suffix)] if name.lower().endswith(suffix) else name
    try:
        with open_() as file:
            raw = bounded(stem or "content", file)
    except (EOFError, OSError, zlib.error, lzma.LZMAError) as broken:
        raw = Raw(stem or "content", None, "corrupt", f"{type(broken).__name__}: {broken}"[:300])
    held = len(raw.content) if raw.content is not None else MEMBER_BYTES if raw.code == "too_large" else 0
    if held > BOMB_BYTES and held > BOMB_RATIO * size:
        raw = Raw(raw.name, None, "zip_bomb", f"{size} bytes that unpack to {held} or more")
    yield raw


def _gzip(content: bytes, source: Source) -> Iterator[Raw]:
    yield from _single(source, len(content), ".gz", lambda: gzip.GzipFile(fileobj=BytesIO(content)))


def _bzip2(content: bytes, source: Source) -> Iterator[Raw]:
    yield from _single(source, len(content), ".bz2", lambda: bz2.BZ2File(BytesIO(content)))


def _xz(content: bytes, source: Source) -> Iterator[Raw]:
    yield from _single(source, len(content), ".xz", lambda: lzma.open(BytesIO(content)))  # noqa: SIM115


def _seven(content: bytes, source: Source) -> Iterator[Raw]:
    import py7zr
    from py7zr.exceptions import PasswordRequired
    from py7zr.io import BytesIOFactory

    locked = Raw("*", None, "encrypted", "the archive is encrypted: a password is needed")
    try:
        with py7zr.SevenZipFile(BytesIO(content)) as archive:
            if archive.needs_password():
                yield locked
                return
            total = sum(item.uncompressed or 0 for item in archive.list())
            if total > BOMB_BYTES and total > BOMB_RATIO * len(content):
                yield Raw("*", None, "zip_bomb", f"{len(content)} bytes that unpack to {total}")
                return
            if total > SEVEN_BYTES:  # it is unpacked at once, in memory
                yield Raw("*", None, "too_large", f"the archive unpacks to more than {SEVEN_BYTES >> 20} MB")
                return
            factory = BytesIOFactory(MEMBER_BYTES)
            archive.extractall(factory=factory)
    except PasswordRequired:
        yield locked
        return
    for name, held in sorted(factory.products.items()):
        held.seek(0)
        yield bounded(name, cast(IO[bytes], held))
