"""What queries cost on an open connection: wall and CPU time, the best of several."""

import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from docpipe.sql import Connection, connect

TIMES = 5
YEAR_AND_ISSUER = """
SELECT document_id, title FROM documents
WHERE doc_number_year = 2012 AND list_contains(issuers, '云水教育局') AND status = 'accepted'"""
BY_KIND_AND_YEAR = """
SELECT doc_kind, doc_number_year, count(*) FROM documents WHERE status = 'accepted' GROUP BY ALL ORDER BY ALL"""
BY_ISSUER = """
SELECT issuer, count(*) AS documents FROM (SELECT unnest(issuers) AS issuer FROM documents) GROUP BY ALL
ORDER BY documents DESC LIMIT 20"""


def best(ask: Callable[[], Any], times: int = TIMES) -> tuple[float, float]:
    """Least wall and CPU milliseconds."""
    spent = []
    for _ in range(times):
        wall, cpu = time.perf_counter(), time.process_time()
        ask()
        spent.append((1000 * (time.perf_counter() - wall), 1000 * (time.process_time() - cpu)))
    return min(wall for wall, _ in spent), min(cpu for _, cpu in spent)


def some_ids(connection: Connection, count: int) -> list[str]:
    """Ids of documents that are there, drawn evenly."""
    found = connection.sql(
        "SELECT document_id FROM documents USING SAMPLE reservoir(500 ROWS) REPEATABLE (7)"
    ).fetchall()
    return random.Random(7).sample(sorted(row[0] for row in found), min(count, len(found)))


def questions(ids: Sequence[str]) -> dict[str, Callable[[Connection], Any]]:
    """Name to query; a lookup asks for another document each time."""
    one, five = iter(ids * 50), iter([ids[at : at + 5] for at in range(0, len(ids) - 5, 5)] * 50)
    return {
        "one document by id": lambda c: c.sql("FROM documents WHERE document_id = ?", [next(one)]).fetchall(),
        "its blocks": lambda c: c.sql("FROM blocks WHERE document_id = ? ORDER BY seq", [next(one)]).fetchall(),
        "five documents by id": lambda c: c.sql(
            "FROM documents WHERE document_id IN (?, ?, ?, ?, ?)", list(next(five))
        ).fetchall(),
        "year and issuer": lambda c: c.sql(YEAR_AND_ISSUER).fetchall(),
        "count by kind and year": lambda c: c.sql(BY_KIND_AND_YEAR).fetchall(),
        "count by issuer": lambda c: c.sql(BY_ISSUER).fetchall(),
        "count(*)": lambda c: c.sql("SELECT count(*) FROM documents").fetchall(),
    }


def measured(warehouse: Path, threads: int = 2, times: int = TIMES) -> dict[str, tuple[float, float]]:
    """Query to wall and CPU milliseconds; `connect` is the price of a connection."""
    found = {"connect": best(lambda: connect(warehouse, threads=threads).close(), 3)}
    with connect(warehouse, threads=threads) as connection:
        for name, ask in questions(some_ids(connection, 100)).items():
            found[name] = best(lambda ask=ask: ask(connection), times)  # type: ignore[misc]
    return found


def show(
    found: dict[str, tuple[float, float]], title: str, beside: dict[str, tuple[float, float]] | None = None
) -> None:
    """The figures, a line each; those of `beside`, and how many times as much, behind them."""
    print(title)
    for name, (wall, cpu) in found.items():
        other = ""
        if beside is not None:
            of_wall, of_cpu = beside[name]
            other = f"   fresh {of_wall:8.1f} {of_cpu:8.1f}   times {wall / of_wall:5.2f} {cpu / of_cpu:5.2f}"
        print(f"  {name:24} {wall:8.1f} ms wall {cpu:8.1f} ms CPU{other}", flush=True)
