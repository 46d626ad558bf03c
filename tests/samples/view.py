"""A document as text that a person can check: every block with part, role and rule, then fields, links, problems."""

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import docpipe
from docpipe.document import Document
from docpipe.profile_file import collection_profile
from docpipe.readers import container_members, is_container, media_type_of
from docpipe.source import Source


def view(path: Path) -> str:
    """Everything that docpipe says of a file, one line each; no confidences, because those change with every model."""
    source = Source(path.parent.name, path.name)
    content = path.read_bytes()
    if not is_container(media_type_of(content, path.name)):
        return _viewed(path)
    try:
        found = [(str(item.source.member), item.reason) for item in container_members(content, source)]
    except docpipe.Unreadable as refused:
        return _refused(refused)
    parts = [f"== {name}\n{f'  {reason}' + chr(10) if reason else _viewed(path, name)}" for name, reason in found]
    return f"container of {len(found)}\n" + "\n".join(["", *parts])


def _viewed(path: Path, member: str | None = None) -> str:
    try:
        document = docpipe.digest(path, member=member, profile=collection_profile(path.parent))
    except docpipe.Unreadable as refused:
        return _refused(refused)
    return "\n".join(_lines(document)) + "\n"


def _refused(refused: docpipe.Unreadable) -> str:
    return f"unreadable\n  {refused.code}: {refused.reason}\n"


def _lines(document: Document) -> Iterator[str]:
    reading = document.reading
    said = (document.status, document.language or "-", reading.media_type, reading.encoding or "-", document.profile)
    yield "  ".join(said)
    yield ""
    yield from _blocks(document)
    yield from _group("fields", _fields(document))
    yield from _group("links", _links(document))
    yield from _group("problems", _problems(document))
    for number, child in enumerate(document.children, 1):
        yield ""
        yield f"child {number}"
        yield from (f"  {line}".rstrip() for line in _lines(child))


def _group(name: str, lines: Iterator[str]) -> Iterator[str]:
    held = list(lines)
    if held:
        yield ""
        yield name
        yield from held


def _blocks(document: Document) -> Iterator[str]:
    for block in document.blocks:
        role = f"{block.role} {block.level}" if block.level else block.role
        yield f"{block.part:11} {role:20} {block.rule:32} | {shown(document.text_of(block))}"


def _fields(document: Document) -> Iterator[str]:
    for item in document.fields:
        part = "" if item.part == "original" else f" ({item.part})"
        said = "" if item.verbatim == item.value else f"  <- {shown(item.verbatim)}"
        where = f"at {item.span.start}" if item.span else f"from {item.supplier}"
        yield f"  {item.name}{part} = {shown(item.value)}{said}  [{where}, {item.rule}]"


def _links(document: Document) -> Iterator[str]:
    for link in document.links:
        label = f" under {shown(link.label)}" if link.label else ""
        href = f" -> {link.href}" if link.href else ""
        yield f"  {link.kind}{label}: {shown(link.text)}{href}"


def _problems(document: Document) -> Iterator[str]:
    for problem in document.problems:
        where = f"at {problem.span.start}" if problem.span else "whole"
        yield f"  {problem.severity} {problem.code} [{where}]: {shown(problem.message)}"


def shown(text: str) -> str:
    """The text on one line; what cannot be seen is written as an escape."""
    return "".join(char if _visible(char) else _escaped(char) for char in text)


def _visible(char: str) -> bool:
    return char in " \u3000" or unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs"}


def _escaped(char: str) -> str:
    return {"\n": "\\n", "\t": "\\t", "\r": "\\r"}.get(char, f"\\u{ord(char):04x}")
