"""A profile says where things are in a collection: markers, rules, selectors, labels, words and a contract. TOML."""

import hashlib
import re
from functools import cached_property, lru_cache
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator, model_validator

from docpipe.css import check as css_check
from docpipe.profile_fault import near
from docpipe.sidecar_names import Sidecars
from docpipe.vocabulary import roles

Part = Literal["original", "translation", "clutter"]
# Longer lines are no markers.
LONGEST_MARKER = 60
# What may stand around the words of a marker: brackets, colons, arrows, bullets, dashes.
DECORATION = " \t\u3000\xa0:\uff1a【】[]［］〔〕()（）<>《》〈〉>»›▶►■◆●★☆*·•|｜—-–_=＝~～.。…"


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
