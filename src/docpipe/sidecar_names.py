"""Which files of a collection hold one text in several languages, by their names."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from glob import escape
from pathlib import Path, PurePosixPath
from typing import Annotated, Literal, NamedTuple

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

PARTS = re.compile(r"\{(\w+)\}")
GROUPS = {"folder": r"(?P<folder>.+)", "name": r"(?P<name>.+?)", "extension": r"(?P<extension>[^/.]+)", "language": ""}
# What is left of a pattern where no language is said: x.en.txt beside x.txt, en/x.txt beside x.txt.
UNSAID = re.compile(r"[._\- ]?[(\uff08\[]?\{language\}[)\uff09\]]?(?:/|(?=[.]|$))")


def _pattern(written: str) -> str:
    unknown = set(PARTS.findall(written)) - GROUPS.keys()
    if unknown:
        raise ValueError(f"a pattern of sidecars is made of {', '.join(GROUPS)}, not of {', '.join(sorted(unknown))}")
    if not {"name", "language"} <= set(PARTS.findall(written)):
        raise ValueError(f"a pattern of sidecars needs {{name}} and {{language}}: {written!r}")
    return written


class Named(NamedTuple):
    """A file's name without its language, and that language: x.en.txt is x in English."""

    stem: str
    language: str


class Group(NamedTuple):
    """A file with an original and the files with its translations, each with the language that its name says."""

    original: str
    language: str | None
    translations: tuple[tuple[str, str], ...]


class Sidecars(BaseModel):
    """How files are named that hold one text in several languages."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    join: bool = Field(True, description="Whether such files become one document; false: each is its own.")
    pattern: tuple[Annotated[str, AfterValidator(_pattern)], ...] = Field(
        (),
        description="Paths inside the collection, made of {folder}, {name}, {language} and {extension}; a name may lie "
        "in folders.",
    )
    original: tuple[str, ...] = Field(
        (),
        description="Languages of the original, the likeliest first; a file whose name says no language comes before.",
    )
    languages: dict[str, tuple[str, ...]] = Field({}, description="BCP 47 tag to the ways in which names spell it.")
    method: Literal["machine", "human", "official"] | None = Field(None, description="How the translations were made.")
    believed: bool = Field(False, description="Whether names are believed that the text's language does not bear out.")

    @cached_property
    def _tags(self) -> dict[str, str]:
        return {spelling.lower(): tag for tag, spellings in self.languages.items() for spelling in (tag, *spellings)}

    @cached_property
    def _regexes(self) -> tuple[re.Pattern[str], ...]:
        spellings = sorted(self._tags, key=lambda spelling: (-len(spelling), spelling))
        said = "|".join(re.escape(spelling).replace(r"\-", "[-_]") for spelling in spellings)
        return tuple(_regex(written, f"(?P<language>(?i:{said}))") for written in self.pattern if said)

    def named(self, path: str) -> Named | None:
        """What a path says, if it is named as one of several languages: by the pattern with the shortest stem."""
        matches = (regex.fullmatch(path) for regex in self._regexes)
        return min((self._told(found) for found in matches if found), key=lambda told: len(told.stem), default=None)

    def _told(self, found: re.Match[str]) -> Named:
        told = found.groupdict()
        stem = "/".join(part for part in (told.get("folder"), told["name"]) if part)
        return Named(stem, self._tags[told["language"].lower().replace("_", "-")])

    def without_language(self, path: str) -> Iterator[str]:
        """Paths that the file may have whose name says no language."""
        for written, regex in zip(self.pattern, self._regexes, strict=False):
            if found := regex.fullmatch(path):
                yield UNSAID.sub("", written, count=1).format_map(found.groupdict())

    def groups(self, paths: Iterable[str], others: Iterable[str] = ()) -> list[Group]:
        """The groups of files, in order of the paths of their originals; a name that two files bear is of no group.

        `paths` are those that say a language; `others` such as may be their originals.
        """
        stems: dict[str, dict[str, list[str]]] = {}
        plain: dict[str, set[str]] = {}
        there = set(others)
        for path in paths:
            named = self.named(path)
            if named is not None:
                stems.setdefault(named.stem, {}).setdefault(named.language, []).append(path)
                plain.setdefault(named.stem, set()).update(there.intersection(self.without_language(path)))
        found = (self._group(files, plain[stem]) for stem, files in stems.items())
        return sorted(group for group in found if group is not None)

    def group_of(self, path: str, folder: Path) -> Group | None:
        """The group of a collection's folder that a path is of, by what lies there; None where it is of none."""
        if not self.join:
            return None
        named = self.named(path)
        stem = named.stem if named else PurePosixPath(path).with_suffix("").as_posix()
        there = {found.relative_to(folder).as_posix() for glob in self._globs(stem) for found in folder.glob(glob)}
        mine = [item for item in sorted(there) if (told := self.named(item)) is not None and told.stem == stem]
        plain = {item for given in mine for item in self.without_language(given)} - set(mine)
        groups = self.groups(mine, (item for item in plain if (folder / item).is_file()))
        return next((one for one in groups if path in {one.original, *(name for _, name in one.translations)}), None)

    def _globs(self, stem: str) -> set[str]:
        """What finds all files of a stem, and little else."""
        above, _, last = stem.rpartition("/")
        found = set()
        for written in self.pattern:
            before = written.partition("{name}")[0].replace("{language}", "*").replace("{extension}", "*")
            folder, name = (above or ".", last) if "{folder}" in written else ("", stem)
            found.add(before.replace("{folder}", escape(folder)) + escape(name) + "*")
        return found

    def _group(self, files: dict[str, list[str]], plain: set[str]) -> Group | None:
        if any(len(paths) > 1 for paths in files.values()) or len(plain) > 1:
            return None
        if plain:
            return Group(plain.pop(), None, tuple(sorted((tag, paths[0]) for tag, paths in files.items())))
        own = next((tag for tag in self.original if tag in files), None)
        told = tuple(sorted((tag, paths[0]) for tag, paths in files.items() if tag != own))
        return Group(files[own][0], own, told) if own is not None and told else None


def _regex(written: str, language: str) -> re.Pattern[str]:
    parts, groups = PARTS.split(written), GROUPS | {"language": language}
    return re.compile("".join(re.escape(part) if at % 2 == 0 else groups[part] for at, part in enumerate(parts)))
