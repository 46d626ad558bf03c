"""What a column can hold, as its row model says: the one reading of annotations for Arrow, DuckDB and the contracts."""

import types
from datetime import date, datetime
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin

from docpipe.tables.column import Row
from docpipe.tables.registry import extra_of

PLAIN: dict[Any, str] = {
    str: "string",
    bytes: "binary",
    int: "int64",
    float: "float64",
    bool: "bool",
    date: "date",
    datetime: "timestamp",
}


class Kind(NamedTuple):
    """`stored`: a value of PLAIN or a width (int16, int32, float32); `many`: a list of them; `words`: all it may be."""

    stored: str
    many: bool
    nullable: bool
    words: tuple[str, ...] = ()


def kind_of(row: type[Row], column: str) -> Kind:
    """What a column can hold."""
    bare, nullable = _bare(row.model_fields[column].annotation)
    many = get_origin(bare) is list
    item = get_args(bare)[0] if many else bare
    words = get_args(item) if get_origin(item) is Literal else ()
    stored = str(extra_of(row, column).get("arrow") or ("string" if words else PLAIN[item]))
    return Kind(stored.removeprefix("list<").removesuffix(">"), many, nullable, words)


def _bare(annotation: Any) -> tuple[Any, bool]:
    """The type without `| None`, and whether None was allowed."""
    if get_origin(annotation) in {types.UnionType, Union}:
        kept = [item for item in get_args(annotation) if item is not type(None)]
        return kept[0], len(kept) < len(get_args(annotation))
    return annotation, False
