"""A person hears of what went wrong, by webhook and by mail; what cannot be told stops nothing."""

import json
import logging
import socketserver
import threading
from collections.abc import Iterator
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from docpipe.engine.alert import MAIL, WEBHOOK, alert


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

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            heard.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *given: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Hook)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", heard
    server.shutdown()
    server.server_close()


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
