"""Gale and Church's cost of two lengths in bytes, for many pairs of lengths at once."""

import math

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float32]
VARIANCE = 12.5  # of the difference, for each byte
FINE, FARTHEST = 32, 8.0  # places of the table for each standard deviation; beyond the farthest all is alike
_TABLE = np.array(
    [
        -math.log(max(math.erfc(at / FINE / math.sqrt(2)), 1e-12))
        for at in range(int(FARTHEST * FINE) + 2)
    ],
    np.float32,
)  # fmt: skip


def length_costs(one: Array, two: Array, ratio: float) -> Array:
    """Costs of source lengths (rows) beside target lengths (columns), where targets are `ratio` times as long."""
    expected = (one * ratio)[:, None]
    mean = (one[:, None] + (two / ratio)[None, :]) / 2
    delta = np.abs(two[None, :] - expected) / np.sqrt(np.maximum(mean, 1e-6) * VARIANCE * max(ratio, 1.0))
    return _TABLE[(np.minimum(delta, FARTHEST) * FINE + 0.5).astype(np.int32)]
