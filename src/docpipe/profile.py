"""A profile says where things are in a collection: markers, rules, selectors, labels, words and a contract. TOML."""

import hashlib
import re
import tomllib
from collections.abc import Iterator
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from docpipe.css import check as css_check
from docpipe.profile_fault import complaint, line_of, near
from docpipe.sidecar_names import Sidecars
from docpipe.vocabulary import roles, vocabulary

BUILT_IN = Path(__file__).parent / "profiles"
COLLECTION_FILE = "collection.toml"

Part = Literal["original", "translation", "clutter"]
# Longer lines are no markers.
LONGEST_MARKER = 60
# What may stand around the words of a marker: brackets, colons, arrows, bullets, dashes.
DECORATION = " \t\u3000\xa0:\uff1a【】[]［］〔〕()（）<>《》〈〉>»›▶►■◆●★☆*·•|｜—-–_=＝~～.。…"


class ProfileError(ValueError):
    """A profile that cannot be used: says which file, where, and what would be right."""


def _regex(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as wrong:
        raise ValueError(f"not a regular expression: {pattern!r} ({wrong})") from wrong
    return pattern


def _selector(css: str) -> str:
    css_check(css)
    return css


def _role(name: str) -> str:
    if name not in roles():
        raise ValueError(
            f"no role named {name!r} in the vocabulary; {near(name, roles()) or 'see schemas/vocabulary.toml'}"
        )
    return name


Pattern = Annotated[str, AfterValidator(_regex)]
Role = Annotated[str, AfterValidator(_role), Field(json_schema_extra={"enum": sorted(roles())})]
Css = Annotated[str, AfterValidator(_selector)]
Share = Annotated[float, Field(ge=0, le=1)]


@lru_cache(maxsize=8192)
def bare(line: str) -> str:
    """A line without decoration and inner spaces, as marker words are compared: `【 相关链接 】：` is `相关链接`."""
    kept = line.strip(DECORATION)
    return kept if kept.isascii() else "".join(kept.split())


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Marker(_Part):
    """A lone line that opens a section; the line itself gets role `marker` (or `translation_marker`)."""

    name: str | None = Field(None, description="How the marker signs what it decides; by default its first words.")
    text: tuple[str, ...] = Field((), description="The words of the line, compared without decoration and spaces.")
    pattern: Pattern | None = Field(None, description="A regular expression over the whole stripped line.")
    role: Role = Field(description="Role of the lines below the marker.")
    part: Part = "clutter"
    until: Literal["marker", "blank", "end"] = Field(
        "marker", description="Where the section ends: at the next marker, at a blank line, or at the end of the text."
    )
    lines: int | None = Field(None, ge=1, description="At most so many lines belong to the section.")
    method: Literal["machine", "human", "official"] | None = Field(None, description="Of a translation.")
    language: str | None = Field(None, description="BCP 47 tag of the lines below, where the marker says so.")
    case: bool = Field(False, description="Whether upper and lower case differ in `text`.")
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _says_what(self) -> "Marker":
        if not self.text and self.pattern is None:
            raise ValueError("a marker needs `text` or `pattern`")
        self._hold("marker")
        return self

    def _hold(self, noun: str) -> None:
        _hold_examples(self, noun)

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(bare(word) if self.case else bare(word).lower() for word in self.text)

    @cached_property
    def regex(self) -> re.Pattern[str] | None:
        return re.compile(self.pattern) if self.pattern else None

    def matches(self, line: str) -> bool:
        """Whether a stripped line is this marker."""
        key = bare(line)
        if (key if self.case else key.lower()) in self.words:
            return True
        return self.regex is not None and self.regex.search(line) is not None


class Rule(_Part):
    """A line that is itself something, by a regular expression over the stripped line."""

    pattern: Pattern
    role: Role
    part: Part = "clutter"
    where: Literal["any", "head", "tail"] = Field("any", description="First or last third of the lines, or anywhere.")
    max_chars: int | None = Field(None, description="Longer lines do not match.")
    level: int | None = None
    name: str | None = Field(None, description="Signs the blocks; by default the profile's name and the role.")
    ends: bool = Field(
        False,
        description="Whether a text is over where the line stands below it: what runs on is another one. Needs a name.",
    )
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _says_what(self) -> "Rule":
        if self.ends and self.name is None:
            raise ValueError("a rule that `ends` a text needs a `name`")
        _hold_examples(self, "rule")
        return self

    @cached_property
    def regex(self) -> re.Pattern[str]:
        return re.compile(self.pattern)

    def matches(self, line: str) -> bool:
        """Whether a stripped line is of this rule, wherever it stands."""
        return (self.max_chars is None or len(line) <= self.max_chars) and self.regex.search(line) is not None


def _hold_examples(item: "Marker | Rule | Sign", noun: str) -> None:
    for example in item.examples:
        if not item.matches(example.strip()):
            raise ValueError(f"the {noun} does not match its example {example!r}")
    for example in item.counterexamples:
        if item.matches(example.strip()):
            raise ValueError(f"the {noun} matches its counterexample {example!r}")


class Selector(_Part):
    """A css selector over an HTML page; the lines inside get `role`, or their text becomes `field`."""

    css: Css = Field(description="Made of tag, #id, .class, '>', spaces and commas.")
    role: Role | None = None
    part: Part = "clutter"
    field: str | None = None

    @model_validator(mode="after")
    def _says_what(self) -> "Selector":
        if self.role is None and self.field is None:
            raise ValueError("a selector needs `role` or `field`")
        return self


class Sign(_Part):
    """Something printed that speaks for a page being no document but something else: news, a list, an error page."""

    of: Literal["news", "list", "error"]
    name: str = Field(description="Names the evidence in the problem's message.")
    where: tuple[Literal["title", "crumb", "lead", "body", "end", "beside"], ...] = Field(
        description="The title; the place in the site that the page names; the first lines of the body; all of its "
        "beginning; its last lines; source lines and the like beside the body."
    )
    pattern: Pattern
    weight: float = Field(description="Signs add up, each counts once; 3 decide where nothing speaks against them.")
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _says_what(self) -> "Sign":
        _hold_examples(self, "sign")
        return self

    @cached_property
    def regex(self) -> re.Pattern[str]:
        return re.compile(self.pattern, re.MULTILINE)

    def matches(self, text: str) -> bool:
        """Whether the sign stands in a text."""
        return self.regex.search(text) is not None


class FieldExample(_Part):
    text: str
    value: str | None = None


class FieldRule(_Part):
    """A value inside a line: a regular expression with a group named `value`, over lines whose role is in `in`."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    name: str = Field(description="The field, a column of `documents` or any other name.")
    pattern: Pattern
    roles: tuple[Role, ...] = Field((), alias="in", description="Roles of the lines to look at; none means all.")
    part: Part = "original"
    examples: tuple[FieldExample, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _one_or_many(cls, given: Any) -> Any:
        if isinstance(given, dict) and isinstance(given.get("in"), str):
            return given | {"in": (given["in"],)}
        return given

    @model_validator(mode="after")
    def _says_what(self) -> "FieldRule":
        if "value" not in self.regex.groupindex:
            raise ValueError(f"the pattern of field {self.name} needs a group (?P<value>…)")
        for example in self.examples:
            found = self.regex.search(example.text)
            if (found and found["value"]) != example.value:
                raise ValueError(f"field {self.name} gives {found and found['value']!r} for example {example.text!r}")
        return self

    @cached_property
    def regex(self) -> re.Pattern[str]:
        return re.compile(self.pattern)


class Expect(_Part):
    """The contract of a collection: what a document must have to be accepted, and a run to be trusted."""

    required: tuple[str, ...] = Field((), description="Fields without which a document is held.")
    kind: Literal["any", "official"] = Field(
        "any", description="`official`: what has no number, and no title of a kind with office or date, is held."
    )
    min_body_chars: int = Field(1, description="A body with fewer characters is held.")
    years: tuple[int, int] = Field((1840, 2100), description="Dates outside are held.")
    year_matches_number: bool = Field(True, description="Year of the number and of the date must be within one year.")
    min_ocr_confidence: Share = Field(0.0, description="Scans read with less, on average over characters, are held.")
    coverage: dict[str, Share] = Field({}, description="Share of accepted documents that must have the field, 0..1.")
    news: bool = Field(False, description="Whether news is accepted here; otherwise it is held as `reads_as_news`.")
    one_line: bool = Field(False, description="Whether a text without any title may be a single long line.")
    max_held: Share | None = Field(None, description="Share of documents that may be held before the report warns.")

    @field_validator("years")
    @classmethod
    def _in_order(cls, years: tuple[int, int]) -> tuple[int, int]:
        if years[0] > years[1]:
            raise ValueError("the first year is after the last one")
        return years


class Profile(_Part):
    """Everything known of a kind of document or of a collection. Lists of extended profiles come first."""

    name: str = Field("", description="By default the name of the file.")
    description: str = ""
    extends: tuple[str, ...] = ()
    language: str | None = Field(None, description="Language of the originals, where the collection has but one.")
    marker: tuple[Marker, ...] = ()
    rule: tuple[Rule, ...] = ()
    selector: tuple[Selector, ...] = ()
    field: tuple[FieldRule, ...] = ()
    sign: tuple[Sign, ...] = ()
    labels: dict[str, tuple[str, ...]] = Field({}, description="Field name to the labels that sites print for it.")
    sentinels: dict[str, tuple[str, ...]] = Field({}, description="`null`: printed values that mean nothing.")
    words: dict[str, tuple[str, ...]] = Field({}, description="Word lists that labelling and extraction ask for.")
    sidecars: Sidecars = Sidecars()
    expect: Expect = Expect()

    @cached_property
    def digest(self) -> str:
        """16 hex digits that change when anything in the profile, or in one that it extends, changes."""
        return hashlib.sha256(self.model_dump_json(by_alias=True).encode()).hexdigest()[:16]

    @cached_property
    def marker_words(self) -> dict[str, Marker]:
        """Lower-cased bare words to their marker, for markers by `text`; the last profile wins."""
        return {word: marker for marker in self.marker for word in marker.words}

    @cached_property
    def marker_patterns(self) -> tuple[Marker, ...]:
        """Markers by `pattern`, the collection's own first."""
        return tuple(marker for marker in reversed(self.marker) if marker.pattern)

    def marker_of(self, line: str) -> Marker | None:
        """The marker that a stripped line is, or None. Long lines are none."""
        if len(line) > LONGEST_MARKER:
            return None
        found = self.marker_by_words(line)
        if found is not None:
            return found
        return next((marker for marker in self.marker_patterns if marker.regex and marker.regex.search(line)), None)

    def marker_by_words(self, line: str) -> Marker | None:
        """The marker whose words a stripped line has, and nothing else."""
        key = bare(line)
        found = self.marker_words.get(key.lower())
        return found if found is not None and (not found.case or key in found.words) else None

    @cached_property
    def ending_rules(self) -> frozenset[str]:
        """Names of the rules whose lines stand at the end of a text."""
        return frozenset(rule.name for rule in self.rule if rule.ends and rule.name)

    @cached_property
    def label_fields(self) -> dict[str, str]:
        """Printed label, bare, to field name."""
        return {bare(label): name for name, labels in self.labels.items() for label in labels}

    @cached_property
    def null_words(self) -> frozenset[str]:
        """Printed values, bare, that mean nothing."""
        return frozenset(bare(word) for word in self.sentinels.get("null", ()))


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


def built_in() -> list[str]:
    """Names of the profiles that come with docpipe."""
    return sorted(path.stem for path in BUILT_IN.glob("*.toml"))


def load_profile(name_or_path: str | Path = "default") -> Profile:
    """The profile of that built-in name or TOML file, with all that it extends. Raises ProfileError."""
    given = Path(name_or_path)
    if given.suffix == ".toml":
        return _load(given.resolve())
    return _load((BUILT_IN / f"{name_or_path}.toml").resolve())


_loaded: dict[Path, tuple[dict[Path, int], Profile]] = {}


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


def collection_profile(folder: Path) -> Profile:
    """The profile of a collection's folder: its own `collection.toml`, or the default one."""
    own = folder / COLLECTION_FILE
    return load_profile(own) if own.is_file() else load_profile("default")
