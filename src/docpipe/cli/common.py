"""What commands share: options, consoles, exit codes."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

EXIT_FAILED, EXIT_USAGE, EXIT_SOME_HELD, EXIT_LAW_BROKEN, EXIT_BUSY, EXIT_EXPECTED = 1, 2, 3, 4, 5, 6


def _home(given: Path) -> Path:
    """The folder of the warehouse; of one on an object store, the working copy on this machine."""
    if ":/" not in str(given):  # nothing is imported for a folder
        return given
    from docpipe.warehouse import working_copy

    return working_copy(given)


Raw = Annotated[Path, typer.Option("--raw", envvar="DOCPIPE_RAW", help="Folder of collections.", show_default=True)]
Home = Annotated[
    Path,
    typer.Option(
        "--warehouse",
        envvar="DOCPIPE_WAREHOUSE",
        help="Folder of the warehouse, or s3://bucket/prefix.",
        show_default=True,
        callback=_home,
    ),
]
AsOf = Annotated[
    str | None, typer.Option("--as-of", help="An older snapshot: its number, or a moment such as 2026-11-24T12:00.")
]
RAW, HOME = Path("raw"), Path("warehouse")

console = Console(highlight=False)
errors = Console(stderr=True, highlight=False)


def examples(*commands: str) -> str:
    """The examples under a command's help, one a line."""
    return "\n\n".join(["[bold]Examples[/bold]" if len(commands) > 1 else "[bold]Example[/bold]", *commands])


def err(message: str) -> None:
    """The message stands on standard error."""
    errors.print(f"[red]docpipe:[/red] {_plain(message)}", soft_wrap=True)


def _plain(text: str) -> str:
    return text.replace("[", "\\[")
