"""From a reading to a document: labelled, quoted, judged."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from docpipe.document import CLUTTER, Block, Document, Problem
from docpipe.extract import extract
from docpipe.extract.attached import attached
from docpipe.extract.links import site_of
from docpipe.label import label, lines_of
from docpipe.label.template import template_key
from docpipe.profile import Profile
from docpipe.reading import Reading
from docpipe.source import Source
from docpipe.span import Span
from docpipe.validate import HELD, validate
from docpipe.validate.listing import of_the_page

Template = Mapping[str, Any]
# The template of a site, where one is known.
TemplateOf = Callable[[str], Template | None]


def template_for(reading: Reading, source: Source, template_of: TemplateOf | None) -> Template | None:
    """The template of the site that a reading is of."""
    site = site_of(reading, source.collection) if template_of is not None else None
    return template_of(site) if template_of is not None and site is not None else None


def compose(source: Source, reading: Reading, profile: Profile, template_of: TemplateOf | None = None) -> Document:
    """A reading labelled, its fields quoted, and judged by the profile's contract."""
    template = template_for(reading, source, template_of)
    return composed(source, reading, label(reading, profile, template), profile, template)


def composed(
    source: Source, reading: Reading, blocks: tuple[Block, ...], profile: Profile, template: Template | None = None
) -> Document:
    """The document of a reading whose blocks are known: its fields quoted, and judged."""
    found = extract(reading, blocks, profile)
    media = replace(source, media_type=source.media_type or reading.media_type)
    document = Document(
        media,
        reading,
        blocks,
        found.fields,
        found.links,
        found.problems,
        profile=profile.name,
        template_key=template_key(lines_of(reading), template) if template else None,
    )
    problems, status = validate(document, profile)
    fields = of_the_page(document.fields, problems)
    if fields is not document.fields:
        document = replace(document, fields=fields)
    judged = document.judged(problems, status)
    return judged.holding(attached(judged, profile))


def undecided(source: Source, reading: Reading, profile: Profile, broken: Exception) -> Document:
    """A held document whose lines nobody has labelled."""
    blocks = tuple(Block(line.span, CLUTTER, "clutter", rule="undecided", confidence=0.0) for line in lines_of(reading))
    if not blocks and reading.text:
        blocks = (Block(Span(0, len(reading.text)), CLUTTER, "blank", rule="blank"),)
    problem = Problem("internal_error", f"{type(broken).__name__}: {broken}", "error")
    return Document(source, reading, blocks, problems=(problem,), status=HELD, profile=profile.name)
