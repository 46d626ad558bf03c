"""Cycles are freed at times of our own choosing, and the collector is as it was afterwards."""

import gc
import weakref

import pytest

from docpipe.engine.tidied import BYTES, tidied


class _Knot:
    def __init__(self) -> None:
        self.self = self


@pytest.mark.parametrize("enabled", [True, False])
def test_cycles_are_freed_by_bytes_and_at_the_end(enabled: bool) -> None:
    was = gc.isenabled()
    try:
        (gc.enable if enabled else gc.disable)()
        with tidied() as tidy:
            first = weakref.ref(_Knot())
            tidy(BYTES - 1)
            assert first() is not None and not gc.isenabled()
            tidy(1)
            assert first() is None
            second = weakref.ref(_Knot())
        assert second() is None
        assert gc.isenabled() is enabled
    finally:
        (gc.enable if was else gc.disable)()
