"""The numbers of a page."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from docpipe.label.features.own import Own
from docpipe.label.features.series import summed

Array = npt.NDArray[np.float32]
Matrix = npt.NDArray[np.float32]
NAMES = (
    "page_lines page_size page_linked page_good page_good_size page_cjk page_stops page_prose page_mean_prose".split()
)


class Page(NamedTuple):
    """The numbers of a page: one row of `rows` for each line; the rest serves decoding and what is built on top."""

    rows: Matrix
    sizes: Array  # characters of each line, an ideograph counting two
    node: npt.NDArray[np.int32]  # the container of each line
    html: bool
    title: Array  # 2 the title that the page names, 1 a part of it
    hints: tuple[int, ...]  # what the names around each line hint at, bits of HINT


def whole(own: Own) -> Array:
    """What is true of the page as a whole: one number for each of `NAMES`."""
    size, good = own.size, own.good
    total, prose, held = max(summed(size), 1.0), np.count_nonzero(good > 0), summed(good)
    return np.array(
        (
            np.log1p(len(size)), np.log1p(total), summed(own.linked) / total, held / total, np.log1p(held),
            summed(own.row("cjk") * size) / total, summed(own.stops) / total * 100, prose / len(size),
            np.log1p(held / max(prose, 1)),
        ), np.float32,
    )  # fmt: skip
