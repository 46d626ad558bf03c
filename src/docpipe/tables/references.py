"""Which columns name a row of another table."""

DOCUMENT, SOURCE, RUN = ("documents", "document_id"), ("sources", "source_id"), ("runs", "run_id")
BY_NAME = {
    "document_id": DOCUMENT,
    "parent_document_id": DOCUMENT,
    "target_document_id": DOCUMENT,
    "other_id": DOCUMENT,
    "source_id": SOURCE,
    "container_id": SOURCE,
    "duplicate_of": SOURCE,
    "joined_to": SOURCE,
    "run_id": RUN,
    "first_run_id": RUN,
    "last_run_id": RUN,
    "deleted_run_id": RUN,
}


def reference_of(table: str, column: str) -> tuple[str, str] | None:
    """Table and column that the values of a column name; None for a column that names nothing else."""
    named = BY_NAME.get(column)
    return None if named == (table, column) else named
