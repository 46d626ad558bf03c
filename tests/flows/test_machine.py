"""Faults of the machine are waited for; a person's are not."""

import errno
import logging

import pytest

pytest.importorskip("prefect")

from docpipe.warehouse import WarehouseBusy
from flows.machine import patiently
from flows.parameters import Patience


@pytest.mark.parametrize("fault", [WarehouseBusy("busy"), OSError(errno.EIO, "i/o"), OSError(errno.ESTALE, "stale")])
def test_what_passes_is_tried_again(fault: Exception) -> None:
    calls = 0

    def action() -> str:
        nonlocal calls
        calls += 1
        if calls < 3:
            raise fault
        return "done"

    assert patiently(action, Patience(retries=3, wait=0), logging.getLogger("test")) == "done"
    assert calls == 3


@pytest.mark.parametrize("fault", [OSError(errno.ENOSPC, "full"), OSError(errno.EROFS, "read-only"), ValueError("x")])
def test_what_does_not_pass_is_told_at_once(fault: Exception) -> None:
    calls = 0

    def action() -> None:
        nonlocal calls
        calls += 1
        raise fault

    with pytest.raises(type(fault)):
        patiently(action, Patience(retries=3, wait=0), logging.getLogger("test"))
    assert calls == 1


def test_patience_ends() -> None:
    def action() -> None:
        raise WarehouseBusy("busy")

    with pytest.raises(WarehouseBusy):
        patiently(action, Patience(retries=2, wait=0), logging.getLogger("test"))
