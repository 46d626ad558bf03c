"""What can be said of the lines of a page in numbers: characters, layout, neighbours, containers.

`features` gives one row for each line. Nothing in it depends on a script or a language: characters are counted by
their Unicode class, names of css classes by what web designers call things, and everything is compared with the page.
Each group of columns has a file, which names them in `NAMES` and gives them for all lines at once, a row for each name.
"""

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from docpipe.label.features import around, layout, own, page, told
from docpipe.label.features.hints import HINT
from docpipe.label.features.page import Array, Matrix, Page
from docpipe.label.features.series import best_run
from docpipe.label.features.titles import first_titles, named_titles
from docpipe.label.line import Label, Line
from docpipe.reading import Reading

__all__ = ["HINT", "Array", "Matrix", "Page", "best_run", "columns", "features", "names"]


def features(
    lines: list[Line],
    reading: Reading,
    html: bool | None = None,
    labels: Sequence[Label | None] | None = None,
    words: tuple[str, ...] = (),
) -> Page:
    """The numbers of a page. `html` says whether to use the layout; by default where the lines have css paths.

    `labels` are the hard evidence of the profile, `words` its words that hint at clutter.
    """
    by_part = own.columns_of(lines)
    if html is None:
        html = any(path is not None for path in by_part.paths)
    self = own.own(by_part, reading.text, html)
    title = named_titles(by_part.texts, reading) if html else first_titles(by_part.texts)
    groups: list[npt.NDArray[Any]] = [self.rows, title[None, :]]
    node = np.zeros(len(lines), np.int64)
    hints: tuple[int, ...] = (0,) * len(lines)
    if html:
        rows, node, hints = layout.layout(by_part, self)
        groups.append(rows)
    groups += [around.around(self), told.told(by_part.texts, labels, words)]
    by_column = np.empty((len(names(html)), len(lines)), np.float32)
    np.concatenate(groups, out=by_column[: -len(page.NAMES)], casting="same_kind")
    by_column[-len(page.NAMES) :] = page.whole(self)[:, None]
    return Page(by_column.T, self.size.astype(np.float32), node.astype(np.int32), html, title.astype(np.float32), hints)


@lru_cache(maxsize=2)
def names(html: bool) -> tuple[str, ...]:
    """What the columns of `Page.rows` are called."""
    return (*own.NAMES, "title", *(layout.NAMES if html else ()), *around.NAMES, *told.NAMES, *page.NAMES)


@lru_cache(maxsize=2)
def columns(html: bool) -> str:
    """A digest of the names of the columns; changes whenever they do."""
    return hashlib.sha256("\n".join(names(html)).encode()).hexdigest()[:16]
