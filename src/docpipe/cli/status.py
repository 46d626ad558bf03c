"""docpipe status"""

from rich import box
from rich.table import Table

from docpipe.cli.app import app
from docpipe.cli.common import HOME, AsOf, Home, console, examples

RUNS = 5


@app.command(epilog=examples("docpipe status", "docpipe status --as-of 1"))
def status(warehouse: Home = HOME, as_of: AsOf = None) -> None:
    """What the warehouse holds, and what the last runs did."""
    from docpipe.sql import connect

    with connect(warehouse, as_of) as connection:
        console.print(f"{warehouse}, snapshot {connection.snapshot}")
        _print(connection.sql("FROM outcomes").dicts())
        _print(
            connection.sql(
                "SELECT strftime(finished_at, '%m-%d %H:%M') AS finished, engine, sources, unchanged, accepted, "
                "held, unreadable, deleted, round(seconds, 1) AS seconds FROM runs "
                f"ORDER BY run_id DESC LIMIT {RUNS}"
            ).dicts()
        )


def _print(rows: list[dict[str, object]]) -> None:
    if not rows:
        return
    table = Table(*rows[0], box=box.SIMPLE_HEAD, pad_edge=False)
    for row in rows:
        table.add_row(*("" if value is None else str(value) for value in row.values()))
    console.print(table)
