"""Columns of hexadecimal digits, two digits a byte."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

NO_DIGIT = 255
VALUES = np.full(256, NO_DIGIT, np.uint8)
VALUES[np.frombuffer(b"0123456789abcdef", np.uint8)] = np.arange(16, dtype=np.uint8)


def packed(column: pa.Array, width: int) -> pa.Array:
    """The digits of each row as `width` bytes; NULL stays NULL. Raises ValueError."""
    given = column.drop_null().cast(pa.binary())
    lengths = pc.unique(pc.binary_length(given)).to_pylist()
    if lengths not in ([], [2 * width]):
        raise ValueError(f"not {2 * width} hexadecimal digits each: {lengths}")
    rows = np.zeros((len(column), width), np.uint8)
    if len(given):
        there = column.is_valid().to_numpy(zero_copy_only=False)
        start = np.frombuffer(given.buffers()[1], np.int32)[given.offset]
        characters = np.frombuffer(given.buffers()[2], np.uint8)[start:]
        digits = VALUES[characters[: 2 * width * len(given)]].reshape(-1, width, 2)
        if digits.max() == NO_DIGIT:
            raise ValueError(f"not {2 * width} hexadecimal digits each, in lower case")
        rows[there] = digits[:, :, 0] << 4 | digits[:, :, 1]
    validity = pc.invert(column.is_null()).buffers()[1] if column.null_count else None
    return pa.Array.from_buffers(pa.binary(width), len(column), [validity, pa.py_buffer(rows)])


class Digests:
    """A column of digests, of which one place after the other is asked for; None where there is none."""

    def __init__(self, column: pa.ChunkedArray) -> None:
        whole = column.combine_chunks()
        self._width = whole.type.byte_width
        self._content = whole.buffers()[1].to_pybytes() if len(whole) else b""
        self._there = whole.is_valid().to_numpy(zero_copy_only=False).tobytes()

    def __getitem__(self, at: int) -> str | None:
        return self._content[at * self._width : (at + 1) * self._width].hex() if self._there[at] else None
