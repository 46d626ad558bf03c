"""The shell of `docpipe sql`, and how it shows rows."""

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from docpipe.cli.shell import Names, Shell, history_file, kept_history
from docpipe.sql import Connection, connect


@pytest.fixture
def connection(samples: Path) -> Iterator[Connection]:
    with connect(samples) as opened:
        yield opened


def _typed(connection: Connection, text: str) -> None:
    with create_pipe_input() as keys:
        keys.send_text(text)
        Shell(connection, PromptSession(input=keys, output=DummyOutput())).run()


def test_what_is_typed_is_answered(connection: Connection, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [
        "SELECT count(*) AS n",
        "FROM sources;",
        "SELEC 1;",
        "DELETE FROM vocabulary;",
        ".describe held",
        ".nothing",
        ".exit",
    ]
    _typed(connection, "".join(f"{line}\r" for line in lines))
    shown = capsys.readouterr()
    assert str(connection.sql("SELECT count(*) FROM sources").fetchall()[0][0]) in shown.out
    assert "wait for a person" in shown.out
    assert "syntax error" in shown.err and "DELETE is refused" in shown.err and "no .nothing" in shown.err


def test_it_ends_with_the_input(connection: Connection, capsys: pytest.CaptureFixture[str]) -> None:
    _typed(connection, "SELECT 1 AS \x03SELECT 7 AS seven;\r\x04")
    assert "seven" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("typed", "whole", "offered"),
    [
        ("FROM noti", None, "notices"),
        ("SELECT * FROM documents JOIN bl", None, "blocks"),
        ("SELECT doc_num", "SELECT doc_num FROM notices", "doc_number"),
        ("SELECT d.sign", "SELECT d.sign FROM documents d", "signed_on"),
        ("SEL", None, "SELECT"),
        (".describe time", None, "timeline"),
    ],
)
def test_names_are_completed(connection: Connection, typed: str, whole: str | None, offered: str) -> None:
    document = Document(whole or typed, cursor_position=len(typed))
    found = {item.text: item for item in Names(connection).get_completions(document, CompleteEvent())}
    assert offered in found
    if offered != "SELECT":
        assert found[offered].display_meta_text


def test_queries_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    kept_history().append_string("FROM notices;")
    assert list(kept_history().load_history_strings()) == ["FROM notices;"]
    assert history_file().stat().st_mode & 0o077 == 0


def test_ctrl_c_during_a_query_is_told_apart_from_a_fault(connection: Connection) -> None:
    endless = "SELECT count(*) FROM range(10_000_000_000_000) WHERE range % 7 = hash(range) % 3"
    threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGINT)).start()
    with pytest.raises(KeyboardInterrupt):
        connection.sql(endless, seconds=20)
