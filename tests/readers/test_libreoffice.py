"""Files that only LibreOffice reads: where it is missing they say so, where it is they are read within limits."""

import sys
import time
from pathlib import Path

import pytest

from docpipe.readers import Unreadable, office, read, read_alone
from docpipe.readers.host import Host
from docpipe.readers.registry import formats
from docpipe.reading import Reading
from docpipe.source import Source
from tests.readers.formats import TITLE, docx
from tests.readers.test_doc import compound

WORKS = compound({"MatOST": b"x"})
NEW = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")


def source(name: str = "x.wps") -> Source:
    return Source("a", name, media_type="application/x-ole-storage")


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program called soffice that does what the test writes into it; nothing else is found."""
    program = tmp_path / "bin" / "soffice"
    program.parent.mkdir()
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
    monkeypatch.setattr(office, "PLACES", ())
    office.program.cache_clear()
    return program


def written(program: Path, script: str) -> None:
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)


@NEW
def test_it_is_converted_and_read_as_a_word_file(stand_in: Path, tmp_path: Path) -> None:
    (tmp_path / "made.docx").write_bytes(docx())
    # the last arguments are: --convert-to docx --outdir FOLDER FILE
    written(stand_in, f'echo "$@" > {tmp_path}/asked; for last; do :; done; cp {tmp_path}/made.docx "$last.docx"')
    for reading in (read(WORKS, source()), by_host()):
        assert TITLE in reading.text
        assert reading.reader == "libreoffice, docx" and reading.media_type == "application/x-ole-storage"
        assert [fault.code for fault in reading.faults] == ["converted"]
    asked = (tmp_path / "asked").read_text()
    assert "--headless" in asked and "--convert-to docx" in asked and "UserInstallation=file://" in asked


def by_host() -> Reading:
    with Host() as host:
        return host.read(WORKS, source(), 30.0, lambda: None)


@NEW
@pytest.mark.parametrize(
    ("script", "code"),
    [("exit 0", "corrupt"), ("kill -9 $$", "corrupt"), ("sleep 60 & sleep 60", "timeout"),
     ('for last; do :; done; head -c 3000000 /dev/zero > "$last.docx"', "too_large"),
     ('for last; do :; done; echo no > "$last.docx"', "corrupt")],
)  # fmt: skip
def test_whatever_it_does_is_a_reason(stand_in: Path, script: str, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    written(stand_in, script)
    monkeypatch.setattr(office, "LATEST", 2.0 if code == "timeout" else 60.0)
    monkeypatch.setattr(office, "LARGEST", 1 << 20)
    began, signs = time.monotonic(), list[int]()
    with Host() as host, pytest.raises(Unreadable, match=code):
        host.read(WORKS, source(), 60.0, lambda: signs.append(1))
    assert time.monotonic() - began < 55
    assert signs or code != "timeout"


@NEW
def test_where_it_is_missing_the_row_says_how_to_install_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(office, "PLACES", ())
    office.program.cache_clear()
    for stream, package in (
        ("MatOST", "libreoffice-writer"), ("Workbook", "libreoffice-calc"), ("PowerPoint Document", "libreoffice-impress")
    ):  # fmt: skip
        with pytest.raises(Unreadable, match=rf"needs_libreoffice: .*apt-get install {package}"):
            read(compound({stream: b"x"}), source())
    told = {item.media_type: item for item in formats()}
    assert not told["application/vnd.ms-works"].available
    assert "libreoffice-writer" in str(told["application/vnd.ms-works"].hint)


@NEW
def test_formats_tell_of_it_where_it_is(stand_in: Path) -> None:
    written(stand_in, "echo 'LibreOffice 7.4.7.2 40(Build:2)'")
    works = next(item for item in formats() if item.media_type == "application/vnd.ms-works")
    assert works.available and works.engine == "LibreOffice 7.4.7.2: Microsoft Works (.wps)"


def test_a_part_is_told_by_the_streams() -> None:
    assert office.part_of(WORKS) is office.WRITER
    assert office.part_of(compound({"Workbook": b"x"})) is office.CALC
    assert office.part_of(compound({"PowerPoint Document": b"x"})) is office.IMPRESS


def test_a_reader_alone_starts_no_program() -> None:
    with pytest.raises(Unreadable, match="needs_libreoffice"):
        read_alone(WORKS, source())


@pytest.mark.corpus
def test_a_real_file(shared: object) -> None:
    office.program.cache_clear()
    path = Path(str(shared)) / "corpus/binary/format_fixtures/testWORKS2000.wps"
    if not path.is_file() or not office.installed(office.WRITER):
        pytest.skip("no file of Microsoft Works, or no LibreOffice here")
    assert "Microsoft Works Word Processor 7.0" in read(path.read_bytes(), source()).text
