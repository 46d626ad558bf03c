"""Mails, mailboxes and web pages saved as one file (MHTML)."""

import contextlib
import email
import email.policy
import re
from collections.abc import Iterator
from typing import Any

from docpipe.readers.container_raw import Raw
from docpipe.readers.formats_other import MHTML
from docpipe.source import Source

HEADERS = (("title", "Subject"), ("date", "Date"), ("author", "From"), ("url", "Content-Location"))
# A browser's own headers: who saved a page is no author, and when is no date of the page.
PAGE_HEADERS = (
    ("title", "Subject"),
    ("fetched", "Date"),
    ("url", "Snapshot-Content-Location"),
    ("url", "Content-Location"),
)
NO_TEXT = {"text/css", "text/javascript", "text/ecmascript", "text/x-javascript"}
FROM_LINE = re.compile(rb"^From \S+ .*\d{4}.*\r?\n", re.MULTILINE)


def mail(content: bytes, source: Source, saved: bool | None = None) -> Iterator[Raw]:
    """The text and the attachments of a mail, the page and the frames of a saved page."""
    message: Any = email.message_from_bytes(content, policy=email.policy.default)
    saved = source.media_type == MHTML or message.get_content_type() == MHTML if saved is None else saved
    known: list[tuple[str, str]] = []
    for key, header in PAGE_HEADERS if saved else HEADERS:
        value = _header(message, header)
        if value and key not in dict(known):
            known.append((key, value))
    texts = 0
    for at, part in enumerate(_parts(message)):
        kind, name = part.get_content_type(), part.get_filename()
        if kind in NO_TEXT or (name is None and not kind.startswith("text/")):
            continue  # pictures, styles and programs inside a page
        if saved and not kind.startswith(("text/", "application/xhtml")):
            continue
        body = part.get_payload(decode=True) or b""
        location = _header(part, "Content-Location") if at else ""
        if name is None or saved:
            texts += 1
            name = f"text{texts}.{'html' if 'html' in kind else 'txt'}"
            body = _in_utf8(body, part.get_content_charset())
        own = (*tuple(pair for pair in known if pair[0] != "url"), ("url", location)) if location else tuple(known)
        yield Raw(str(name), body, known=own)


def _header(part: Any, name: str) -> str:
    try:
        return " ".join(str(part.get(name) or "").split())
    except Exception:  # headers that break the rules break the library's parsers of them
        return ""


def _parts(message: Any) -> Iterator[Any]:
    """The parts that are no containers; of alternatives the richest that is text."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        held = part.get_payload() if part.is_multipart() else None
        if held is None:
            yield part
        elif part.get_content_type() == "multipart/alternative":
            texts = [inner for inner in held if inner.get_content_type() in {"text/plain", "text/html"}]
            rest = [inner for inner in held if inner not in texts]
            waiting.extend(reversed([*texts[-1:], *rest]))
        else:
            waiting.extend(reversed(held))


def _in_utf8(body: bytes, charset: str | None) -> bytes:
    """A text whose encoding the mail names, in UTF-8; as it is where the name is wrong."""
    if charset and charset.lower() not in {"utf-8", "us-ascii"}:
        wider = "gb18030" if charset.lower() in {"gb2312", "gbk"} else charset
        with contextlib.suppress(LookupError, UnicodeDecodeError):
            return body.decode(wider).encode("utf-8")
    return body


def mbox(content: bytes, source: Source) -> Iterator[Raw]:
    """The mails of a mailbox, each an archive of its own."""
    starts = [
        found
        for found in FROM_LINE.finditer(content)
        if found.start() == 0 or content[found.start() - 3 : found.start()].endswith((b"\n\n", b"\n\r\n"))
    ]
    ends = [found.start() for found in starts[1:]] + [len(content)]
    for number, (found, end) in enumerate(zip(starts, ends, strict=True), 1):
        yield Raw(f"mail{number}.eml", re.sub(rb"(?m)^>(>*From )", rb"\1", content[found.end() : end]))
