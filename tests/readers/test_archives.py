"""Mail, mailboxes, saved pages, web archives and what is wrong with some of them."""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from email.message import EmailMessage

import pytest

from docpipe.readers import container_members, is_container, media_type_of
from docpipe.readers.container_warc import unchunked
from docpipe.readers.containers import Member
from docpipe.source import Source

PAGE = "<html><head><title>停航通告</title></head><body><p>今日停航。</p></body></html>"


def members(content: bytes, name: str) -> list[Member]:
    media = media_type_of(content, name)
    assert is_container(media), media
    return list(container_members(content, Source("a", name, size=len(content), media_type=media)))


def saved(charset: str = "utf-8") -> bytes:
    root = EmailMessage()
    root["From"], root["Subject"] = "<Saved by a browser>", "停航通告"
    root["Date"] = "Tue, 5 Mar 2024 08:00:00 +0800"
    root["Snapshot-Content-Location"] = "https://example.org/a.html"
    root["MIME-Version"] = "1.0"
    root.set_content("x")
    root.make_related()
    page = EmailMessage()
    page.set_content(PAGE, subtype="html", charset=charset)
    page["Content-Location"] = "https://example.org/a.html"
    style = EmailMessage()
    style.set_content("p {}", subtype="css")
    root.set_payload([page, style])
    return root.as_bytes()


@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
def test_a_saved_page_knows_its_address_and_no_author(charset: str) -> None:
    (member,) = members(saved(charset), "a.mht")
    assert member.content is not None and "今日停航" in member.content.decode()
    known = dict(member.source.known)
    assert known["url"] == "https://example.org/a.html" and known["title"] == "停航通告"
    assert "author" not in known and "date" not in known


def letter(text: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@example.org", "b@example.org", "停航"
    mail.set_content(text)
    mail.add_alternative(f"<p>{text}</p>", subtype="html")
    return mail


def test_of_two_forms_of_a_mail_one_is_read() -> None:
    (member,) = members(letter("今日停航").as_bytes(), "a.eml")
    assert member.source.member == "text1.html" and dict(member.source.known)["title"] == "停航"


def test_mailbox() -> None:
    box = b"".join(
        b"From a@example.org Tue Mar  5 08:00:00 2024\n" + letter(text).as_bytes() + b"\n\n" for text in ("甲", "乙")
    )
    assert [item.source.member for item in members(box, "a.mbox")] == ["mail1.eml!/text1.html", "mail2.eml!/text1.html"]


def record(kind: str, body: bytes, url: str, http: bytes = b"") -> bytes:
    block = http + body
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-03-05T00:00:00Z\r\n"
    head += f"WARC-Record-ID: <urn:uuid:0>\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    return head.encode() + block + b"\r\n\r\n"


@pytest.mark.parametrize("packed", [False, True])
def test_web_archive(packed: bool) -> None:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"
    content = record("response", gzip.compress(PAGE.encode()), "https://example.org/a", http)
    content += record("conversion", "抽出的文字".encode(), "https://example.org/b").replace(
        b"application/http; msgtype=response", b"text/plain"
    )
    content += record("request", b"GET / HTTP/1.1\r\n\r\n", "https://example.org/a")
    found = members(gzip.compress(content) if packed else content, "a.warc.gz" if packed else "a.warc")
    assert [item.content.decode() for item in found if item.content] == [PAGE, "抽出的文字"]
    assert dict(found[0].source.known) == {
        "url": "https://example.org/a",
        "fetched": "2024-03-05T00:00:00Z",
        "status": "200",
    }


def test_chunks() -> None:
    assert unchunked(b"3\r\nabc\r\n2;x\r\nde\r\n0\r\n\r\n") == b"abcde"
    assert unchunked(b"<html>") == b"<html>"


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_compressed_files(pack: object) -> None:
    assert callable(pack)
    suffix = {gzip.compress: "gz", bz2.compress: "bz2", lzma.compress: "xz"}[pack]
    (member,) = members(pack(PAGE.encode()), f"a.html.{suffix}")
    assert member.source.member == "a.html" and member.content == PAGE.encode()
    (bomb,) = members(pack(bytes(60 << 20)), f"b.{suffix}")
    assert bomb.code == "zip_bomb"
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, content in (("a.txt", b"one"), ("link", None), ("b.txt", b"two" * 5000)):
            info = tarfile.TarInfo(name)
            if content is None:
                info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
            else:
                info.size = len(content)
            archive.addfile(info, io.BytesIO(content or b""))
    whole = pack(out.getvalue())
    assert [(item.source.member, item.code) for item in members(whole, f"x.tar.{suffix}")] == [
        ("a.txt", None), ("link", "no_file"), ("b.txt", None),
    ]  # fmt: skip
    assert members(whole[: len(whole) * 2 // 3], f"x.tar.{suffix}")[-1].code == "corrupt"


def test_seven() -> None:
    import py7zr

    for password in (None, "x"):
        out = io.BytesIO()
        with py7zr.SevenZipFile(out, "w", password=password, header_encryption=bool(password)) as archive:
            archive.writestr(PAGE, "内/a.html")
        found = members(out.getvalue(), "a.7z")
        assert [item.code for item in found] == [("encrypted" if password else None)]
    assert found[0].content is None


def test_archives_inside_archives_end() -> None:
    content = b"x"
    for _ in range(20):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("a", content)
        content = out.getvalue()
    assert [item.code for item in members(content, "a.zip")] == ["too_deep"]
