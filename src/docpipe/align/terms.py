"""Terms whose renderings are known, right and wrong: `schemas/terms.toml` and what a user adds."""

import tomllib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from docpipe.profile_file import TERMS_FILE, ProfileError
from docpipe.vocabulary import schemas_dir


class Term(NamedTuple):
    """A Chinese term, its accepted renderings, and such as are known to be wrong."""

    zh: str
    en: tuple[str, ...]
    wrong: tuple[str, ...]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid")

    zh: str = Field(min_length=1)
    en: tuple[str, ...] = ()
    wrong: tuple[str, ...] = Field(min_length=1)
    note: str = ""


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    term: tuple[_Entry, ...] = ()


def read_terms(path: Path) -> tuple[Term, ...]:
    """The terms of a file, the longest first. Raises ProfileError for an entry that is none."""
    try:
        given = tomllib.loads(path.read_text("utf-8"))
    except ValueError as wrong:
        raise ProfileError(f"{path}: no valid TOML: {wrong}") from wrong
    try:
        entries = _File.model_validate(given).term
    except ValidationError as wrong:
        place, message = wrong.errors()[0]["loc"], wrong.errors()[0]["msg"]
        needs = "a [[term]] needs `zh` and `wrong` (a list), and may have `en` (a list) and `note`"
        raise ProfileError(f"{path}: {needs}; at {'.'.join(map(str, place))}: {message}") from wrong
    found = [Term(entry.zh, entry.en, entry.wrong) for entry in entries]
    return tuple(sorted(found, key=lambda term: -len(term.zh)))


@lru_cache(maxsize=64)
def _terms(path: Path, stamp: int) -> tuple[Term, ...]:
    return read_terms(path)


def terms_for(folder: Path | None = None) -> tuple[Term, ...]:
    """The terms that come with docpipe, after those in `terms.toml` of a collection's folder."""
    found: tuple[Term, ...] = ()
    for path in ([folder / TERMS_FILE] if folder else []) + [schemas_dir() / TERMS_FILE]:
        if path.is_file():
            found += _terms(path, path.stat().st_mtime_ns)
    return found


def wrong_renderings(source: str, target: str, terms: tuple[Term, ...]) -> Iterator[tuple[Term, str]]:
    """Terms of an original, each with the wrong rendering that its translation has in place of an accepted one."""
    told, rest = target.lower(), source
    for term in terms:
        if term.zh not in rest:
            continue
        rest = rest.replace(term.zh, " ")  # a shorter term inside this one is not looked for again
        wrong = next((item for item in term.wrong if item.lower() in told), None)
        if wrong is not None and not any(_stands(item.lower(), wrong.lower(), told) for item in term.en):
            yield term, wrong


def _stands(right: str, wrong: str, told: str) -> bool:
    return right in told and right not in wrong and wrong not in right
