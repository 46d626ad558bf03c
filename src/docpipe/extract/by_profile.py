"""Fields that a profile points to: by a pattern over lines of a role, or by a css selector."""

from collections.abc import Iterator

from docpipe.css import matches
from docpipe.document import Block, Field
from docpipe.extract.found import Found
from docpipe.profile import FieldRule, Profile
from docpipe.reading import Reading
from docpipe.span import Span


def _by_pattern(rule: FieldRule, reading: Reading, blocks: tuple[Block, ...]) -> Iterator[Field]:
    for block in blocks:
        if block.part != rule.part or (rule.roles and block.role not in rule.roles):
            continue
        raw = block.span.of(reading.text)
        lead = len(raw) - len(raw.lstrip())
        for found in rule.regex.finditer(raw.strip()):
            start, end = found.span("value")
            if end > start:
                span = Span(block.span.start + lead + start, block.span.start + lead + end)
                yield Field(
                    rule.name, found["value"].strip(), span.of(reading.text), span, rule="profile", part=rule.part
                )


def _by_selector(css: str, name: str, reading: Reading) -> Iterator[Field]:
    for piece in reading.pieces:
        verbatim = piece.span.of(reading.text)
        if piece.path is not None and verbatim.strip() and matches(css, piece.path):
            yield Field(name, verbatim.strip(), verbatim, piece.span, rule=f"selector:{css}")


def profile_fields(reading: Reading, blocks: tuple[Block, ...], profile: Profile) -> Found:
    """Fields by the profile's own patterns and selectors; a collection's own profile comes first."""
    fields = [
        field
        for selector in reversed(profile.selector)
        if selector.field is not None
        for field in _by_selector(selector.css, selector.field, reading)
    ]
    fields += [field for rule in reversed(profile.field) for field in _by_pattern(rule, reading, blocks)]
    return Found(tuple(fields))
