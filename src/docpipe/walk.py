"""From one source to one document: the walk through all steps."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from docpipe.compose import TemplateOf, compose, undecided
from docpipe.document import Document, Problem, Sidecar
from docpipe.joined import Part, joined
from docpipe.profile import Profile
from docpipe.profile_file import collection_above, collection_profile, load_profile
from docpipe.readers import Unreadable, container_members, is_container, media_type_of, read
from docpipe.reading import Reading
from docpipe.source import Source, sha256_of


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


class File(NamedTuple):
    """One of the files that hold one text in several languages, and the language that its name says."""

    source: Source
    content: bytes
    language: str | None


def digest_together(
    files: Sequence[File],
    profile: Profile,
    template_of: TemplateOf | None = None,
    reader: Callable[[bytes, Source], Reading] = read,
) -> list[Document | Refusal | Sidecar]:
    """What came of each file: one document of the first, and where in its text those of the others are; or the document
    of each, where their texts do not bear out their names. Never raises.
    """
    results = [digest_source(source, content, profile, template_of, reader) for source, content, _ in files]
    parts = [
        Part(result, file.language)
        for file, result in zip(files, results, strict=True)
        if isinstance(result, Document) and not any(problem.code == "internal_error" for problem in result.problems)
    ]
    if len(parts) < len(files):
        return [*results]
    try:
        whole = joined(parts, profile, template_of)
    except Exception as broken:  # a fault of ours must not lose what each file holds
        problem = Problem("internal_error", f"not joined with its translation: {broken!r}", "warning")
        first = parts[0].document
        return [replace(first, problems=(*first.problems, problem)), *results[1:]]
    return [*results] if whole is None else [whole, *whole.sidecars]


def with_known(reading: Reading, source: Source) -> Reading:
    """The reading with what the container told of its member (`container:url` and so on), and the file's name."""
    known = tuple((f"container:{name}", value) for name, value in source.known)
    return replace(reading, meta=(*reading.meta, *known, ("file name", source.name.rsplit(".", 1)[0])))


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
    `collection.toml` above the file or the built-in `default`. One that is or has a translation in another file gives
    the one document of both. Raises Unreadable where there is no text to be had, ProfileError for a wrong profile,
    OSError where the file cannot be read.
    """
    path = None if isinstance(given, bytes) else Path(given)
    content = given if isinstance(given, bytes) else Path(given).read_bytes()
    known = profile if isinstance(profile, Profile) else _profile(profile, path)
    if path is not None and name is None and (together := _beside(path, collection, known)):
        result = digest_together(together, known, (lambda site: template) if template else None)[0]
        if isinstance(result, Document) and result.sidecars:
            return result
    shown = name or (path.name if path else "document")
    source = Source(collection, shown, sha256=sha256_of(content), size=len(content), file=path)
    if is_container(media_type_of(content, shown)):
        source, content = _member(source, content, member)
    result = digest_source(source, content, known, (lambda site: template) if template else None)
    if isinstance(result, Refusal):
        raise Unreadable(result.code, result.reason)
    return result


def _beside(path: Path, collection: str, profile: Profile) -> list[File]:
    """The files of the group that a file is of; none where it is of none."""
    folder = collection_above(path)
    mine = path.resolve().relative_to(folder.resolve()).as_posix()
    group = profile.sidecars.group_of(mine, folder)
    if group is None:
        return []
    given = ((group.original, group.language), *((name, tag) for tag, name in group.translations))
    files = []
    for name, tag in given:
        content = (folder / name).read_bytes()
        shown = name if folder != path.parent else Path(name).name
        source = Source(collection, shown, sha256=sha256_of(content), size=len(content), file=folder / name)
        if is_container(media_type_of(content, shown)):
            return []
        files.append(File(source, content, tag))
    return files


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
    return collection_profile(collection_above(path)) if path is not None else load_profile("default")
