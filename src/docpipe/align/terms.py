"""Terms whose renderings are known, right and wrong: `schemas/terms.toml` and what a user adds."""

import tomllib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from docpipe.vocabulary import schemas_dir

OWN = "terms.toml"


class Term(NamedTuple):
    """A Chinese term, its accepted renderings, and such as are known to be wrong."""

    zh: str
    en: tuple[str, ...]
    wrong: tuple[str, ...]


def read_terms(path: Path) -> tuple[Term, ...]:
    """The terms of a file, the longest first. Raises ValueError for an entry that is none."""
    found = []
    for entry in tomllib.loads(path.read_text("utf-8")).get("term", []):
        if not entry.get("zh") or not entry.get("wrong"):
            raise ValueError(f"{path}: a term needs `zh` and `wrong`: {entry}")
        found.append(Term(entry["zh"], tuple(entry.get("en", ())), tuple(entry["wrong"])))
    return tuple(sorted(found, key=lambda term: -len(term.zh)))


@lru_cache(maxsize=64)
def _terms(path: Path, stamp: int) -> tuple[Term, ...]:
    return read_terms(path)


def terms_for(folder: Path | None = None) -> tuple[Term, ...]:
    """The terms that come with docpipe, after those in `terms.toml` of a collection's folder."""
    found: tuple[Term, ...] = ()
    for path in ([folder / OWN] if folder else []) + [schemas_dir() / OWN]:
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
