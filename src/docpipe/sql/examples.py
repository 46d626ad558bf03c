"""A query to start from, for a table."""

from docpipe.vocabulary import schemas_dir


def example_query(table: str) -> str | None:
    """The query of `schemas/queries/` for a table, or None where there is none."""
    path = schemas_dir() / "queries" / f"{table}.sql"
    return path.read_text("utf-8").strip() if path.is_file() else None
