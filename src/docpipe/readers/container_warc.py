"""Web archives (WARC, also compressed; WET): the pages of their records."""

import zlib
from collections.abc import Iterator
from io import BytesIO

from docpipe.readers.container_raw import MEMBER_BYTES, Raw
from docpipe.source import Source


def warc(content: bytes, source: Source) -> Iterator[Raw]:
    """Responses, resources and extracted texts with a body; the address and date of each are known to its document."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    kinds = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    for record in ArchiveIterator(BytesIO(content), record_types=kinds):
        url = str(record.headers.get("WARC-Target-URI") or record.record_id).strip("<>")
        known = [("url", url), ("fetched", record.headers.get("WARC-Date") or "")]
        body = record.reader.read(MEMBER_BYTES + 1)
        if len(body) > MEMBER_BYTES:
            yield Raw(url, None, "too_large", f"larger than {MEMBER_BYTES >> 20} MB")
            continue
        http = record.http_headers
        if http is not None:
            if (http.get("Transfer-Encoding") or "").lower() == "chunked":
                body = unchunked(body)
            body = inflated(body, (http.get("Content-Encoding") or "").lower())
            known.append(("status", str(http.status_code or "")))
        if body:
            yield Raw(url, body, known=tuple((key, value) for key, value in known if value))


def unchunked(body: bytes) -> bytes:
    """A body without the sizes of its chunks; as it is where it has none, for many archives took them out."""
    parts, at = [], 0
    while at < len(body):
        end = body.find(b"\r\n", at, at + 200)
        size = body[at:end].split(b";")[0].strip() if end >= 0 else b""
        if not size or size.strip(b"0123456789abcdefABCDEF"):
            return body
        length = int(size, 16)
        if length == 0:
            break
        parts.append(body[end + 2 : end + 2 + length])
        at = end + 2 + length + 2
    return b"".join(parts)


def inflated(body: bytes, encoding: str) -> bytes:
    """A body unpacked; as it is where it is not packed after all."""
    for bits in {"gzip": (47,), "x-gzip": (47,), "deflate": (15, -15)}.get(encoding, ()):
        try:
            return zlib.decompressobj(bits).decompress(body, MEMBER_BYTES)
        except zlib.error:
            continue
    return body
