"""A document as a FollowTheMoney entity."""

from typing import Any

from docpipe.export.record import mapped


def entity(record: dict[str, Any]) -> dict[str, Any]:
    """An entity of schema `PlainText` with lists of values, as the stream format of FollowTheMoney has it."""
    properties: dict[str, list[str]] = {}
    for term, value in mapped(record, "ftm"):
        properties.setdefault(term, []).append(value)
    known = {
        "fileName": record.get("member") or record.get("source_path"),
        "contentHash": None,  # FollowTheMoney wants SHA-1 here; ours is SHA-256
        "mimeType": record.get("media_type"),
        "encoding": record.get("encoding"),
        "bodyText": record.get("body"),
        "translatedText": record.get("translation"),
        "language": _iso639_3(record.get("language")),
    }
    properties |= {name: [value] for name, value in known.items() if value}
    return {"id": f"docpipe-{record['document_id']}", "schema": "PlainText", "properties": properties}


def _iso639_3(tag: str | None) -> str | None:
    """The three-letter code that FollowTheMoney uses for a BCP 47 tag, for the languages that docpipe tells apart."""
    codes = {"zh": "zho", "en": "eng", "ja": "jpn", "ko": "kor", "ru": "rus", "ug": "uig", "bo": "bod", "mn": "mon"}
    return codes.get((tag or "").split("-")[0])
