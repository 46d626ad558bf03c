"""Invented papers come out as a clerk of records would enter them."""

import tomllib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from docpipe import digest
from docpipe.rows import rows_of
from docpipe.tables.stamp import RunStamp

HERE = Path(__file__).parent
STAMP = RunStamp("r", datetime(2026, 1, 1, tzinfo=UTC))


def _papers() -> list[Any]:
    return [
        pytest.param(paper, id=f"{file.stem}: {paper['name']}")
        for file in sorted(HERE.glob("papers_*.toml"))
        for paper in tomllib.loads(file.read_text("utf-8")).get("paper", [])
    ]


def card_of(text: str, name: str) -> dict[str, Any]:
    """The row of `documents`, with dates as text, titles and numbers of children, and fields that have no column."""
    document = digest(text.encode(), name)
    rows = rows_of(document, STAMP)["documents"]
    card = {key: str(value) if isinstance(value, date) else value for key, value in rows[0].items()}
    card["children"] = [row["title"] for row in rows[1:]]
    card["children_numbers"] = [row["doc_number"] for row in rows[1:]]
    return {item.name: item.value for item in document.fields if item.name not in card} | card


@pytest.mark.parametrize("paper", _papers())
def test_a_paper_is_entered_as_it_says(paper: dict[str, Any]) -> None:
    card = card_of(paper["text"].lstrip("\n"), paper.get("file", "paper.txt"))
    wanted = paper["fields"] | dict.fromkeys(paper.get("absent", {}).get("fields", ()))
    assert {name: card.get(name) for name in wanted} == wanted


def _numbers() -> list[Any]:
    told = tomllib.loads((HERE / "papers_numbers.toml").read_text("utf-8"))
    return [pytest.param(told["frame"].lstrip("\n") % shown, value, id=shown) for shown, value in told["numbers"]]


@pytest.mark.parametrize(("text", "value"), _numbers())
def test_a_number_is_found_in_every_form(text: str, value: str) -> None:
    card = card_of(text, "paper.txt")
    assert (card["doc_number"], card["title"]) == (value, "关于开展测量标志普查的通知")
