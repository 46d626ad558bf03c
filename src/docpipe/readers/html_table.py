"""Which cell of a table the text stands in, as rows and columns that span others move them."""

from docpipe.reading import Cell

# What a browser caps spans at.
MOST_COLUMNS, MOST_ROWS = 1000, 65534


def _span(written: str | None, most: int) -> int:
    digits = (written or "").strip()
    return max(1, min(int(digits[:6]), most)) if digits[:1].isdigit() and digits[:6].isdecimal() else 1


class Grid:
    """One table while it is being read. `cell` is the open cell, or None between cells."""

    def __init__(self, table: int) -> None:
        self.table = table
        self.row = -1
        self.column = 0
        self.cell: Cell | None = None
        self.taken: dict[int, int] = {}  # column -> first row that is free again

    def enter(self, tag: str, rowspan: str | None, colspan: str | None) -> None:
        """A `tr`, `td` or `th` begins."""
        if tag == "tr":
            self.row += 1
            self.column = 0
            self.cell = None
            return
        self.row = max(self.row, 0)
        while self.taken.get(self.column, 0) > self.row:
            self.column += 1
        rows, columns = _span(rowspan, MOST_ROWS), _span(colspan, MOST_COLUMNS)
        self.cell = Cell(self.table, self.row, self.column, rows, columns)
        if rows > 1:
            for column in range(self.column, self.column + columns):
                self.taken[column] = self.row + rows
        self.column += columns

    def leave(self) -> None:
        """The open cell ends."""
        self.cell = None
