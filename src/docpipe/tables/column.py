"""A column of a table: what it holds, its Chinese term and clause, and how it is stored."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class Row(BaseModel):
    """A row of a table. Values are taken as they are (no coercion), unknown columns are refused."""

    model_config = ConfigDict(extra="forbid", strict=True)


def _extra(zh: str | None, clause: str | None, low: bool, run: bool, arrow: str | None) -> dict[str, Any]:
    said = {"zh": zh, "clause": clause, "arrow": arrow}
    extra: dict[str, Any] = {name: value for name, value in said.items() if value is not None}
    return extra | ({"low_cardinality": True} if low else {}) | ({"run_column": True} if run else {})


def given(
    description: str,
    *,
    zh: str | None = None,
    clause: str | None = None,
    low: bool = False,
    run: bool = False,
    arrow: str | None = None,
) -> Any:
    """A column that every row has.

    `low` says that few distinct values occur (stored with a dictionary); `run` that the value tells of the run and not
    of the document (two runs over the same input may differ in it); `arrow` overrides the stored type.
    """
    return Field(description=description, json_schema_extra=_extra(zh, clause, low, run, arrow))


def maybe(
    description: str,
    *,
    zh: str | None = None,
    clause: str | None = None,
    low: bool = False,
    run: bool = False,
    arrow: str | None = None,
) -> Any:
    """A column that is NULL where nothing is known; otherwise as `given`."""
    return Field(default=None, description=description, json_schema_extra=_extra(zh, clause, low, run, arrow))
