"""What two documents that are alike are to each other. Likeness alone decides nothing: papers follow patterns."""

from collections.abc import Mapping
from typing import Any

SAME, COPY, VERSION, PATTERN, HELD = 0.97, 0.8, 0.3, 0.5, 0.8
KINDS = ("same_text", "republication", "version", "contains", "pattern", "alike")


def containment(likeness: float, one: int, two: int) -> float:
    """The share of the shorter text that the longer one has, from their likeness and their lengths."""
    shared = likeness * (one + two) / (1.0 + likeness)
    return min(shared / max(min(one, two), 1), 1.0)


def kind_of(one: Mapping[str, Any], two: Mapping[str, Any], likeness: float) -> str | None:
    """One of KINDS, or None for two documents that only resemble each other."""
    if one["text_sha256"] == two["text_sha256"] or likeness >= SAME:
        return "same_text"
    title = _same(one, two, "title")
    number = _same(one, two, "doc_number")
    if likeness >= COPY and (number or (title and not _other(one, two, "signed_on"))):
        return "republication"
    if likeness >= VERSION and title and not _others(one["issuers"], two["issuers"]):
        return "version"
    if containment(likeness, one["body_chars"], two["body_chars"]) >= HELD and _longer(one, two):
        return "contains"
    if likeness >= PATTERN:
        return "pattern" if _other(one, two, "title") or _others(one["issuers"], two["issuers"]) else "alike"
    return None


def _same(one: Mapping[str, Any], two: Mapping[str, Any], name: str) -> bool:
    return one[name] is not None and one[name] == two[name]


def _other(one: Mapping[str, Any], two: Mapping[str, Any], name: str) -> bool:
    return one[name] is not None and two[name] is not None and one[name] != two[name]


def _others(one: list[str] | None, two: list[str] | None) -> bool:
    return bool(one and two and not set(one) & set(two))


def _longer(one: Mapping[str, Any], two: Mapping[str, Any]) -> bool:
    lengths = sorted((one["body_chars"], two["body_chars"]))
    return bool(lengths[0] * 1.4 < lengths[1])
