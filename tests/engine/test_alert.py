"""A person hears of what went wrong, by webhook and by mail; what cannot be told stops nothing."""

import base64
import logging
import socketserver
import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from docpipe.engine.alert import MAIL, WEBHOOK, alert
from tests.webhook import listening


class Post(socketserver.StreamRequestHandler):
    """As much of a mail server as a sender without a password needs."""

    letters: list[bytes]

    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        while line := self.rfile.readline().strip().upper():
            if line == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                letter = b""
                while (given := self.rfile.readline()) != b".\r\n":
                    letter += given
                self.letters.append(letter)
            if line == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            self.wfile.write(b"250 good\r\n")


@pytest.fixture
def post() -> Iterator[tuple[str, list[bytes]]]:
    letters: list[bytes] = []
    handler = type("Handler", (Post,), {"letters": letters})
    with socketserver.TCPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"smtp://127.0.0.1:{server.server_address[1]}", letters
        server.shutdown()


@pytest.fixture
def hook() -> Iterator[tuple[str, list[Any]]]:
    heard: list[Any] = []
    with listening(heard.append) as url:
        yield url, heard


def test_a_letter_arrives(post: tuple[str, list[bytes]]) -> None:
    url, letters = post
    told = alert(
        "夜间运行\n失败",
        "the disk is full",
        {MAIL: f"{url}?from=docpipe@example.org&to=a@example.org,b@example.org"},
        flow_run_id="7",
    )
    letter = message_from_bytes(letters[0], policy=policy.default)
    assert told == [MAIL]
    assert (letter["Subject"], letter["From"]) == ("夜间运行 失败", "docpipe@example.org")
    assert letter["To"] == "a@example.org, b@example.org"
    assert letter.get_content().splitlines() == ["the disk is full", "flow_run_id: 7"]


class Guarded(Post):
    """A mail server that asks for a password, and for encryption before it."""

    context: ssl.SSLContext
    said: list[str]

    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        while line := self.rfile.readline().strip():
            word = line.split()[0].upper().decode()
            self.said.append(f"{word} {'encrypted' if isinstance(self.request, ssl.SSLSocket) else 'open'}")
            if word == "EHLO":
                self.wfile.write(b"250-here\r\n250-STARTTLS\r\n250 AUTH PLAIN\r\n")
            elif word == "STARTTLS":
                self.wfile.write(b"220 go on\r\n")
                self.request = self.context.wrap_socket(self.request, server_side=True)
                self.rfile, self.wfile = self.request.makefile("rb"), self.request.makefile("wb", buffering=0)
            elif word == "AUTH":
                right = base64.b64decode(line.split()[2]) == b"\0clerk@example.org\0p@ss/word"
                self.wfile.write(b"235 welcome\r\n" if right else b"535 who are you\r\n")
            elif word == "DATA":
                self.wfile.write(b"354 go on\r\n")
                self.letters.append(b"".join(iter(self.rfile.readline, b".\r\n")))
                self.wfile.write(b"250 good\r\n")
            else:
                self.wfile.write(b"221 bye\r\n" if word == "QUIT" else b"250 good\r\n")


def _certificate(folder: Path) -> Path:
    """A key and a certificate of its own for 127.0.0.1, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name, now = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "post")]), datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "post.pem").write_bytes(private + made.public_bytes(Encoding.PEM))
    return folder / "post.pem"


def test_a_password_is_said_only_once_the_line_is_encrypted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = _certificate(tmp_path)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(file)
    letters, said = list[bytes](), list[str]()
    handler = type("Handler", (Guarded,), {"letters": letters, "context": context, "said": said})
    with socketserver.TCPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        where = f"127.0.0.1:{server.server_address[1]}?from=docpipe@example.org&to=a@example.org"
        address = f"smtp://clerk%40example.org:p%40ss%2Fword@{where}"
        assert alert("failed", "x", {MAIL: address}) == [], "nobody vouches for that server"
        assert "AUTH encrypted" not in said
        monkeypatch.setenv("SSL_CERT_FILE", str(file))
        assert alert("failed", "x", {MAIL: address}) == [MAIL]
        server.shutdown()
    assert "AUTH encrypted" in said
    assert not {"AUTH open", "DATA open"} & set(said)
    assert len(letters) == 1


def test_a_password_goes_over_no_open_network(
    post: tuple[str, list[bytes]], caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    url, letters = post
    monkeypatch.setattr("docpipe.engine.alert.LOCAL", {None})
    address = url.replace("//", "//clerk:secret@") + "?from=docpipe@example.org&to=a@example.org"
    assert alert("failed", "x", {MAIL: address}) == []
    assert "offers no encryption" in caplog.text
    assert "secret" not in caplog.text
    assert letters == []


def test_a_webhook_hears(hook: tuple[str, list[Any]]) -> None:
    url, heard = hook
    assert alert("failed", "the disk is full", {WEBHOOK: url}, flow_run_id="7") == [WEBHOOK]
    assert heard == [{"subject": "failed", "text": "failed\nthe disk is full", "flow_run_id": "7"}]


def test_nobody_there_is_a_warning_and_the_other_way_is_tried(
    hook: tuple[str, list[Any]], caplog: pytest.LogCaptureFixture
) -> None:
    url, heard = hook
    with caplog.at_level(logging.WARNING):
        told = alert("failed", "x", {WEBHOOK: url, MAIL: "smtp://127.0.0.1:1?from=a@example.org&to=b@example.org"})
    assert told == [WEBHOOK]
    assert len(heard) == 1
    assert f"nobody was told by {MAIL}" in caplog.text


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://example.org/x", "nonsense"])
def test_only_web_addresses_are_webhooks(address: str, caplog: pytest.LogCaptureFixture) -> None:
    assert alert("failed", "x", {WEBHOOK: address}) == []
    assert f"nobody was told by {WEBHOOK}: not a web address" in caplog.text


def test_who_names_nobody_tells_nobody() -> None:
    assert alert("failed", "x", {}) == []
