"""Files made to do harm cost a row each; what lies beside them is read, in the memory that is stated."""

import platform
import subprocess
import sys
from pathlib import Path

import pytest

from docpipe.readers import Unreadable
from docpipe.readers import host as host_module
from docpipe.readers.confine import MEMORY
from docpipe.readers.host import Host
from docpipe.source import Source
from docpipe.sql import check_laws, connect
from tests.readers.hostile import MADE, SENTENCE, hostile, pdf, word, zipped

# What a reader may hold in these tests; less than usual, so that they end sooner.
ALLOWED = 1 << 30
# What a run, its workers and its readers may each have held: a reader and a file and its text twice over.
PEAK = ALLOWED + (700 << 20)
RUN = """
import resource, sys
from docpipe.engine.run import run
run(sys.argv[1], sys.argv[2], jobs=2)
peaks = [resource.getrusage(who).ru_maxrss * 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print(max(peaks))
"""


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, set[str]], int, Path]:
    """Path of each file to the codes of its rows ("" for a document), the peak memory, the warehouse."""
    folder = tmp_path_factory.mktemp("hostile")
    raw, home = folder / "raw" / "a", folder / "warehouse"
    raw.mkdir(parents=True)
    for made in MADE:
        (raw / made.name).write_bytes(made.make())
    for at in range(30):
        (raw / f"good-{at:02}.txt").write_text(f"关于第{at}项值班工作的通知\n\n各单位：\n\n{SENTENCE * 3}\n", "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DOCPIPE_READER_MEMORY", str(ALLOWED))
        told = subprocess.run(
            [sys.executable, "-c", RUN, str(folder / "raw"), str(home)], check=True, capture_output=True, text=True
        )
    found: dict[str, set[str]] = {}
    with connect(home) as connection:
        rows = connection.sql("SELECT path, status, code, reason FROM sources").fetchall()
    for path, status, code, reason in rows:
        assert (code is None) == (status != "unreadable"), (path, status, code)
        assert code is None or reason, path
        if status != "container":
            found.setdefault(path, set()).add(code or "")
    return found, int(told.stdout.split()[-1]), home


@pytest.mark.slow
@pytest.mark.parametrize("name", [made.name for made in MADE])
def test_it_has_its_row(name: str, ran: tuple[dict[str, set[str]], int, Path]) -> None:
    wanted = next(made.codes for made in MADE if made.name == name)
    found = ran[0].get(name)
    assert found, "no row at all"
    assert found <= wanted | {""} and found & wanted, found


@pytest.mark.slow
def test_the_run_goes_on_within_its_memory(ran: tuple[dict[str, set[str]], int, Path]) -> None:
    found, peak, home = ran
    assert all(found[f"good-{at:02}.txt"] == {""} for at in range(30))
    assert peak < PEAK, f"{peak >> 20} MB"
    assert check_laws(home) == []


def test_no_file_is_on_the_list_twice() -> None:
    assert len({made.name for made in MADE}) == len(MADE) > 45
    with pytest.raises(TypeError):
        hostile()  # type: ignore[call-arg]


def read_by(host: Host, content: bytes, media: str, seconds: float = 60.0) -> str:
    source = Source("a", "x", size=len(content), media_type=media)
    return host.read(content, source, seconds, lambda: None).text.strip()


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PARAGRAPH = f"<w:p><w:r><w:t>{SENTENCE}</w:t></w:r></w:p>"


def sabotaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """From now on the reader of Word files runs some code first."""
    (tmp_path / "sitecustomize.py").write_text(
        "import docpipe.readers.docx as docx\nread = docx.read_docx\n"
        f"def sabotaged(content, source):\n    if len(content) > 3000:\n        {code}\n    return read(content, source)\ndocx.read_docx = sabotaged\n",
        "utf-8",
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=":")


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("import os; os.kill(os.getpid(), 11)", "killed_worker"),
        ("import time; time.sleep(60)", "timeout"),
        ("while True: pass", "timeout"),
        ("x = bytearray(6 << 30)", "too_large"),
        ("import socket; socket.create_connection(('127.0.0.1', 9))", "reader_failed"),
        ("import subprocess; subprocess.run(['true'])", "reader_failed"),
        ("open(__file__ + '.out', 'wb').write(bytes(64 << 20))", "reader_failed"),
        ("import os; os.write(1, b'no message')", ""),
        ("raise KeyError('x')", "reader_failed"),
    ],
)
def test_whatever_a_reader_does_the_next_file_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, expected: str
) -> None:
    sabotaged(tmp_path, monkeypatch, code)
    large = word(PARAGRAPH + "".join(f"<w:p><w:r><w:t>{at * 7919}</w:t></w:r></w:p>" for at in range(3000)))
    with Host() as host:
        for _ in range(2):
            try:
                read_by(host, large, WORD, 3.0)
                found = ""
            except Unreadable as refused:
                found = refused.code
            assert found == expected
            assert read_by(host, word(PARAGRAPH), WORD) == SENTENCE


def test_an_answer_that_is_no_reading_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that was taken over cannot make its worker run anything."""
    (tmp_path / "sitecustomize.py").write_text(
        "import os\nimport docpipe.readers as readers\nclass Taken:\n"
        "    def __reduce__(self):\n        return os.system, ('touch taken',)\n"
        "readers.read_alone = lambda content, source: Taken()\n",
        "utf-8",
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=":")
    monkeypatch.chdir(tmp_path)
    with Host() as host, pytest.raises(Unreadable, match="no answer"):
        read_by(host, word(PARAGRAPH), WORD)
    assert not (tmp_path / "taken").exists()


def test_members_come_before_the_damage() -> None:
    content = zipped({f"{at}.txt": SENTENCE.encode() for at in range(300)})
    source = Source("a", "x.zip", size=len(content), media_type="application/zip")
    with Host() as host:
        assert len(list(host.members(content, source, 60.0, lambda: None))) == 300
        first = next(host.members(content, source, 60.0, lambda: None))  # and the rest is not wanted
        assert first.content == SENTENCE.encode()
        assert len(list(host.members(content, source, 60.0, lambda: None))) == 300


def test_signs_of_life_come_with_each_page() -> None:
    from tests.readers.hostile import MADE as made

    content = next(item for item in made if item.name == "100000-pages.pdf").make()
    signs: list[int] = []
    with Host() as host:
        source = Source("a", "x.pdf", size=len(content), media_type="application/pdf")
        reading = host.read(content, source, 60.0, lambda: signs.append(1))
    assert len(signs) == 3000
    assert [fault.code for fault in reading.faults] == ["pages_left_out"]


def test_a_reader_that_has_held_much_starts_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    found = []
    with Host() as host:
        for most in (host_module.MOST_MEMORY, 1 << 20, host_module.MOST_MEMORY):
            monkeypatch.setattr(host_module, "MOST_MEMORY", most)
            assert read_by(host, word(PARAGRAPH), WORD) == SENTENCE
            found.append(sorted(child.process.pid for child in host._children.values()))
    assert len(found[0]) == len(found[2]) == 1 and found[0] != found[2]
    assert found[1] == []  # it had held more than a MB, and was ended


HOLDS = """
from pathlib import Path
from docpipe.readers.give_back import give_back
def resident():
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) >> 10
blocks = [b"x" * 100_000 for _ in range(2_000)]
del blocks[1:-1]  # the last one keeps the heap from shrinking by itself
before = resident()
give_back()
print(before, resident())
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc is told to give memory back")
def test_free_memory_is_given_back() -> None:
    told = subprocess.run([sys.executable, "-c", HOLDS], check=True, capture_output=True, text=True)
    before, after = map(int, told.stdout.split())
    assert before - after > 150, told.stdout


def test_the_stated_limit() -> None:
    assert MEMORY == 3 << 30  # docs/operations.md says so
    assert len(pdf([b"<<>>"])) < 200
