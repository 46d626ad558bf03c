"""Collections of texts in one file (JSON lines, CSV, Parquet): each row with a text is a document."""

import csv
import json
from collections.abc import Iterator
from io import BytesIO, StringIO
from statistics import median
from typing import Any

from docpipe.readers.container_raw import Raw
from docpipe.source import Source

# Which column is what, best names first; what else a row says is known under its own name.
TEXT = ("text", "content", "body", "fulltext", "full_text", "html", "raw_content", "article", "正文", "内容", "全文")
URL = ("url", "link", "href", "source_url", "网址", "链接")
TITLE = ("title", "headline", "标题", "题名")
DATE = (
    "date",
    "published",
    "publish_date",
    "pubdate",
    "publish_time",
    "pub_date",
    "time",
    "日期",
    "发布日期",
    "发布时间",
)
LEAST_TEXT = 80  # characters of the middle row: shorter is a table, no collection of texts
SAMPLE = 50
HEAD = 1 << 20
LONGEST_KNOWN = 500


def columns(rows: list[dict[str, Any]]) -> str | None:
    """The column that holds the texts of a sample of rows; None where none does."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    for wanted in TEXT:
        for name in names:
            if name.strip().lower() == wanted:
                lengths = [len(row[name]) for row in rows if isinstance(row.get(name), str)]
                if len(lengths) >= max(1, len(rows) // 2) and median(lengths) >= LEAST_TEXT:
                    return name
    return None


def rows_of_text(content: bytes, source: Source) -> Iterator[Raw]:
    """The documents of a file; a row that cannot be read is a row that says so."""
    rows = _parquet(content) if content.startswith(b"PAR1") else _lines(content) if is_json(content) else _csv(content)
    waiting: list[dict[str, Any] | str] = []
    text_column: str | None = None
    decided = False
    count = 0
    for row in rows:
        waiting.append(row)
        if not decided and len(waiting) < SAMPLE:
            continue
        if not decided:
            text_column, decided = columns([item for item in waiting if isinstance(item, dict)]), True
            yield from (_member(number, item, text_column) for number, item in enumerate(waiting, 1))
            count = len(waiting)
        else:
            count += 1
            yield _member(count, row, text_column)
        waiting = []
    if not decided:
        text_column = columns([item for item in waiting if isinstance(item, dict)])
        yield from (_member(number, item, text_column) for number, item in enumerate(waiting, 1))


def first_rows(content: bytes, suffix: str) -> list[dict[str, Any]]:
    """Some rows from the start of a file, whose last one may be cut."""
    head = content[:HEAD]
    found = [row for row, _ in zip(_lines(head) if is_json(head) else _csv(head), range(SAMPLE), strict=False)]
    rows = [row for row in found if isinstance(row, dict)]
    return rows if suffix in {".csv", ".tsv"} or is_json(head) else []


def is_json(content: bytes) -> bool:
    """Whether a file looks like JSON lines."""
    return content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{"


def _member(number: int, row: dict[str, Any] | str, text_column: str | None) -> Raw:
    name = f"row{number}"
    if isinstance(row, str):
        return Raw(name, None, "corrupt", f"row {number}: {row}"[:300])
    text = row.get(text_column) if text_column is not None else None
    if not isinstance(text, str) or not text.strip():
        return Raw(
            name, None, "no_text_column", f"row {number} has no text" if text_column else "no column holds texts"
        )
    known = []
    for key, value in row.items():
        if key == text_column or value is None or isinstance(value, (dict, list)) or not str(value).strip():
            continue
        low = key.strip().lower()
        kind = next(
            (kind for kind, names in (("url", URL), ("title", TITLE), ("date", DATE)) if low in names), f"column:{key}"
        )
        known.append((kind, str(value).strip()[:LONGEST_KNOWN]))
    return Raw(name, text.encode("utf-8", "replace"), known=tuple(known))


def _lines(content: bytes) -> Iterator[dict[str, Any] | str]:
    for line in BytesIO(content):
        if not line.strip():
            continue
        try:
            row = json.loads(line.decode("utf-8-sig", "replace"))
        except (ValueError, RecursionError) as broken:
            yield f"no JSON: {broken}"
        else:
            yield row if isinstance(row, dict) else "no object"


def _csv(content: bytes) -> Iterator[dict[str, Any] | str]:
    from docpipe.readers.encoding import decode

    text = decode(content).text.lstrip("\ufeff")
    first = text[: text.find("\n")] if "\n" in text else text
    mark = max("\t,;", key=first.count)
    csv.field_size_limit(64 << 20)
    try:
        for row in csv.DictReader(StringIO(text), delimiter=mark):
            yield {key: value for key, value in row.items() if key is not None}
    except csv.Error as broken:
        yield f"no CSV: {broken}"


def _parquet(content: bytes) -> Iterator[dict[str, Any] | str]:
    import pyarrow.parquet as pq

    for batch in pq.ParquetFile(BytesIO(content)).iter_batches(batch_size=256):
        yield from batch.to_pylist()
