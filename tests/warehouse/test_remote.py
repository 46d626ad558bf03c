"""A warehouse on an object store: moto's server on loopback, with a proxy in front that can answer 503."""

import json
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

import docpipe
from docpipe.sql import NoWarehouse, connect
from docpipe.warehouse import Warehouse, WarehouseBusy, objects, working_copy
from docpipe.warehouse.remote import RemoteLost, address_of
from tests.warehouse.made import run_row, staged

pytest.importorskip("obstore", reason="needs the extra docpipe[s3]")
server = pytest.importorskip("moto.server", reason="moto is the object store of this test")
BUCKET = "papers"


class Proxy(ThreadingHTTPServer):
    """Passes requests on, but for those that `refuses` says; remembers what was asked."""

    daemon_threads = True

    def __init__(self, target: str) -> None:
        self.target, self.asked = target, list[tuple[str, str, str | None]]()
        self.refuse: Any = lambda method, path: False
        super().__init__(("127.0.0.1", 0), _Handler)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Proxy

    def _pass(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.asked.append((self.command, self.path, self.headers.get("If-None-Match")))
        if self.server.refuse(self.command, self.path):
            self._answer(503, {}, b"<Error><Code>SlowDown</Code></Error>")
            return
        headers = {"Content-Type": "application/octet-stream"} | dict(self.headers.items())  # else urllib says: a form
        asked = urllib.request.Request(self.server.target + self.path, body or None, headers, method=self.command)
        try:
            with urllib.request.urlopen(asked, timeout=30) as answer:
                self._answer(answer.status, dict(answer.headers), answer.read())
        except urllib.error.HTTPError as wrong:
            self._answer(wrong.code, dict(wrong.headers), wrong.read())

    def _answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            if name.lower() not in {"content-length", "connection", "transfer-encoding", "date", "server"}:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_GET = do_PUT = do_POST = do_HEAD = do_DELETE = _pass

    def log_message(self, *given: Any) -> None:
        """Nothing is printed."""


@pytest.fixture(scope="module")
def store() -> Iterator[Proxy]:
    moto = server.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    moto.start()
    host, port = moto.get_host_and_port()
    made = urllib.request.Request(f"http://{host}:{port}/{BUCKET}", method="PUT")
    urllib.request.urlopen(made, timeout=30).close()
    proxy = Proxy(f"http://{host}:{port}")
    threading.Thread(target=proxy.serve_forever, daemon=True).start()
    yield proxy
    proxy.shutdown()
    moto.stop()


@pytest.fixture
def address(store: Proxy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An address where nothing is yet; this "machine" keeps its working copies in a folder of the test."""
    for name in ("ACCESS_KEY_ID", "SECRET_ACCESS_KEY"):
        monkeypatch.setenv(f"AWS_{name}", "test")
    monkeypatch.setenv("AWS_REGION", "us-east-1")
    monkeypatch.setenv("AWS_ENDPOINT_URL", store.address)
    monkeypatch.setenv("DOCPIPE_COPIES", str(tmp_path / "here"))
    fast = objects.RETRIES["backoff"] | {"init_backoff": objects.RETRIES["backoff"]["init_backoff"] / 20}
    monkeypatch.setitem(objects.RETRIES, "backoff", fast)
    monkeypatch.setitem(objects.RETRIES, "max_retries", 3)
    store.refuse = lambda method, path: False
    store.asked.clear()
    return f"s3://{BUCKET}/{tmp_path.name}"


def publish(place: str | Path, version: int, numbers: range) -> int:
    warehouse = Warehouse(place)
    with warehouse.lock():
        return warehouse.publish(staged(warehouse, version, numbers), run_row(version, len(numbers))).number


def titles(place: str | Path) -> list[str]:
    with connect(place) as connection:
        return [row[0] for row in connection.sql("SELECT value FROM fields ORDER BY value").fetchall()]


def elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str = "there") -> None:
    """What follows happens on another machine."""
    monkeypatch.setenv("DOCPIPE_COPIES", str(tmp_path / name))


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("s3://b/p", "s3://b/p"),
        (Path("s3://b/p/"), "s3://b/p"),  # a Path has one slash only
        ("warehouse", None),
        ("/data/s3", None),
    ],
)
def test_what_is_an_address(given: str | Path, meant: str | None) -> None:
    assert address_of(given) == meant


def test_what_one_machine_publishes_another_reads(
    address: str, tmp_path: Path, store: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(address, 1, range(3))
    elsewhere(monkeypatch, tmp_path)
    assert titles(working_copy(address)) == ["第1版"] * 3
    publish(address, 2, range(2))
    elsewhere(monkeypatch, tmp_path, "here")
    assert titles(working_copy(address)) == ["第1版", "第2版", "第2版"]
    created = [(path, condition) for method, path, condition in store.asked if method == "PUT" and "snapshots" in path]
    assert [condition for _, condition in created] == ["*", "*"]
    assert [path.rpartition("/")[2] for path, _ in created] == ["00000001.json", "00000002.json"]


def test_of_two_writers_one_wins_and_the_other_has_changed_nothing(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(address, 1, range(2))
    slow = Warehouse(address)
    with slow.lock():  # has taken snapshot 1 ...
        elsewhere(monkeypatch, tmp_path)
        publish(address, 2, range(2))  # ... when another machine publishes 2
        with pytest.raises(WarehouseBusy, match="another writer has published snapshot 2"):
            slow.publish(staged(slow, 3, range(2)), run_row(3, 2))
        assert slow.snapshots() == [1]
    assert titles(working_copy(address)) == ["第2版"] * 2
    elsewhere(monkeypatch, tmp_path, "here")
    assert publish(address, 3, range(1)) == 3
    assert titles(working_copy(address)) == ["第2版", "第3版"]


def test_a_store_that_is_busy_is_asked_again(address: str, store: Proxy) -> None:
    counted: dict[str, int] = {}

    def twice(method: str, path: str) -> bool:
        counted[path] = counted.get(path, 0) + 1
        return counted[path] <= 2

    store.refuse = twice
    assert publish(address, 1, range(2)) == 1
    assert titles(working_copy(address)) == ["第1版"] * 2


@pytest.mark.parametrize("broken", ["/data/documents", "/data/blocks", "/snapshots/00000002.json"])
def test_a_store_that_stays_busy_leaves_nothing_half_published(
    broken: str, address: str, store: Proxy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(address, 1, range(2))
    store.refuse = lambda method, path: method == "PUT" and broken in path
    with pytest.raises(OSError, match="could not write"):
        publish(address, 2, range(2))
    assert titles(working_copy(address)) == ["第1版"] * 2
    store.refuse = lambda method, path: False
    elsewhere(monkeypatch, tmp_path)
    assert titles(working_copy(address)) == ["第1版"] * 2
    elsewhere(monkeypatch, tmp_path, "here")
    assert publish(address, 2, range(2)) == 2  # the next run goes on
    assert titles(working_copy(address)) == ["第2版"] * 2


def test_an_answer_that_is_lost_after_publishing_is_no_other_writer(address: str, store: Proxy) -> None:
    lost: list[str] = []

    def after(method: str, path: str) -> bool:
        if method != "PUT" or "/snapshots/" not in path or lost:
            return False
        lost.append(path)
        return True

    original = _Handler._pass

    def passed_but_not_told(self: _Handler) -> None:
        if after(self.command, self.path):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {"Content-Type": "application/octet-stream"} | dict(self.headers.items())
            asked = urllib.request.Request(store.target + self.path, body, headers, method="PUT")
            urllib.request.urlopen(asked, timeout=30).close()
            self._answer(503, {}, b"")
        else:
            original(self)

    try:
        _Handler.do_PUT = passed_but_not_told  # type: ignore[method-assign]
        assert publish(address, 1, range(2)) == 1
    finally:
        _Handler.do_PUT = original  # type: ignore[method-assign]
    assert len(lost) == 1


def test_reading_that_fails_leaves_the_copy_as_it_was(
    address: str, store: Proxy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(address, 1, range(2))
    elsewhere(monkeypatch, tmp_path)
    copy = working_copy(address)
    elsewhere(monkeypatch, tmp_path, "here")
    publish(address, 2, range(2))
    elsewhere(monkeypatch, tmp_path)
    store.refuse = lambda method, path: method == "GET" and "/data/fields" in path
    with pytest.raises(OSError, match="could not read data/fields"):
        working_copy(address)
    assert titles(copy) == ["第1版"] * 2
    store.refuse = lambda method, path: False
    assert titles(working_copy(address)) == ["第2版"] * 2


def test_a_writer_killed_behind_its_publishing_is_found_to_have_published(address: str) -> None:
    publish(address, 1, range(2))
    with pytest.MonkeyPatch.context() as broken:
        broken.setattr("docpipe.warehouse.disk.point", lambda *given: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            publish(address, 2, range(2))
    assert titles(working_copy(address)) == ["第2版"] * 2
    assert publish(address, 3, range(1)) == 3


def test_a_file_that_is_not_what_was_published_is_refused(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(address, 1, range(2))
    spoiled = tmp_path / "spoiled"
    spoiled.write_bytes(b"PAR1")
    there = objects.Objects(address)
    (name,) = (found.name for found in there.names("data") if "/blocks" in found.name)
    there.put(name, spoiled)
    elsewhere(monkeypatch, tmp_path)
    with pytest.raises(OSError, match="its SHA-256 is another"):
        working_copy(address)


def test_expiry_keeps_what_kept_snapshots_name(
    address: str, tmp_path: Path, store: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    for version in (1, 2, 3):
        publish(address, version, range(2))
    monkeypatch.setattr("docpipe.warehouse.remote.UNPUBLISHED", type(objects.RETRIES["retry_timeout"])(0))
    warehouse = Warehouse(address)
    assert warehouse.expire(keep=1, min_age=0) == [1, 2]
    there = {found.name for found in objects.Objects(address).names("snapshots")}
    assert there == {"snapshots/00000003.json"}
    data = {found.name.rpartition("/")[2] for found in objects.Objects(address).names("data")}
    assert data == warehouse.snapshot().manifest.names()
    elsewhere(monkeypatch, tmp_path)
    assert titles(working_copy(address)) == ["第3版"] * 2


def test_a_warehouse_that_was_removed_is_said_to_be(address: str) -> None:
    publish(address, 1, range(1))
    gone = objects.Objects(address)
    gone.remove([found.name for found in gone.names("snapshots")])
    with pytest.raises(RemoteLost, match="has no snapshot 1"):
        working_copy(address)


def test_sql_says_how_an_address_is_read(address: str) -> None:
    with pytest.raises(NoWarehouse, match=r"docpipe\.connect opens"):
        connect(address)


def test_without_the_package_it_says_what_to_install(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "obstore", None)
    with pytest.raises(objects.ObjectsMissing, match=r"pip install 'docpipe\[s3\]'"):
        working_copy(address)


def test_the_manifest_at_the_address_is_the_one_of_the_snapshot(address: str) -> None:
    publish(address, 1, range(1))
    said = json.loads(objects.Objects(address).read("snapshots/00000001.json"))
    assert said == json.loads((working_copy(address) / "current/manifest.json").read_text("utf-8"))


def test_connect_opens_an_address(address: str) -> None:
    warehouse = Warehouse(address)
    warehouse.publish(staged(warehouse, 1, range(2)), run_row(1, 2))
    with docpipe.connect(address) as connection:
        assert connection.sql("SELECT count(*) FROM documents").fetchall() == [(2,)]


def test_a_missing_bucket_is_said_in_one_short_line(store: Proxy, address: str) -> None:
    with pytest.raises(objects.ObjectsFault) as fault:
        docpipe.connect("s3://no-such-bucket-here/w")
    assert str(fault.value).endswith("there is no such bucket: create it, or mend the address")


@pytest.mark.parametrize(
    ("said", "advised"),
    [
        ("Error performing GET http://169.254.169.254/latest: error sending request", "no credentials: set AWS_ACCESS"),
        (
            "Server returned non-2xx status code: 403 Forbidden: <Code>InvalidAccessKeyId</Code>",
            "not know these keys: AWS",
        ),
        ("non-2xx status code: 403 Forbidden: <Error><Code>AccessDenied</Code></Error>", "refuses access"),
        ("HTTP error: error sending request for url (http://store:9000/papers)", "was not reached"),
    ],
)
def test_faults_of_the_store_say_what_to_do(said: str, advised: str) -> None:
    assert advised in str(objects.advice(said))


def test_other_faults_are_told_as_the_store_tells_them() -> None:
    assert objects.advice("507 Insufficient Storage") is None
