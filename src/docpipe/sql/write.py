"""The result of a query as a file."""

import csv
import io
import json
from typing import IO, Any

from docpipe.sql.result import Result

FORMATS = ("csv", "json", "parquet")


def write(result: Result, form: str, out: IO[bytes]) -> None:
    """All rows of the result, as CSV with a header, one JSON object per line, or Parquet."""
    {"csv": _csv, "json": _json, "parquet": _parquet}[form](result, out)


def _csv(result: Result, out: IO[bytes]) -> None:
    text = io.TextIOWrapper(out, "utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(result.columns)
    for row in result:
        writer.writerow([_plain(value) for value in row])
    text.detach()


def _plain(value: Any) -> Any:
    return "; ".join(map(str, value)) if isinstance(value, list) else value


def _json(result: Result, out: IO[bytes]) -> None:
    names = result.columns
    for row in result:
        record = dict(zip(names, row, strict=True))
        out.write(json.dumps(record, ensure_ascii=False, default=str).encode() + b"\n")


def _parquet(result: Result, out: IO[bytes]) -> None:
    from docpipe.sql.arrow_file import write_parquet

    write_parquet(result.to_arrow_table(), out)
