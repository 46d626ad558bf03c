"""An Arrow table as a Parquet file."""

import io
from typing import IO, Any


def write_parquet(table: Any, out: IO[bytes]) -> None:
    """The table as one Parquet file."""
    import pyarrow.parquet as pq

    whole = io.BytesIO()
    pq.write_table(table, whole, compression="zstd")
    out.write(whole.getvalue())
