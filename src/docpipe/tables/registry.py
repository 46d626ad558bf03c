"""All tables of a warehouse."""

from dataclasses import dataclass
from typing import Any, Literal

from docpipe.tables.alignments import AlignmentRow
from docpipe.tables.blocks import BlockRow
from docpipe.tables.column import Row
from docpipe.tables.documents import DocumentRow
from docpipe.tables.duplicates import DuplicateRow
from docpipe.tables.fields import FieldRow
from docpipe.tables.links import LinkRow
from docpipe.tables.problems import ProblemRow
from docpipe.tables.runs import RunRow
from docpipe.tables.signatures import SignatureRow
from docpipe.tables.sources import SourceRow
from docpipe.tables.templates import TemplateRow
from docpipe.tables.translation_flags import TranslationFlagRow


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its row model, what identifies a row (rows are sorted by it) and whom its rows belong to.

    `owner` names the column that leads to the source: rows of a changed source are replaced by it. The first 16
    characters of a document_id are the source_id. Tables without an owner are replaced whole.
    """

    name: str
    row: type[Row]
    key: tuple[str, ...]
    owner: Literal["source_id", "document_id"] | None

    @property
    def comment(self) -> str:
        """One sentence on what a row is."""
        return " ".join((self.row.__doc__ or "").split())

    @property
    def columns(self) -> dict[str, str]:
        """Column to description, in order."""
        return {name: str(field.description) for name, field in self.row.model_fields.items()}

    def marked(self, mark: str) -> list[str]:
        """Columns whose extra says `mark` (low_cardinality, run_column)."""
        return [name for name in self.row.model_fields if extra_of(self.row, name).get(mark)]


def extra_of(row: type[Row], column: str) -> dict[str, Any]:
    """What a column says beside its type and description: zh, clause, arrow, low_cardinality, run_column."""
    extra = row.model_fields[column].json_schema_extra
    return extra if isinstance(extra, dict) else {}


def _table(name: str, row: type[Row], *key: str, owner: Literal["source_id", "document_id"] | None) -> Table:
    return Table(name, row, key, owner)


TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        _table("documents", DocumentRow, "document_id", owner="document_id"),
        _table("blocks", BlockRow, "document_id", "seq", owner="document_id"),
        _table("fields", FieldRow, "document_id", "seq", owner="document_id"),
        _table("links", LinkRow, "document_id", "seq", owner="document_id"),
        _table("problems", ProblemRow, "source_id", "document_id", "seq", owner="source_id"),
        _table("alignments", AlignmentRow, "document_id", "seq", owner="document_id"),
        _table("translation_flags", TranslationFlagRow, "document_id", "seq", owner="document_id"),
        _table("signatures", SignatureRow, "document_id", owner="document_id"),
        _table("sources", SourceRow, "source_id", owner="source_id"),
        _table("templates", TemplateRow, "collection", "site", "kind", "value", owner=None),
        _table("duplicates", DuplicateRow, "document_id", "other_id", owner=None),
        _table("runs", RunRow, "run_id", owner=None),
    )
}
