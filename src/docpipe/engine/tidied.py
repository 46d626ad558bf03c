"""The cyclic garbage collector at times of our own choosing."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager

# What the rows and pieces of a page are made of has no cycles; what has some (trees of fragments, tracebacks) is freed
# whenever so many bytes have been read.
BYTES = 8 << 20


@contextmanager
def tidied() -> Iterator[Callable[[int], None]]:
    """Cycles are collected once for so many bytes that the given function has been told of, and at the end.

    Left to itself the collector looks through all rows of a batch again and again: a fifth of the time.
    """
    was, seen = gc.isenabled(), 0

    def tidy(size: int) -> None:
        nonlocal seen
        seen += size
        if seen >= BYTES:
            seen = 0
            gc.collect()

    gc.disable()
    gc.freeze()  # what is loaded by now stays
    try:
        yield tidy
    finally:
        gc.unfreeze()
        if was:
            gc.enable()
        gc.collect()
