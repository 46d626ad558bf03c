"""Archives: every member has a row, whatever is wrong with it, and nothing is written to disk."""

import gzip
import io
import tarfile
import zipfile
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docpipe.readers import Unreadable, container_members, media_type_of, read
from docpipe.source import Source

NOTICE = "关于停电检修的通知\n\n各用户：\n\n定于三月五日停电检修。\n"


def members(content: bytes, name: str) -> dict[str, bytes | str]:
    """Name of each member to its content, or to the code of its fault."""
    media = media_type_of(content, name)
    source = Source("a", name, size=len(content), media_type=media)
    found = container_members(content, source)
    return {item.source.member: item.content if item.content is not None else item.code for item in found}


def zipped(files: dict[str, bytes], **options: object) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_zip_in_zip() -> None:
    inner = zipped({"b.txt": NOTICE.encode()})
    assert members(zipped({"a.txt": b"x", "in.zip": inner}), "o.zip") == {
        "a.txt": b"x",
        "in.zip!/b.txt": NOTICE.encode(),
    }


def test_names_in_gbk() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("name.txt", b"x")
    raw = out.getvalue().replace(b"name.txt", "通知a.tx".encode("gbk")[:8])
    assert list(members(raw, "o.zip")) == ["通知a.tx"]


def test_tar_gz_and_path_traversal() -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        info = tarfile.TarInfo("../../etc/evil.txt")
        info.size = len(NOTICE.encode())
        archive.addfile(info, io.BytesIO(NOTICE.encode()))
    found = members(out.getvalue(), "o.tar.gz")
    assert found == {"../../etc/evil.txt": NOTICE.encode()}


def test_a_bomb_is_a_row() -> None:
    assert members(zipped({"big.txt": b"0" * (60 << 20)}), "o.zip") == {"big.txt": "zip_bomb"}


def test_a_broken_member_does_not_end_the_archive() -> None:
    raw = bytearray(zipped({"a.txt": NOTICE.encode() * 50, "b.txt": b"fine"}))
    at = raw.index(b"a.txt") + 12
    raw[at : at + 20] = bytes(20)
    found = members(bytes(raw), "o.zip")
    assert found["a.txt"] == "corrupt" and found["b.txt"] == b"fine"


def test_gzip_of_one_file() -> None:
    assert members(gzip.compress(NOTICE.encode()), "a.txt.gz") == {"a.txt": NOTICE.encode()}


def test_a_mail_has_its_text_and_attachments() -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@example.org", "b@example.org", "停电通知"
    mail.set_content(NOTICE)
    mail.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="附件.pdf")
    found = members(mail.as_bytes(), "m.eml")
    assert set(found) == {"text1.txt", "附件.pdf"}
    assert NOTICE.strip() in found["text1.txt"].decode()


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 400), st.integers(0, 255))
def test_damage_gives_members_or_a_refusal(at: int, byte: int) -> None:
    raw = bytearray(zipped({"a.txt": NOTICE.encode(), "b.txt": b"x" * 200}))
    raw[at % len(raw)] = byte
    try:
        for content in members(bytes(raw), "o.zip").values():
            assert isinstance(content, bytes | str)
    except Exception as refused:  # the batch turns it into a row `corrupt`
        assert not isinstance(refused, MemoryError | RecursionError)


def test_formats_that_are_not_read_are_refused_by_name() -> None:
    for content in (b"MZ\x90" + bytes(600), b"Rar!\x1a\x07\x00" + bytes(60)):
        with pytest.raises(Unreadable, match="unsupported"):
            read(content, Source("a", "x.doc"))
