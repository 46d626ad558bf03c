"""Rows in a terminal: a table where the columns fit side by side, else one column below the other."""

import struct
from collections.abc import Sequence

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

SHOWN_CHARS = 120  # of a value in a table
LONG_CHARS = 600  # of a value that has a line of its own
LARGEST_FLOAT = 3.4e38  # of four bytes
LEAST_WIDTH = 12  # a column of text that is narrower than this cannot be read


def show_rows(console: Console, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """All rows are printed; NULL is written as such and stands out."""
    if _fits(console, columns, rows):
        _side_by_side(console, columns, rows)
    else:
        _below(console, columns, rows)


def _fits(console: Console, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> bool:
    """Whether every column gets its width, or one in which text can still be read when it is folded."""
    widest = [max(map(cell_len, [name, *(shown(row[at]) for row in rows)])) for at, name in enumerate(columns)]
    least = [min(width, max(LEAST_WIDTH, cell_len(name))) for width, name in zip(widest, columns, strict=True)]
    return sum(least) + 2 * len(columns) <= console.width


def _side_by_side(console: Console, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold", min_width=min(cell_len(column), LEAST_WIDTH))
    for row in rows:
        table.add_row(*(Text(shown(value), "" if value is not None else "dim") for value in row))
    console.print(table)


def _below(console: Console, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    width = max(map(cell_len, columns))
    for number, row in enumerate(rows, 1):
        console.print(Text(f"── row {number} ──", "dim"))
        for name, value in zip(columns, row, strict=True):
            text = shown(value, LONG_CHARS).replace("\n", "\n" + " " * (width + 2))
            line = Text(f"{name:{width}}  ", "bold").append(text, "" if value is not None else "dim")
            console.print(line, soft_wrap=True)


def shown(value: object, most: int = SHOWN_CHARS) -> str:
    """A value as one short line."""
    if value is None:
        return "NULL"
    text = ", ".join(map(_plain, value)) if isinstance(value, list) else _plain(value)
    text = "".join(char if char.isprintable() or char in "\n\t\u3000" else "·" for char in text)
    return text if len(text) <= most else text[: most - 1] + "…"


def _plain(value: object) -> str:
    """A FLOAT, which Python widens, with its own digits: 0.18 and not 0.18000000715255737.

    >>> _plain(0.18000000715255737), _plain(0.1), _plain(2.0), _plain(1e300), _plain(7)
    ('0.18', '0.1', '2.0', '1e+300', '7')
    """
    if not isinstance(value, float) or abs(value) > LARGEST_FLOAT:
        return str(value)
    single = struct.pack("f", value)
    if struct.unpack("f", single)[0] != value:
        return str(value)
    shorter = (float(f"{value:.{digits}g}") for digits in range(6, 10))
    return str(next(text for text in shorter if struct.pack("f", text) == single))
