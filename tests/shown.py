"""What README and docs show is what comes out: they are read as scripts, from top to bottom, in a folder of their own.

A block `sh` holds commands that are run; a block `text` right below one holds what the last command prints; a block with
a path behind its language (`toml raw/harbour/collection.toml`) is the file of that name. `python -m tests.shown` (part of
`make gold`) writes what comes out now.
"""

import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.terminal import typed

ROOT = Path(__file__).resolve().parents[1]
WIDTH = 118
FENCE = re.compile(r"^```(?P<language>\w+)(?: (?P<path>[\w./-]+))?\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
# What differs from run to run: times, run ids.
VARIES = (
    (re.compile(r"\b\d{8}T\d{6}-[0-9a-f]{6}\b"), "RUN"),
    (re.compile(r"\b\d+(?:\.\d+)? s\b|\b\d+ documents/s"), "TIME"),
    (re.compile(r"\b\d\d-\d\d \d\d:\d\d\b"), "MOMENT"),
)


class Shown(NamedTuple):
    """A command of a page, what the page shows below it, what it prints, and where the output stands in the page."""

    command: str
    shown: str | None
    printed: str
    returncode: int
    span: tuple[int, int]


def pages() -> list[Path]:
    """README and all docs that hold commands."""
    return [
        path
        for path in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
        if "```sh\n" in path.read_text("utf-8")
    ]


def play(page: Path, folder: Path) -> Iterator[Shown]:
    """Every command of a page, run in that folder one after the other."""
    text = page.read_text("utf-8")
    blocks = list(FENCE.finditer(text))
    for at, block in enumerate(blocks):
        if block["path"]:
            (folder / block["path"]).parent.mkdir(parents=True, exist_ok=True)
            (folder / block["path"]).write_text(block["body"], "utf-8")
        if block["language"] != "sh":
            continue
        below = blocks[at + 1] if at + 1 < len(blocks) else None
        if below is not None and (
            below["language"] != "text" or below["path"] or text[block.end() : below.start()].strip()
        ):
            below = None
        commands = [line for line in block["body"].splitlines() if line.startswith("docpipe ")]
        for command in commands:
            done = typed(folder, command.partition("  #")[0], width=WIDTH)
            last = below if command == commands[-1] else None
            span = last.span("body") if last else (0, 0)
            yield Shown(command, last["body"] if last else None, done.stdout + done.stderr, done.returncode, span)


def words(text: str) -> list[list[str]]:
    """Lines as words, with what differs from run to run masked and without blank lines."""
    for pattern, mask in VARIES:
        text = pattern.sub(mask, text)
    return [line.split() for line in text.splitlines() if line.strip()]


def tidy(text: str) -> str:
    """Output as it stands in a page: no blank lines around it, none of the spaces that fill a terminal's line."""
    lines = [line.rstrip() for line in text.splitlines()]
    while lines and not lines[0]:
        lines.pop(0)
    while lines and not lines[-1]:
        lines.pop()
    return "\n".join(lines) + "\n"


def main() -> None:
    """Outputs in README and docs are written as they are now, where they differ by more than times."""
    with tempfile.TemporaryDirectory() as folder:
        samples = Path(folder) / "samples"
        shutil.copytree(ROOT / "raw", samples / "raw")
        typed(samples, "run --engine local")
        for page in pages():
            own = Path(folder) / page.stem
            shutil.copytree(samples, own, symlinks=True)
            _rewrite(page, own)


def _rewrite(page: Path, folder: Path) -> None:
    text = page.read_text("utf-8")
    for item in reversed(list(play(page, folder))):
        if item.shown is not None and words(item.shown) != words(item.printed):
            text = text[: item.span[0]] + tidy(item.printed) + text[item.span[1] :]
            print(f"changed {page.relative_to(ROOT)}: {item.command}")
    page.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
