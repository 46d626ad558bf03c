"""docpipe backfill"""

from datetime import datetime
from typing import Annotated

import typer

from docpipe.cli.app import app
from docpipe.cli.common import EXIT_SOME_HELD, HOME, RAW, Home, Raw, console, examples

WANTED = """
SELECT DISTINCT coalesce(s.container_id, s.source_id) AS source_id, s.collection
FROM sources s LEFT JOIN documents d ON d.source_id = s.source_id
WHERE s.deleted_run_id IS NULL
  AND (? IS NULL OR s.collection = ?)
  AND (? IS NULL OR coalesce(d.signed_on, d.published_on) >= ?::DATE)
  AND (? IS NULL OR coalesce(d.signed_on, d.published_on) <= ?::DATE)
  AND (? IS NULL OR s.profile_hash LIKE ? || '%')
  AND (? IS NULL OR s.docpipe_version <> ?)
"""


@app.command(
    epilog=examples(
        "docpipe backfill --from 2015-01-01 --to 2015-12-31", "docpipe backfill --profile-hash 2c01 --dry-run"
    )
)
def backfill(
    raw: Raw = RAW,
    warehouse: Home = HOME,
    collection: Annotated[str | None, typer.Option(help="Only of this collection.")] = None,
    since: Annotated[
        datetime | None,
        typer.Option("--from", formats=["%Y-%m-%d"], help="Signed, or else published, on this day or later."),
    ] = None,
    until: Annotated[
        datetime | None,
        typer.Option("--to", formats=["%Y-%m-%d"], help="Signed, or else published, on this day or earlier."),
    ] = None,
    profile_hash: Annotated[
        str | None, typer.Option(help="Only what was read with this profile (sources.profile_hash, or its beginning).")
    ] = None,
    other_versions: Annotated[
        bool, typer.Option("--other-versions", help="Only what another version of docpipe read.")
    ] = False,
    profile: Annotated[str | None, typer.Option(help="Read it with this profile: a TOML file, or a hash.")] = None,
    engine: Annotated[str, typer.Option(help="prefect or local.")] = "local",
    jobs: Annotated[int | None, typer.Option(min=0, help="Worker processes; 0: none, no isolation.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Do it, show what would change, publish nothing.")] = False,
) -> None:
    """Work again on the documents of some years, or on those read with some profile; nothing else is looked at."""
    import docpipe
    from docpipe.cli.progress import Bar, bar_of, show
    from docpipe.cli.run import start
    from docpipe.engine.choice import Choice
    from docpipe.sql import connect

    first, last = (f"{day:%Y-%m-%d}" if day else None for day in (since, until))
    version = docpipe.__version__ if other_versions else None
    given = [item for item in (collection, first, last, profile_hash, version) for _ in range(2)]
    with connect(warehouse) as connection:
        rows = connection.sql(WANTED, given).dicts()
    if not rows:
        console.print("nothing in the warehouse is like that")
        return
    ids = frozenset(str(row["source_id"]) for row in rows)
    choice = Choice(only=ids, again=ids, profile=profile)
    wanted = sorted({str(row["collection"]) for row in rows})
    with bar_of() as progress:
        summary = start(engine, raw, warehouse, wanted, Bar(progress), jobs=jobs, choice=choice, dry_run=dry_run)
    show(summary, warehouse)
    if summary.statuses["held"] or summary.statuses["unreadable"]:
        raise typer.Exit(EXIT_SOME_HELD)
