"""Whether rows fit the model of their table, seen column by column.

A model looks at one row after the other, which costs more than all else about a row. Most columns allow some types and
no more, which the types of a whole column say at once. Whatever is not plain is left to the model.
"""

import types
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from itertools import chain
from operator import itemgetter
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin

from docpipe.tables.column import Row
from docpipe.tables.columns import Columns

NONE = type(None)
PLAIN: dict[Any, frozenset[type]] = {
    str: frozenset({str}),
    int: frozenset({int}),
    float: frozenset({float, int}),
    bool: frozenset({bool}),
    bytes: frozenset({bytes}),
    date: frozenset({date}),
    datetime: frozenset({datetime}),
}


class Allowed(NamedTuple):
    """What a column may hold: types; of a column with few words the words; of lists the types of their items."""

    types: frozenset[type]
    words: frozenset[str] | None = None
    items: frozenset[type] | None = None


def _allowed(annotation: Any) -> Allowed | None:
    """None for a type that only the model knows how to check."""
    if get_origin(annotation) in {types.UnionType, Union}:
        kept = [item for item in get_args(annotation) if item is not NONE]
        inner = _allowed(kept[0]) if len(kept) == 1 else None
        return inner and inner._replace(types=inner.types | {NONE})
    if get_origin(annotation) is Literal:
        words = get_args(annotation)
        return Allowed(frozenset({str}), frozenset(words)) if {type(word) for word in words} == {str} else None
    if get_origin(annotation) is list:
        item = PLAIN.get(get_args(annotation)[0])
        return Allowed(frozenset({list}), items=item) if item is not None else None
    plain = PLAIN.get(annotation)
    return Allowed(plain) if plain is not None else None


@cache
def _of(row: type[Row]) -> tuple[Allowed, ...] | None:
    """For each column what it may hold; None for a model with rules beyond types."""
    decorators = row.__pydantic_decorators__
    if decorators.field_validators or decorators.model_validators or decorators.validators:
        return None
    found = [None if field.metadata else _allowed(field.annotation) for field in row.model_fields.values()]
    return tuple(item for item in found if item is not None) if all(found) else None


def columns_of(row: type[Row], rows: Sequence[dict[str, Any]]) -> list[list[Any]] | None:
    """The columns of rows that certainly fit the model; None where only the model can tell."""
    names, allowed = tuple(row.model_fields), _of(row)
    if allowed is None or not rows:
        return None
    columns = _by_name(rows.columns, names) if isinstance(rows, Columns) else _picked(rows, names)
    return columns if columns is not None and all(map(_fits, columns, allowed)) else None


def _by_name(columns: Mapping[str, list[Any]], names: tuple[str, ...]) -> list[list[Any]] | None:
    """Columns of one length in the order of the names, if these are theirs."""
    even = columns.keys() == set(names) and len(set(map(len, columns.values()))) == 1
    return [columns[name] for name in names] if even else None


def _picked(rows: Sequence[dict[str, Any]], names: tuple[str, ...]) -> list[list[Any]] | None:
    """One column for each name, if every row has these names and no others."""
    if set(map(len, rows)) != {len(names)}:
        return None
    try:
        return [list(map(itemgetter(name), rows)) for name in names]
    except KeyError:
        return None


def _fits(column: Sequence[Any], allowed: Allowed) -> bool:
    if not set(map(type, column)) <= allowed.types:
        return False
    if allowed.words is not None and not set(column) - {None} <= allowed.words:
        return False
    return allowed.items is None or set(map(type, chain.from_iterable(filter(None, column)))) <= allowed.items
