"""What can be exported, and how each format is written."""

import csv
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import docpipe
from docpipe.export.akoma_ntoso import akoma_ntoso
from docpipe.export.delta import delta
from docpipe.export.dublin_core import dublin_core
from docpipe.export.fault import ExportError
from docpipe.export.followthemoney import entity
from docpipe.export.markdown import markdown
from docpipe.export.record import plain, records, rows_of, texts
from docpipe.export.tmx import FOOTER, tmx_header, tmx_unit

Progress = Callable[[], None]


def _file_name(record: dict[str, Any], suffix: str) -> str:
    title = re.sub(r'[\\/:*?"<>|\s\x00-\x1f]+', "_", record.get("title") or "")[:60].strip("_.")
    return f"{record['document_id']}{'_' + title if title else ''}{suffix}"


def _lines(connection: Any, out: Path, line: Callable[[dict[str, Any]], str]) -> Iterator[Path]:
    with out.open("w", encoding="utf-8", newline="\n") as file:
        for record in records(connection):
            file.write(line(record) + "\n")
            yield out


def _files(connection: Any, out: Path, suffix: str, content: Callable[[dict[str, Any]], str]) -> Iterator[Path]:
    out.mkdir(parents=True, exist_ok=True)
    for record in records(connection):
        path = out / _file_name(record, suffix)
        path.write_text(content(record), "utf-8")
        yield path


def _jsonl(connection: Any, out: Path) -> Iterator[Path]:
    return _lines(connection, out, lambda row: json.dumps({key: plain(row[key]) for key in row}, ensure_ascii=False))


def _csv(connection: Any, out: Path) -> Iterator[Path]:
    with out.open("w", encoding="utf-8-sig", newline="") as file:  # the mark lets a spreadsheet see UTF-8
        writer: Any = None
        for record in records(connection):
            if writer is None:
                writer = csv.writer(file)
                writer.writerow(record)
            writer.writerow([_cell(value) for value in record.values()])
            yield out


def _cell(value: Any) -> str:
    """A cell's text; a leading = + - @ is kept from being run as a formula by a spreadsheet."""
    shown = "; ".join(texts(value))
    return f"'{shown}" if shown[:1] in {"=", "+", "-", "@", "\t"} else shown


def _ftm(connection: Any, out: Path) -> Iterator[Path]:
    return _lines(connection, out, lambda row: json.dumps(entity(row), ensure_ascii=False))


def _markdown(connection: Any, out: Path) -> Iterator[Path]:
    return _files(connection, out, ".md", markdown)


def _dublin_core(connection: Any, out: Path) -> Iterator[Path]:
    return _files(connection, out, ".xml", dublin_core)


def _akn(connection: Any, out: Path) -> Iterator[Path]:
    query = (
        "SELECT document_id, part, role, level, text FROM blocks SEMI JOIN (FROM documents WHERE status = 'accepted') "
        "USING (document_id) ORDER BY document_id, seq"
    )
    blocks = blocks_in_turn(iter(connection.sql(query)))
    return _files(connection, out, ".xml", lambda record: akoma_ntoso(record, blocks(record["document_id"])))


def blocks_in_turn(rows: Iterator[tuple[Any, ...]]) -> Callable[[str], list[tuple[Any, ...]]]:
    """Gives the rows of one document after the other, asked in order of ids, so that the table is read once.

    A row begins with its document's id; rows come in order of these.
    """
    ahead = next(rows, None)

    def of(document_id: str) -> list[tuple[Any, ...]]:
        nonlocal ahead
        found = []
        while ahead is not None and ahead[0] <= document_id:
            if ahead[0] == document_id:
                found.append(ahead[1:])
            ahead = next(rows, None)
        return found

    return of


def _tmx(connection: Any, out: Path) -> Iterator[Path]:
    """One memory of all pairs that have both sides; counts documents."""
    query = "select * from parallel where source_text is not null and target_text is not null order by document_id, seq"
    with out.open("w", encoding="utf-8", newline="\n") as file:
        file.write(tmx_header(docpipe.__version__))
        last = None
        for row in rows_of(connection, query):
            file.write(tmx_unit(row))
            if row["document_id"] != last:
                last = row["document_id"]
                yield out
        file.write(FOOTER)


FORMATS: dict[str, Callable[[Any, Path], Iterator[Path]]] = {
    "jsonl": _jsonl,
    "csv": _csv,
    "markdown": _markdown,
    "akn": _akn,
    "ftm": _ftm,
    "dublin-core": _dublin_core,
    "tmx": _tmx,
    "delta": delta,
}
TABLES_OF = ("delta",)  # formats that hold whole tables, not accepted documents


def export(connection: Any, form: str, out: str | Path, progress: Progress | None = None) -> int:
    """Writes all accepted documents and gives their number; in Delta Lake, all tables of the snapshot.

    `out` is a file for jsonl, csv, ftm and tmx, a folder (of a file per document or a table) for the others. Raises
    ExportError for a format that is not there, or whose package is not.
    """
    if form not in FORMATS:
        raise ExportError(f"no export format {form!r}; there are {', '.join(FORMATS)}")
    target, count = Path(out), 0
    target.parent.mkdir(parents=True, exist_ok=True)
    for _ in FORMATS[form](connection, target):
        count += 1
        if progress is not None:
            progress()
    return count
