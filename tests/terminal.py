"""The command line as its user types it, without the cost of a new process for every command."""

import io
import os
import shlex
import signal
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

WIDTH = 160


class Done(NamedTuple):
    """What a command left: its exit code and what it wrote."""

    returncode: int
    stdout: str
    stderr: str


def typed(folder: Path, command: str | list[str], *, width: int = WIDTH, **environment: str) -> Done:
    """What `docpipe …`, typed in that folder, writes and ends with; `command` with or without the leading word."""
    words = shlex.split(command) if isinstance(command, str) else list(command)
    words = words[1:] if words[:1] == ["docpipe"] else words
    with patch.dict(os.environ, environment), patch.object(sys, "argv", ["docpipe", *words]), chdir(folder):
        return _captured(width)


def _captured(width: int) -> Done:
    from docpipe.cli import main
    from docpipe.cli.common import console, errors

    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
    code: int | str | None = 0
    with redirect_stdout(out), redirect_stderr(err):
        console.width = errors.width = width
        held = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            main()
        except SystemExit as end:
            code = end.code
        finally:
            for number, handler in held.items():
                signal.signal(number, handler)
    return Done(code if isinstance(code, int) else 0 if code is None else 1, _written(out), _written(err))


def _written(stream: io.TextIOWrapper) -> str:
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode("utf-8")
