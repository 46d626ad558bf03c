"""From one source to one document: the walk through all steps."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from docpipe.document import CLUTTER, Block, Document, Problem
from docpipe.extract import extract
from docpipe.extract.attached import attached
from docpipe.extract.links import site_of
from docpipe.label import label, lines_of
from docpipe.label.template import template_key
from docpipe.profile import COLLECTION_FILE, Profile, collection_profile, load_profile
from docpipe.readers import Unreadable, container_members, is_container, media_type_of, read
from docpipe.reading import Reading
from docpipe.source import Source, sha256_of
from docpipe.span import Span
from docpipe.validate import HELD, validate

# The template of a site, where one is known.
TemplateOf = Callable[[str], Mapping[str, Any] | None]


class Refusal(NamedTuple):
    """A source that gave no text at all, and why."""

    source: Source
    code: str
    reason: str


def digest_source(
    source: Source,
    content: bytes,
    profile: Profile,
    template_of: TemplateOf | None = None,
    reader: Callable[[bytes, Source], Reading] = read,
) -> Document | Refusal:
    """The document of a source. Whatever goes wrong is a refusal or a held document with the reason; never raises.

    `reader` reads it: in this process, or in one that may die of it.
    """
    try:
        reading = with_known(reader(content, source), source)
    except Unreadable as refused:
        return Refusal(source, refused.code, refused.reason)
    except RecursionError:
        return Refusal(source, "too_deep", "the file is nested too deeply for its reader")
    except Exception as broken:
        return Refusal(source, "reader_failed", f"{type(broken).__name__}: {broken}")
    try:
        return compose(source, reading, profile, template_of)
    except Exception as broken:  # a fault of ours must not lose the text: it is kept, undecided, for whoever mends it
        return undecided(source, reading, profile, broken)


def compose(source: Source, reading: Reading, profile: Profile, template_of: TemplateOf | None = None) -> Document:
    """A reading labelled, its fields quoted, and judged by the profile's contract."""
    site = site_of(reading, source.collection) if template_of is not None else None
    template = template_of(site) if template_of is not None and site is not None else None
    blocks = label(reading, profile, template)
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
    judged = document.judged(problems, status)
    return judged.holding(attached(judged, profile))


def with_known(reading: Reading, source: Source) -> Reading:
    """The reading with what the container told of its member (`container:url` and so on), and the file's name."""
    known = tuple((f"container:{name}", value) for name, value in source.known)
    return replace(reading, meta=(*reading.meta, *known, ("file name", source.name.rsplit(".", 1)[0])))


def undecided(source: Source, reading: Reading, profile: Profile, broken: Exception) -> Document:
    """A held document whose lines nobody has labelled."""
    blocks = tuple(Block(line.span, CLUTTER, "clutter", rule="undecided", confidence=0.0) for line in lines_of(reading))
    if not blocks and reading.text:
        blocks = (Block(Span(0, len(reading.text)), CLUTTER, "blank", rule="blank"),)
    problem = Problem("internal_error", f"{type(broken).__name__}: {broken}", "error")
    return Document(source, reading, blocks, problems=(problem,), status=HELD, profile=profile.name)


def digest(
    given: str | Path | bytes,
    name: str | None = None,
    *,
    member: str | None = None,
    collection: str = "default",
    profile: Profile | str | Path | None = None,
    template: Mapping[str, Any] | None = None,
) -> Document:
    """The document of a file or of bytes, without a warehouse and without Prefect.

    `name` helps where bytes do not say what they are (`x.html`); `member` names the part of an archive or mailbox
    (`a/b.txt`) that is the document; `profile` is a Profile, a built-in name or a TOML file, by default the nearest
    `collection.toml` above the file or the built-in `default`. Raises Unreadable where there is no text to be had,
    ProfileError for a wrong profile, OSError where the file cannot be read.
    """
    path = None if isinstance(given, bytes) else Path(given)
    content = given if isinstance(given, bytes) else Path(given).read_bytes()
    known = profile if isinstance(profile, Profile) else _profile(profile, path)
    shown = name or (path.name if path else "document")
    source = Source(collection, shown, sha256=sha256_of(content), size=len(content), file=path)
    if is_container(media_type_of(content, shown)):
        source, content = _member(source, content, member)
    result = digest_source(source, content, known, (lambda site: template) if template else None)
    if isinstance(result, Refusal):
        raise Unreadable(result.code, result.reason)
    return result


NAMED = 10


def _member(source: Source, content: bytes, wanted: str | None) -> tuple[Source, bytes]:
    """A member of a container with its bytes. Raises Unreadable with the names that there are."""
    names = []
    for found in container_members(content, source):
        name = found.source.member or ""
        if wanted is not None and name == wanted:
            if found.content is None:
                raise Unreadable(found.code or "corrupt", found.reason or "the member cannot be read")
            return replace(found.source, sha256=sha256_of(found.content), size=len(found.content)), found.content
        names.append(name)
    shown = ", ".join(names[:NAMED]) + (f" and {len(names) - NAMED} more" if len(names) > NAMED else "")
    told = "an archive, say which member" if wanted is None else f"there is no member {wanted!r}"
    raise Unreadable("container", f"{told}; there are: {shown or 'none'}")


def _profile(given: str | Path | None, path: Path | None) -> Profile:
    if given is not None:
        return load_profile(given)
    return collection_profile(_collection_of(path)) if path is not None else load_profile("default")


def _collection_of(path: Path) -> Path:
    """The nearest folder above a file that has a profile; the file's own where none has."""
    above = path.resolve().parents
    return next((folder for folder in above if (folder / COLLECTION_FILE).is_file()), path.parent)
