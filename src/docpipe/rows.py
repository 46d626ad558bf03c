"""A document as rows of the tables."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Any

from docpipe.document import CLUTTER, TRANSLATION, Document, Problem
from docpipe.extract.links import site_of
from docpipe.source import Source
from docpipe.tables.columns import Columns
from docpipe.tables.documents import DocumentRow
from docpipe.tables.stamp import RunStamp
from docpipe.values.minhash import signature

Row = dict[str, Any]
Rows = dict[str, list[Row] | Columns]

OF_DOCUMENT = ("documents", "fields", "problems", "alignments", "translation_flags", "signatures")
# Tables with so many rows that they are made column by column.
BY_COLUMN = ("blocks", "links")
DATES = ("signed_on", "published_on", "effective_on", "adopted_on", "repealed_on", "printed_on")
LISTS = ("issuers", "signatories", "signer", "reported_to", "copied_to", "attachments", "keywords", "cited")
# What the paper says alone where it says it, and not half the page around it: that may name the office that keeps the
# archive as issuer. The parts of a number are of the number that was taken.
VOICE = {"issuers": "issuers", "keywords": "keywords"} | {
    f"doc_number_{part}": "doc_number" for part in ("code", "year", "serial")
}
SITE = "site:"
INTEGERS = {"doc_number_year": 2**15, "doc_number_serial": 2**31}
# Columns that are no quotation: everything else of a document's row comes from a field of the same name.
COMPUTED = frozenset(
    [
        "document_id",
        "parent_document_id",
        "source_id",
        "collection",
        "source_path",
        "member",
        "source_sha256",
        "text_sha256",
        "media_type",
        "encoding",
        "reader",
        "status",
        "language",
        "body",
        "body_chars",
        "text_chars",
        "clutter_chars",
        "translation",
        "translation_chars",
        "translation_title",
        "translation_language",
        "translation_method",
        "profile",
        "site",
        "template_key",
        "docpipe_version",
        "run_id",
        "processed_at",
    ]
)


@cache
def quoted_columns() -> tuple[str, ...]:
    """Columns of `documents` that take the value of the first field of the same name."""
    special = {*DATES, *(f"{name}_precision" for name in DATES), *LISTS, *INTEGERS}
    return tuple(name for name in DocumentRow.model_fields if name not in COMPUTED | special)


def rows_of(document: Document, stamp: RunStamp) -> Rows:
    """Rows of a document and of its children for all tables that tell of documents, in order; validated nowhere yet."""
    found: dict[str, list[Row]] = {name: [] for name in OF_DOCUMENT}
    many = {name: Columns() for name in BY_COLUMN}
    for item, identity, parent in _family(document, document.source.source_id, None):
        _add(found, item, identity, parent, stamp)
        many["blocks"].extend(_block_columns(item, identity))
        many["links"].extend(_link_columns(item, identity))
    return {**found, **many}


def gather(held: Rows, more: Mapping[str, Sequence[Row]]) -> None:
    """The rows of `more` stand below those that are held."""
    for table, rows in more.items():
        held.setdefault(table, Columns() if isinstance(rows, Columns) else []).extend(rows)  # type: ignore[arg-type]


def source_row(
    source: Source,
    status: str,
    stamp: RunStamp,
    *,
    code: str | None = None,
    reason: str | None = None,
    duplicate_of: str | None = None,
    joined: tuple[str, int, int] | None = None,
    container_id: str | None = None,
    key: str | None = None,
    profile_hash: str | None = None,
    mtime_ns: int | None = None,
    first_run_id: str | None = None,
    deleted_run_id: str | None = None,
    seconds: float | None = None,
) -> Row:
    """The row of `sources`: what became of a file. `first_run_id` is carried over from the row that it replaces;
    `joined` is the source whose document its text is in, from where to where."""
    joined_to, joined_start, joined_end = joined or (None, None, None)
    return {
        "source_id": source.source_id,
        "collection": writable(source.collection),
        "path": writable(source.path),
        "member": source.member and writable(source.member),
        "sha256": source.sha256 or None,
        "bytes": source.size,
        "media_type": source.media_type,
        "mtime_ns": mtime_ns,
        "container_id": container_id,
        "status": status,
        "code": code,
        "reason": reason and encodable(reason),
        "duplicate_of": duplicate_of,
        "joined_to": joined_to,
        "joined_start": joined_start,
        "joined_end": joined_end,
        "key": key,
        "profile_hash": profile_hash,
        "docpipe_version": stamp.docpipe_version,
        "first_run_id": first_run_id or stamp.run_id,
        "last_run_id": stamp.run_id,
        "deleted_run_id": deleted_run_id,
        "seconds": seconds,
    }


def problem_rows(source_id: str, document_id: str | None, problems: Iterable[Problem]) -> list[Row]:
    """Rows of `problems`, of a document or of a source that gave none."""
    return [
        {
            "source_id": source_id,
            "document_id": document_id,
            "seq": seq,
            "code": problem.code,
            "severity": problem.severity,
            "message": encodable(problem.message),
            "start": problem.span.start if problem.span else None,
            "end": problem.span.end if problem.span else None,
        }
        for seq, problem in enumerate(problems)
    ]


def work_key(sha256: str, profile_hash: str, version: str) -> str:
    """What must be unchanged for a source to need no work: 16 hex digits of content, profile and docpipe version."""
    return hashlib.sha256(f"{sha256}\0{profile_hash}\0{version}".encode()).hexdigest()[:16]


def writable(name: str) -> str:
    """A file name as text: bytes that are no UTF-8 become \\xNN."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def encodable(text: str) -> str:
    """The text with lone surrogates, which UTF-8 cannot hold, as U+FFFD; as long as before."""
    if text.isascii():
        return text
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)
    return text


def _family(document: Document, identity: str, parent: str | None) -> Iterator[tuple[Document, str, str | None]]:
    yield document, identity, parent
    for number, child in enumerate(document.children, 1):
        yield from _family(child, f"{identity}-{number}", identity)


def _add(found: dict[str, list[Row]], document: Document, identity: str, parent: str | None, stamp: RunStamp) -> None:
    row = document_row(document, identity, parent, stamp)
    found["documents"].append(row)
    found["signatures"].extend(_signature_rows(row))
    found["fields"].extend(_field_rows(document, identity))
    problems = document.problems
    if any(block.part == TRANSLATION for block in document.blocks):
        problems += _add_alignments(found, document, identity)
    found["problems"].extend(problem_rows(document.source.source_id, identity, problems))


def _add_alignments(found: dict[str, list[Row]], document: Document, identity: str) -> tuple[Problem, ...]:
    """Pairs and flags, and what is wrong with the translation as a whole. Imported here, because the dictionary behind
    them is large and most documents need none."""
    from docpipe.align import aligned_or_not, alignment_rows, flag_rows

    beads, problems = aligned_or_not(document)
    found["alignments"].extend(alignment_rows(document, identity, beads))
    found["translation_flags"].extend(flag_rows(document, identity, beads))
    return problems


def document_row(document: Document, identity: str, parent: str | None, stamp: RunStamp) -> Row:
    """The row of `documents`: first value of a field for a plain column, all values for a list, NULL for none."""
    source, reading = document.source, document.reading
    text, body, translation = encodable(reading.text), document.body, document.translation
    clutter = sum(block.span.end - block.span.start for block in document.blocks if block.part == CLUTTER)
    return {
        "document_id": identity,
        "parent_document_id": parent,
        "source_id": source.source_id,
        "collection": writable(source.collection),
        "source_path": writable(source.path) + identity[len(source.source_id) :].replace("-", "#"),
        "member": source.member and writable(source.member),
        "source_sha256": source.sha256,
        "text_sha256": hashlib.sha256(text.encode()).hexdigest(),
        "media_type": source.media_type or reading.media_type,
        "encoding": reading.encoding,
        "reader": reading.reader,
        "status": document.status,
        "language": document.language or document.value("language"),
        **_quoted(document),
        "body": body and encodable(body),
        "body_chars": len(body or ""),
        "text_chars": len(text),
        "clutter_chars": clutter,
        "translation": translation and encodable(translation),
        "translation_chars": len(translation or ""),
        **_of_translation(document),
        "profile": document.profile,
        "site": site_of(reading, writable(source.collection)),
        "template_key": document.template_key,
        "docpipe_version": stamp.docpipe_version,
        "run_id": stamp.run_id,
        "processed_at": stamp.utc,
    }


def _signature_rows(row: Row) -> Iterator[Row]:
    made = signature(row["body"], row["language"] == "zh-Hant") if row["body"] else None
    if made is not None:
        yield {"document_id": row["document_id"], "minhash": made}


def _quoted(document: Document) -> Row:
    values: dict[str, list[str]] = {}
    voices: dict[str, bool] = {}
    for item in document.fields:
        if item.part != TRANSLATION and item.value.strip():
            told = voices.setdefault(VOICE.get(item.name, item.name), item.rule.startswith(SITE))
            if item.name not in VOICE or told == item.rule.startswith(SITE):
                values.setdefault(item.name, []).append(encodable(item.value))
    row: Row = {name: values[name][0] if name in values else None for name in quoted_columns()}
    row |= {name: list(dict.fromkeys(values[name])) if name in values else None for name in LISTS}
    row |= {name: _integer(values.get(name), limit) for name, limit in INTEGERS.items()}
    for name in DATES:
        row[name], row[f"{name}_precision"] = _day(values.get(name))
    return row


def _of_translation(document: Document) -> Row:
    """Columns on the translation: a field named so, whatever its part, or the translation's own title."""
    row: Row = dict.fromkeys(("translation_title", "translation_language", "translation_method"))
    for name in row:
        value = document.value(name, TRANSLATION) or document.value(name) or document.value(name, CLUTTER)
        row[name] = encodable(value) if value else None
    title = document.value("title", TRANSLATION)
    row["translation_title"] = row["translation_title"] or (encodable(title) if title else None)
    return row


def _integer(values: list[str] | None, limit: int) -> int | None:
    """The first value as a whole number that fits its column; None for anything else (`fields` keeps it)."""
    value = values[0] if values else ""
    return int(value) if value.isascii() and value.isdigit() and int(value) < limit else None


@lru_cache(maxsize=4096)
def iso_day(value: str) -> tuple[date, str] | None:
    """The first day that an ISO date covers, and its precision (day, month, year); None for what is no date."""
    precision, rest = {4: ("year", "-01-01"), 7: ("month", "-01"), 10: ("day", "")}.get(len(value), ("", ""))
    try:
        return (date.fromisoformat(value + rest), precision) if precision else None
    except ValueError:
        return None


def _day(values: list[str] | None) -> tuple[date | None, str | None]:
    return (iso_day(values[0]) if values else None) or (None, None)


def _block_columns(document: Document, identity: str) -> Columns:
    if not document.blocks:
        return Columns()
    text, count = encodable(document.reading.text), len(document.blocks)
    spans, parts, roles, levels, languages, rules, confidences, pages, paths = map(
        list, zip(*document.blocks, strict=True)
    )
    return Columns(
        {
            "document_id": [identity] * count,
            "seq": list(range(count)),
            "start": [start for start, _ in spans],
            "end": [end for _, end in spans],
            "part": parts,
            "role": roles,
            "level": levels,
            "language": languages,
            "text": [text[start:end] for start, end in spans],
            "rule": rules,
            "confidence": list(map(float, confidences)),
            "page": pages,
            "path": paths,
        }
    )


def _field_rows(document: Document, identity: str) -> Iterator[Row]:
    for seq, item in enumerate(document.fields):
        yield {
            "document_id": identity,
            "seq": seq,
            "name": item.name,
            "value": encodable(item.value),
            "verbatim": encodable(item.verbatim),
            "start": item.span.start if item.span else None,
            "end": item.span.end if item.span else None,
            "supplier": item.supplier,
            "rule": item.rule,
            "confidence": float(item.confidence),
            "part": item.part,
        }


def _link_columns(document: Document, identity: str) -> Columns:
    if not document.links:
        return Columns()
    count = len(document.links)
    kinds, labels, texts, hrefs, spans = map(list, zip(*document.links, strict=True))
    return Columns(
        {
            "document_id": [identity] * count,
            "seq": list(range(count)),
            "kind": kinds,
            "label": [label or None for label in _all_encodable(labels)],
            "text": _all_encodable(texts),
            "href": [href or None for href in _all_encodable(hrefs)],
            "start": [span and span[0] for span in spans],
            "end": [span and span[1] for span in spans],
            "target_document_id": [None] * count,
        }
    )


def _all_encodable(texts: list[Any]) -> list[Any]:
    """The texts, or None, each as `encodable` gives it."""
    try:
        "".join(filter(None, texts)).encode("utf-8")
    except UnicodeEncodeError:
        return [text and encodable(text) for text in texts]
    return texts
