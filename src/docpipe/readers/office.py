"""Files that only LibreOffice reads, where it is installed: it makes a Word file of them, which is read as any other.

Its process is as far from this one as a reader's (limits, no network, killed with all its children when it is late).
"""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

from docpipe.readers.formats_other import DOCX, OLE, PPTX, XLSX
from docpipe.readers.unreadable import Unreadable
from docpipe.reading import Fault, Reading
from docpipe.source import Source

NEEDED = "needs_libreoffice"
LATEST = 60.0  # seconds that a file may take
LARGEST = 200 << 20  # bytes of what it makes
PLACES = ("/Applications/LibreOffice.app/Contents/MacOS/soffice", "C:/Program Files/LibreOffice/program/soffice.exe")


class Part(NamedTuple):
    """A part of LibreOffice: what it reads, its library, how Debian calls it, what it makes of a file."""

    media_type: str
    formats: str
    library: str
    package: str
    suffix: str
    made: str


WRITER = Part("application/vnd.ms-works", "Microsoft Works (.wps)", "sw", "libreoffice-writer-nogui", "docx", DOCX)
CALC = Part("application/vnd.ms-excel", "Excel before 2007 (.xls)", "sc", "libreoffice-calc-nogui", "xlsx", XLSX)
IMPRESS = Part(
    "application/vnd.ms-powerpoint", "PowerPoint before 2007 (.ppt)", "sd", "libreoffice-impress-nogui", "pptx", PPTX
)
PARTS = (WRITER, CALC, IMPRESS)
# Streams of a compound file, as their names stand in its directory.
STREAMS = (("Workbook", CALC), ("PowerPoint Document", IMPRESS), ("Book", CALC))


def needed(part: Part) -> Unreadable:
    """What a reader raises for a file that LibreOffice may read."""
    return Unreadable(NEEDED, f"{part.formats} is read by LibreOffice only: {hint(part)}")


def hint(part: Part) -> str:
    debian = f"Debian: apt-get install {part.package}"
    return f"install LibreOffice ({debian}; else libreoffice.org), or save it as .{part.suffix}"


def part_of(content: bytes) -> Part:
    """The part of LibreOffice that reads a compound file."""
    return next((part for name, part in STREAMS if (name + "\0").encode("utf-16-le") in content), WRITER)


@cache
def program(path: str | None = None) -> str | None:
    """Where LibreOffice is installed on this machine, or None."""
    found = shutil.which("soffice", path=path) or shutil.which("libreoffice", path=path)
    return found or next((place for place in PLACES if Path(place).is_file()), None)


def installed(part: Part) -> bool:
    """Whether LibreOffice is here, with this part of it: distributions ship it in parts."""
    found = program(os.environ.get("PATH"))
    if found is None:
        return False
    libraries = Path(found).resolve().parent
    return not (libraries / "libmergedlo.so").exists() or (libraries / f"lib{part.library}lo.so").exists()


def version() -> str:
    """LibreOffice and its version, as it says itself."""
    found = program(os.environ.get("PATH"))
    with contextlib.suppress(OSError, subprocess.SubprocessError):
        said = subprocess.run([str(found), "--version"], capture_output=True, timeout=20, check=False)
        told = re.match(r"LibreOffice \d+(?:\.\d+)*", said.stdout.decode("utf-8", "replace"))
        if told:
            return told[0]
    return "LibreOffice"


def with_office(
    read: Callable[[bytes, Source], Reading], content: bytes, source: Source, seconds: float, sign: Callable[[], None]
) -> Reading:
    """What `read` makes of a source; where it says that LibreOffice is needed, of what that makes of it.

    Raises Unreadable.
    """
    try:
        return read(content, source)
    except Unreadable as refused:
        if refused.code != NEEDED:
            raise
        part = part_of(content)
        if not installed(part):
            raise
    made = converted(content, part, min(seconds, LATEST), sign)
    reading = read(made, replace(source, media_type=part.made))
    told = Fault("converted", "LibreOffice made the Word file that was read", "info")
    return replace(
        reading,
        reader=f"libreoffice, {reading.reader}",
        media_type=source.media_type or OLE,
        faults=(*reading.faults, told),
    )


def converted(content: bytes, part: Part, seconds: float, sign: Callable[[], None]) -> bytes:
    """The bytes of the file that LibreOffice makes. Raises Unreadable where it makes none or is late."""
    with tempfile.TemporaryDirectory(prefix="docpipe-") as folder:
        given, out = Path(folder, "given"), Path(folder, f"given.{part.suffix}")
        given.write_bytes(content)
        command = [sys.executable, "-m", "docpipe.readers.soffice", str(program(os.environ.get("PATH"))), folder]
        process = subprocess.Popen(
            [*command, part.suffix, str(seconds)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            _awaited(process, seconds, sign)
        finally:
            with contextlib.suppress(OSError):
                _kill(process)
            process.wait()
        # It says that all went well even when it wrote nothing.
        if not out.is_file():
            raise Unreadable("corrupt", f"LibreOffice made nothing of it ({part.formats} was expected)")
        if out.stat().st_size > LARGEST:
            raise Unreadable("too_large", "what LibreOffice made of it is larger than is read")
        return out.read_bytes()


def _awaited(process: "subprocess.Popen[bytes]", seconds: float, sign: Callable[[], None]) -> None:
    end = time.monotonic() + seconds
    while True:
        try:
            process.wait(1.0)
            return
        except subprocess.TimeoutExpired:
            sign()
        if time.monotonic() > end:
            raise Unreadable("timeout", f"LibreOffice took more than {seconds:.0f} seconds over it")


def _kill(process: "subprocess.Popen[bytes]") -> None:
    """It and all that it started."""
    if sys.platform == "win32":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
