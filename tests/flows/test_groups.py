"""However many batches there are, a flow has at most MOST_TASKS tasks."""

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("prefect")

from docpipe.engine.batch import Order
from docpipe.engine.plan import Batch
from flows.tasks import MOST_TASKS, in_groups


@given(st.integers(0, 3000))
def test_groups_hold_every_batch_once_and_in_order(count: int) -> None:
    orders = [Order(Batch(str(at), Path("x"), 1, 1), Path("s"), "r", datetime(2026, 1, 1)) for at in range(count)]
    groups = list(in_groups(orders))
    assert len(groups) <= MOST_TASKS
    assert [order for group in groups for order in group] == orders
