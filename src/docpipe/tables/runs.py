"""One row per run."""

from datetime import datetime

from docpipe.tables.column import Row, given, maybe


class RunRow(Row):
    """A run over raw/, its counts and what it ran with. The authoritative ledger of runs."""

    run_id: str = given("Identity of the run.", run=True)
    started_at: datetime = given("When it started, UTC.", run=True)
    finished_at: datetime | None = maybe("When its snapshot was published, UTC.", run=True)
    collection: str | None = maybe("The collection it was limited to; several joined by commas; NULL for all.")
    flow_run_id: str | None = maybe("The flow run in Prefect; NULL where it ran without.", run=True)
    engine: str | None = maybe("What ran it: local or prefect.", run=True)
    docpipe_version: str = given("Version of docpipe.", run=True)
    snapshot: int | None = maybe("The snapshot it published.", arrow="int32", run=True)
    sources: int = given("Files and members seen.", arrow="int64")
    unchanged: int = given("Of these, left alone because nothing had changed.", arrow="int64")
    accepted: int = given("Documents accepted in this run.", arrow="int64")
    held: int = given("Documents held in this run.", arrow="int64")
    unreadable: int = given("Sources that gave no document in this run.", arrow="int64")
    duplicate: int = given("Sources found to repeat another in this run.", arrow="int64")
    deleted: int = given("Sources found gone in this run.", arrow="int64")
    bytes: int = given("Bytes read in this run.", arrow="int64")
    blocks: int | None = maybe("Blocks written in this run.", arrow="int64")
    fields: int | None = maybe("Fields written in this run.", arrow="int64")
    problems: int | None = maybe("Problems written in this run, without mere notes (severity info).", arrow="int64")
    relabelled: int | None = maybe("Documents labelled again, because their site repeats what they say.", arrow="int64")
    seconds: float | None = maybe("Wall time of the run, seconds.", arrow="float64", run=True)
