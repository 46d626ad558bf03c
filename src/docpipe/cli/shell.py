"""The shell of `docpipe sql`: history, completion, tables as wide as the terminal."""

import os
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from prompt_toolkit import PromptSession
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.lexers import PygmentsLexer
from pygments.lexers.sql import SqlLexer

from docpipe.cli.common import console, err
from docpipe.cli.describe import describe_table, list_tables
from docpipe.cli.rows import show_rows
from docpipe.cli.sql import SHOWN_ROWS
from docpipe.sql import Connection, Refused, SqlError

KEYWORDS = (
    "SELECT DISTINCT FROM WHERE GROUP BY ORDER BY LIMIT JOIN LEFT USING ON AND OR NOT IN IS NULL LIKE BETWEEN CASE WHEN "
    "THEN ELSE END WITH AS UNION ALL HAVING count(*) sum( avg( min( max( unnest( contains( length( year( round( "
    "DESCRIBE SUMMARIZE EXPLAIN"
).split()
HELP = """\
SQL ends with ; and may have several lines. What begins with a dot:
  .tables            tables and views         .describe NAME   columns of one, with what they mean
  .open N            another snapshot         .help            this
  .exit              the end (also Ctrl-D)
Tab completes, arrows bring back earlier queries, Ctrl-C drops what is typed or stops a query."""


def history_file() -> Path:
    """Where queries are kept from one shell to the next."""
    home = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
    return home / "docpipe" / "sql_history"


def kept_history() -> History:
    """The history in its file; in memory where none can be written."""
    path = history_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
    except OSError:
        return InMemoryHistory()
    return FileHistory(str(path))


class Names(Completer):
    """Tables after FROM and JOIN; elsewhere columns of the tables that the query names, and SQL's words."""

    def __init__(self, connection: Connection) -> None:
        self.tables = connection.tables()
        self.columns = connection.columns()

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:
        before = document.text_before_cursor
        word = re.search(r"[\w.]*$", before)
        typed = word[0] if word else ""
        for name, said in self._candidates(before[: len(before) - len(typed)], document.text, typed):
            if name.lower().startswith(typed.lower().rsplit(".", 1)[-1]) and name.lower() != typed.lower():
                yield Completion(name, start_position=-len(typed.rsplit(".", 1)[-1]), display_meta=said[:80])

    def _candidates(self, before: str, whole: str, typed: str) -> Iterator[tuple[str, str]]:
        if re.search(
            r"(?:\b(?:from|join|describe|summarize)|,|^\.describe)\s+$", before, re.IGNORECASE
        ) and not re.search(r"\bselect\b(?!.*\bfrom\b).*,\s*$", before, re.IGNORECASE | re.DOTALL):
            yield from self.tables.items()
            return
        if "." in typed:
            yield from self.columns.get(self._aliased(whole, typed.split(".", maxsplit=1)[0]), {}).items()
            return
        named = [name for name in self.tables if re.search(rf"\b{name}\b", whole)]
        for name in named:
            yield from self.columns.get(name, {}).items()
        if typed:
            yield from ((word, "") for word in KEYWORDS)
            if not named:
                yield from self.tables.items()

    def _aliased(self, whole: str, alias: str) -> str:
        """The table that an alias stands for: `FROM documents d`."""
        for table, name in re.findall(r"\b(?:from|join)\s+(\w+)(?:\s+as)?\s+(\w+)", whole, re.IGNORECASE):
            if name == alias:
                return str(table)
        return alias


class Shell:
    """Asks for queries until the end of input; wrong SQL is told and does not end it."""

    def __init__(self, connection: Connection, session: PromptSession[str] | None = None) -> None:
        self.connection = connection
        self.names = Names(connection)
        self.session: PromptSession[str] = session or PromptSession(
            history=kept_history(), auto_suggest=AutoSuggestFromHistory()
        )

    def run(self) -> None:
        """The shell, until its user leaves it."""
        console.print(
            f"[dim]{self.connection.warehouse}, snapshot {self.connection.snapshot}; .help says what can be typed[/]"
        )
        typed: list[str] = []
        while True:
            try:
                line = self.session.prompt(
                    "   ...> " if typed else "docpipe> ", completer=self.names, lexer=PygmentsLexer(SqlLexer)
                )
            except KeyboardInterrupt:
                typed = []
                continue
            except EOFError:
                return
            if not typed and line.strip() in {".exit", ".quit", "exit", "quit"}:
                return
            if not typed and line.lstrip().startswith("."):
                self._command(line.split())
                continue
            typed.append(line)
            query = "\n".join(typed)
            if query.rstrip().endswith(";") or not query.strip():
                typed = []
                if query.strip():
                    self._answer(query)

    def _answer(self, query: str) -> None:
        begun = time.perf_counter()
        try:
            result = self.connection.sql(query)
            rows = result.fetchmany(SHOWN_ROWS + 1)
        except KeyboardInterrupt:
            err("stopped")
            return
        except (SqlError, Refused, ValueError) as wrong:
            err(str(wrong))
            return
        show_rows(console, result.columns, rows[:SHOWN_ROWS])
        count = f"more than {SHOWN_ROWS}" if len(rows) > SHOWN_ROWS else str(len(rows))
        console.print(f"[dim]{count} rows, {1000 * (time.perf_counter() - begun):.0f} ms[/]")

    def _command(self, words: list[str]) -> None:
        name, *rest = words
        commands: dict[str, Any] = {
            ".help": lambda: console.print(HELP, markup=False),
            ".tables": lambda: list_tables(self.connection),
            ".describe": lambda: describe_table(self.connection, rest[0]) if rest else list_tables(self.connection),
            ".open": lambda: self._open(rest[0] if rest else None),
        }
        if name not in commands:
            err(f"no {name}; there are {', '.join(commands)}, .exit")
            return
        try:
            commands[name]()
        except LookupError as wrong:
            err(str(wrong.args[0]))

    def _open(self, number: str | None) -> None:
        from docpipe.sql import connect

        self.connection = connect(self.connection.warehouse, number)
        self.names = Names(self.connection)
        console.print(f"[dim]snapshot {self.connection.snapshot}[/]")
