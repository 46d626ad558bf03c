"""The files of profiles: read, joined with what they extend, checked. A wrong entry is named by file and line."""

import hashlib
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from docpipe.profile import Expect, FieldRule, Marker, Profile, Rule, Selector, Sign
from docpipe.profile_fault import complaint, line_of, near
from docpipe.sidecar_names import Sidecars
from docpipe.source import Source
from docpipe.vocabulary import vocabulary

BUILT_IN = Path(__file__).parent / "profiles"
COLLECTION_FILE = "collection.toml"
# What else a collection may say of itself: terms and how they are rendered, words learned from its own translations.
TERMS_FILE, LEXICON_FILE = "terms.toml", "lexicon.tsv"
OWN_FILES = frozenset({COLLECTION_FILE, TERMS_FILE, LEXICON_FILE})
# The models of the tables that a profile is written in.
MODELS: dict[str, type[BaseModel]] = {
    "": Profile,
    "marker": Marker,
    "rule": Rule,
    "selector": Selector,
    "field": FieldRule,
    "sign": Sign,
    "sidecars": Sidecars,
    "expect": Expect,
}
# What was loaded, with the state of every file that it was made of.
_loaded: dict[Path, tuple[dict[Path, int], Profile]] = {}


class ProfileError(ValueError):
    """A profile that cannot be used: says which file, where, and what would be right."""


def built_in() -> list[str]:
    """Names of the profiles that come with docpipe."""
    return sorted(path.stem for path in BUILT_IN.glob("*.toml"))


def load_profile(name_or_path: str | Path = "default") -> Profile:
    """The profile of that built-in name or TOML file, with all that it extends. Raises ProfileError."""
    given = Path(name_or_path)
    if given.suffix == ".toml":
        return _load(given.resolve())
    return _load((BUILT_IN / f"{name_or_path}.toml").resolve())


def collection_profile(folder: Path) -> Profile:
    """The profile of a collection's folder: its own `collection.toml`, or the default one."""
    own = folder / COLLECTION_FILE
    return load_profile(own) if own.is_file() else load_profile("default")


def collection_above(file: Path) -> Path:
    """The nearest folder above a file in which a collection tells of itself; the file's own where none does."""
    above = file.resolve().parents
    return next((folder for folder in above if any((folder / name).is_file() for name in OWN_FILES)), file.parent)


def folder_of_source(source: Source) -> Path | None:
    """The folder of the collection that a source lies in; None for one that is no file."""
    return collection_above(source.file) if source.file is not None else None


def own_digest(folder: Path, profile: Profile) -> str:
    """16 hex digits that change with the profile, and with the terms and the lexicon of the collection's folder."""
    own = [path.read_bytes() for name in (TERMS_FILE, LEXICON_FILE) if (path := folder / name).is_file()]
    return hashlib.sha256(b"\0".join([profile.digest.encode(), *own])).hexdigest()[:16] if own else profile.digest


def _load(path: Path) -> Profile:
    if not path.is_file():
        if path.parent == BUILT_IN.resolve():
            raise ProfileError(f"no profile is named {path.stem!r}; {_others(path.stem)}")
        raise ProfileError(f"{path}: no such profile; {_others(path.stem)}")
    held = _loaded.get(path)
    if held is not None and all(_stamp(file) == stamp for file, stamp in held[0].items()):
        return held[1]
    own = _parse(path)
    stamps: dict[Path, int] = {}
    for file, entries in _chain(path, own, ()):
        stamps[file] = _stamp(file)
        _check_own(file, entries)
    profile = Profile.model_validate({"name": path.stem} | _flatten(path, own, ()))
    _check_expected(path, own, profile)
    _loaded[path] = (stamps, profile)
    return profile


def _stamp(file: Path) -> int:
    return file.stat().st_mtime_ns if file.is_file() else -1


def _chain(path: Path, own: dict[str, Any], seen: tuple[Path, ...]) -> Iterator[tuple[Path, dict[str, Any]]]:
    if path in seen:
        return
    yield path, own
    for name in own.get("extends", ()):
        base = _find(name, path)
        yield from _chain(base, _parse(base), (*seen, path))


def _merged(base: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """`own` over `base`: lists are joined (base first), tables merged, plain values replaced."""
    result = dict(base)
    for key, value in own.items():
        held = result.get(key)
        if isinstance(held, dict) and isinstance(value, dict):
            result[key] = _merged(held, value)
        elif isinstance(held, list) and isinstance(value, list) and key not in {"required", "years"}:
            result[key] = held + [item for item in value if item not in held]
        else:
            result[key] = value
    return result


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as wrong:
        raise ProfileError(f"{path}: no valid TOML: {wrong}") from wrong
    except UnicodeDecodeError as wrong:
        raise ProfileError(f"{path}: profiles are UTF-8, byte {wrong.start} is not") from wrong
    except OSError as wrong:
        raise ProfileError(f"{path}: cannot be read: {wrong.strerror}") from wrong


def _find(name: str, extending: Path) -> Path:
    for found in (extending.parent / f"{name}.toml", BUILT_IN / f"{name}.toml"):
        if found.is_file():
            return found
    raise ProfileError(
        f"{_place(extending, 'extends')}: extends a profile named {name!r}, which is not there; {_others(name)}"
    )


def _flatten(path: Path, own: dict[str, Any], seen: tuple[Path, ...]) -> dict[str, Any]:
    if path in seen:
        raise ProfileError(f"{path}: extends itself through {' -> '.join(item.stem for item in seen)}")
    merged: dict[str, Any] = {}
    for name in own.get("extends", ()):
        base = _find(name, path)
        inherited = _flatten(base, _parse(base), (*seen, path))
        merged = _merged(merged, {key: value for key, value in inherited.items() if key != "extends"})
    return _merged(merged, own)


def _check_own(path: Path, own: dict[str, Any]) -> None:
    """A wrong entry is named with the file that it stands in and its line."""
    try:
        Profile.model_validate({"name": path.stem} | own)
    except ValidationError as wrong:
        lines = path.read_text("utf-8").splitlines()
        complaints = [f"{path}:{line_of(lines, fault['loc'])}: {complaint(fault, MODELS)}" for fault in wrong.errors()]
        raise ProfileError("\n".join(complaints)) from wrong


def _place(path: Path, *where: str) -> str:
    """File and line of an entry, as editors and terminals know to open them."""
    return f"{path}:{line_of(path.read_text('utf-8').splitlines(), where)}"


def _others(name: str) -> str:
    guess = near(name, built_in())
    return f"{guess + ' ' if guess else ''}built in are {', '.join(built_in())}"


def _check_expected(path: Path, own: dict[str, Any], profile: Profile) -> None:
    """What a collection expects are fields that somebody finds: a misspelt one would hold every document."""
    known = {*vocabulary()["field"], *profile.labels, *(item.name for item in profile.field)}
    known |= {item.field for item in profile.selector if item.field}
    expect = own.get("expect", {})
    named = [("required", name, "required") for name in expect.get("required", ())]
    named += [("coverage", name, name) for name in expect.get("coverage", {})]
    for key, name, written in named:
        if name not in known:
            guess = near(name, known) or "see schemas/vocabulary.toml"
            raise ProfileError(
                f"{_place(path, 'expect', written)}: expect.{key}: nothing gives a field {name!r}; {guess}"
            )
