"""The figures of a report, each one query over the warehouse."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

# Fields whose coverage a person looks at first, in the order of the paper.
FIELDS = (
    "title",
    "doc_number",
    "issuers",
    "signatories",
    "recipients",
    "signed_on",
    "published_on",
    "effective_on",
    "doc_kind",
    "copied_to",
    "attachments",
    "url",
    "translation",
)

BY_STATUS = """
select collection, status, coalesce(reason, '') as reason, count(*) as sources, sum(bytes)::bigint as bytes
from sources group by all order by collection, sources desc, status, reason"""

ACCEPTED = "select collection, count(*) as n from documents where status = 'accepted' group by all order by all"

DECIDED = """
select rule = 'default' as by_default, part, sum("end" - start)::bigint as chars
from blocks group by all order by chars desc"""

CLUTTER = """
select d.collection, coalesce(nullif(regexp_extract(d.url, '^[a-z]+://([^/]+)', 1), ''), '—') as site, b.role,
       count(*) as blocks, sum(b."end" - b.start)::bigint as chars
from blocks b join documents d using (document_id)
where b.part = 'clutter' group by all order by chars desc, d.collection, site, b.role limit 40"""

UNKNOWN = """
select text, documents, sites, example_below from unknown_markers limit 30"""

ENCODINGS = """
select coalesce(encoding, '—') as encoding, coalesce(media_type, '—') as media_type, count(*) as documents
from documents group by all order by documents desc, encoding, media_type"""

YEARS = """
select year(signed_on) as year, count(*) as documents from documents
where status = 'accepted' and signed_on is not null group by all order by year"""

PROBLEMS = """
select code, severity, count(*) as problems, count(distinct coalesce(document_id, source_id)) as documents,
       any_value(message) as example
from problems group by code, severity
order by list_position(['error', 'warning', 'info'], severity), problems desc, code"""

HELD = """
select d.collection, d.source_path, d.member, d.title,
       string_agg(p.code || ': ' || p.message, ' · ' order by p.code) as reasons
from documents d left join problems p on p.document_id = d.document_id and p.severity = 'error'
where d.status = 'held' group by all order by all limit 200"""

UNREADABLE = """
select collection, path, member, reason from sources where status = 'unreadable' order by all limit 200"""

TRANSLATIONS = """
select coalesce(translation_language, '—') as language, coalesce(translation_method, '—') as method,
       count(*) as documents, sum(length(translation))::bigint as chars
from documents where translation is not null group by all order by documents desc"""

RUNS = "select * from runs order by started_at desc limit 30"


class Coverage(NamedTuple):
    """How many accepted documents of a collection have a field, and how many it was agreed should."""

    collection: str
    field: str
    having: int
    of: int
    wanted: float | None

    @property
    def share(self) -> float:
        return self.having / self.of if self.of else 0.0

    @property
    def verdict(self) -> str:
        """`met`, `missed`, or nothing where no threshold was agreed."""
        if self.wanted is None:
            return ""
        return "met" if self.share >= self.wanted else "missed"


def rows(connection: Any, query: str) -> list[dict[str, Any]]:
    """The rows of a query as dictionaries."""
    result = connection.sql(query)
    return [dict(zip(result.columns, row, strict=True)) for row in result.fetchall()]


def coverage(connection: Any, wanted: Mapping[str, Mapping[str, float]]) -> list[Coverage]:
    """Coverage of the first fields, and of every field that a contract names, per collection."""
    named = dict.fromkeys((*FIELDS, *(field for fields in wanted.values() for field in fields)))
    present = {row["column_name"]: row["column_type"] for row in rows(connection, "describe documents")}
    fields = [field for field in named if field in present]
    counts = ", ".join(f'count(*) filter ({_has(field, present[field])}) as "{field}"' for field in fields)
    query = (
        f"select collection, count(*) as n, {counts} from documents where status = 'accepted' group by all order by all"
    )
    return [
        Coverage(row["collection"], field, row[field], row["n"], wanted.get(row["collection"], {}).get(field))
        for row in rows(connection, query)
        for field in fields
    ]


def _has(field: str, kind: str) -> str:
    return f'len("{field}") > 0' if kind.endswith("[]") else f'"{field}" is not null'


class Change(NamedTuple):
    """A field of one document, before and after."""

    document_id: str
    source_path: str
    field: str
    before: str | None
    after: str | None

    @property
    def kind(self) -> str:
        if self.before is None:
            return "gained"
        return "lost" if self.after is None else "changed"


def _values(connection: Any) -> dict[str, dict[str, Any]]:
    present = [row["column_name"] for row in rows(connection, "describe documents")]
    wanted = [name for name in (*FIELDS, "status", "body") if name in present and name != "translation"]
    shown = ", ".join(f'md5("{name}") as "{name}"' if name == "body" else f'"{name}"' for name in wanted)
    found = rows(connection, f"select document_id, source_path, {shown} from documents")
    return {row["document_id"]: row for row in found}


def changes(before: Any, after: Any) -> tuple[list[str], list[str], list[Change]]:
    """Paths of new and of vanished documents, and what changed in the others, between two snapshots' connections."""
    old, new = _values(before), _values(after)
    arrived = sorted(new[key]["source_path"] for key in new.keys() - old.keys())
    gone = sorted(old[key]["source_path"] for key in old.keys() - new.keys())
    altered = [
        Change(key, new[key]["source_path"], name, _text(old[key].get(name)), _text(value))
        for key in sorted(new.keys() & old.keys())
        for name, value in new[key].items()
        if name not in {"document_id", "source_path"} and old[key].get(name) != value
    ]
    return arrived, gone, altered


def _text(value: Any) -> str | None:
    if value is None or value == []:
        return None
    return "、".join(map(str, value)) if isinstance(value, Sequence) and not isinstance(value, str) else str(value)
