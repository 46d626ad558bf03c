"""A document as Markdown with its metadata on top."""

import json
from typing import Any

from docpipe.export.record import plain, texts

# Of the columns, those a reader of the text wants to see on top of it.
HEAD = (
    "document_id",
    "collection",
    "source_path",
    "doc_number",
    "doc_kind",
    "issuers",
    "signatories",
    "recipients",
    "signed_on",
    "published_on",
    "copied_to",
    "attachments",
    "url",
    "language",
)


def markdown(record: dict[str, Any]) -> str:
    """YAML front matter (every value quoted as JSON, which YAML reads), title, body, translation."""
    head = [f"{name}: {_quoted(record[name])}" for name in ("title", *HEAD) if texts(record.get(name))]
    parts = ["---", *head, "---", ""]
    if record.get("title"):
        parts += [f"# {record['title']}", ""]
    parts += _paragraphs(record.get("body"))
    if record.get("translation"):
        parts += [f"## {record.get('translation_title') or 'Translation'}", ""]
        parts += _paragraphs(record["translation"])
    return "\n".join(parts).rstrip() + "\n"


def _quoted(value: Any) -> str:
    return json.dumps([plain(item) for item in value] if isinstance(value, list) else plain(value), ensure_ascii=False)


def _paragraphs(text: str | None) -> list[str]:
    return [part for line in (text or "").splitlines() for part in (_escaped(line), "")]


def _escaped(line: str) -> str:
    """A line that Markdown shows as it is written: what would be markup at its start, or HTML, is escaped."""
    for mark in ("\\", "`", "*", "_", "<", ">", "["):
        line = line.replace(mark, "\\" + mark)
    return "\\" + line if line[:1] in {"#", "-", "+", "=", "|"} else line
