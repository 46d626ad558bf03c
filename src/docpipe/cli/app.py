"""All commands, and what happens to errors: a sentence that says what to do, never a traceback."""

import os
import signal
import sys
from importlib import import_module
from pathlib import Path
from typing import NoReturn

import typer

from docpipe.cli.common import EXIT_BUSY, EXIT_FAILED, EXIT_LAW_BROKEN, err
from docpipe.cli.ending import Ending

app = typer.Typer(
    name="docpipe",
    help="Turn a folder of documents as people really have them into a warehouse that you can query.",
    epilog="Start: put documents into raw/<collection>/, then `docpipe run` and `docpipe sql 'FROM notices'`.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)
# One file per command; each adds itself to the app.
COMMANDS = (
    "run", "watch", "backfill", "serve", "connect", "lexicon", "show", "sql", "describe", "status", "quarantine", "laws", "schemas",
    "formats", "export", "report", "diff", "maintain",
)  # fmt: skip


def _version(wanted: bool) -> None:
    if wanted:
        import docpipe

        typer.echo(f"docpipe {docpipe.__version__}")
        raise typer.Exit()


@app.callback()
def top(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Show the version and end."
    ),
) -> None:
    """Turn a folder of documents as people really have them into a warehouse that you can query."""


class Stopped(BaseException):
    """A signal asked the process to end; no KeyboardInterrupt, because libraries have their own ideas of that one."""

    def __init__(self, number: int) -> None:
        super().__init__(f"stopped by signal {number}")
        self.number = number


def _stop(number: int, frame: object) -> NoReturn:
    raise Stopped(number)


def _asked(arguments: list[str]) -> tuple[str, ...]:
    """The one command that is typed first, or all of them, so that `docpipe sql` does not wait for the others."""
    return (arguments[0],) if arguments and arguments[0] in COMMANDS else COMMANDS


def _expected() -> tuple[type[BaseException], ...]:
    """Errors that are the user's to mend; their message says how."""
    from docpipe.collection import NoCollection
    from docpipe.profile_file import ProfileError
    from docpipe.readers import Unreadable
    from docpipe.sql import NoWarehouse, Refused, SqlError
    from docpipe.warehouse import NoSnapshot

    return (
        NoCollection,
        ProfileError,
        Unreadable,
        NoWarehouse,
        NoSnapshot,
        Refused,
        SqlError,
        OSError,
        ValueError,
        LookupError,
    )


def _said(fault: Exception) -> str:
    """What went wrong, without the number that an operating system gives it; paths as short as they were typed."""
    if isinstance(fault, OSError) and fault.strerror and fault.filename is not None:
        return f"{fault.filename}: {fault.strerror[:1].lower()}{fault.strerror[1:]}"
    return str(fault).replace(f"{Path.cwd()}{os.sep}", "")


def program() -> None:
    """The `docpipe` command in a process of its own."""
    ending = Ending()
    try:
        main()
    except SystemExit as end:
        ending.code = end.code if isinstance(end.code, int) else None
        raise


def main() -> None:
    """The `docpipe` command."""
    for name in _asked(sys.argv[1:]):
        import_module(f"docpipe.cli.{name}")
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)
    try:
        app(prog_name="docpipe")
    except Stopped as stopped:
        err("stopped; what is published is as it was, and the next run goes on from here")
        sys.stderr.flush()
        os._exit(128 + stopped.number)  # no thread that waits for something may hold the end up
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        sys.exit(0)
    except Exception as fault:
        if os.environ.get("DOCPIPE_DEBUG"):
            raise
        from docpipe.warehouse import AuditFailed, WarehouseBusy

        if isinstance(fault, WarehouseBusy):
            err(str(fault))
            sys.exit(EXIT_BUSY)
        if isinstance(fault, AuditFailed):
            err(f"nothing was published, because what the run made breaks the laws: {fault}")
            sys.exit(EXIT_LAW_BROKEN)
        if isinstance(fault, _expected()):
            err(_said(fault))
        else:
            err(f"{type(fault).__name__}: {fault} (a fault of docpipe; DOCPIPE_DEBUG=1 shows where)")
        sys.exit(EXIT_FAILED)
