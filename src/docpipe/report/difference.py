"""What is another between two states of a warehouse, field by field and block by block."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from docpipe.report.figures import rows

FIELDS = """
select document_id, name, list(value order by seq) as said from fields
where part != 'translation' and document_id in (select document_id from documents where collection in ({wanted}))
group by all"""
# A document whose blocks are all the same has one fingerprint; only the others are looked into.
PRINTS = """
select document_id, md5(string_agg(concat_ws(' ', start, "end", part, role, level), ',' order by seq)) as print
from blocks where document_id in (select document_id from documents where collection in ({wanted})) group by all"""
BLOCKS = """
select document_id, start, "end", part || ' ' || role as said, text from blocks where document_id in ({wanted})"""
PATHS = "select document_id, source_path, status from documents where collection in ({wanted})"
GAINED, LOST, CHANGED = "gained", "lost", "changed"


class Altered(NamedTuple):
    """One value of one document that came, went or became another; `name` is a field, or says what a block was."""

    kind: str
    name: str
    path: str
    before: str | None
    after: str | None


class Difference(NamedTuple):
    """Documents that came and went, and all that differs in the others."""

    came: tuple[str, ...]
    went: tuple[str, ...]
    statuses: tuple[Altered, ...]
    fields: tuple[Altered, ...]
    blocks: tuple[Altered, ...]


def difference(before: Any, after: Any, collections: Sequence[str]) -> Difference:
    """What the second connection says otherwise than the first, over the named collections."""
    wanted = _quoted(collections)
    old = {row["document_id"]: row for row in rows(before, PATHS.format(wanted=wanted))}
    new = {row["document_id"]: row for row in rows(after, PATHS.format(wanted=wanted))}
    both = {key: new[key]["source_path"] for key in sorted(old.keys() & new.keys())}
    return Difference(
        tuple(sorted(new[key]["source_path"] for key in new.keys() - old.keys())),
        tuple(sorted(old[key]["source_path"] for key in old.keys() - new.keys())),
        tuple(
            Altered(CHANGED, "status", path, old[key]["status"], new[key]["status"])
            for key, path in both.items()
            if old[key]["status"] != new[key]["status"]
        ),
        tuple(_fields(before, after, wanted, both)),
        tuple(_blocks(before, after, wanted, both)),
    )


def _quoted(names: Sequence[str]) -> str:
    return ", ".join("'" + name.replace("'", "''") + "'" for name in names) or "NULL"


def _kind(before: str | None, after: str | None) -> str:
    if before is None:
        return GAINED
    return LOST if after is None else CHANGED


def _fields(before: Any, after: Any, wanted: str, both: dict[str, str]) -> Iterator[Altered]:
    old, new = (
        {(row["document_id"], row["name"]): row["said"] for row in rows(connection, FIELDS.format(wanted=wanted))}
        for connection in (before, after)
    )
    for key in sorted(old.keys() | new.keys()):
        if key[0] in both and old.get(key) != new.get(key):
            was, now = ("、".join(said[key]) if key in said else None for said in (old, new))
            yield Altered(_kind(was, now), key[1], both[key[0]], was, now)


def _blocks(before: Any, after: Any, wanted: str, both: dict[str, str]) -> Iterator[Altered]:
    old, new = (
        {row["document_id"]: row["print"] for row in rows(connection, PRINTS.format(wanted=wanted))}
        for connection in (before, after)
    )
    other = sorted(key for key in both if old.get(key) != new.get(key))
    for at in range(0, len(other), 200):
        some = BLOCKS.format(wanted=_quoted(other[at : at + 200]))
        was, now = (
            {(row["document_id"], row["start"], row["end"]): row for row in rows(connection, some)}
            for connection in (before, after)
        )
        for key in sorted(was.keys() | now.keys()):
            one, two = was.get(key, {}), now.get(key, {})
            before_, after_ = one.get("said"), two.get("said")
            if before_ != after_:
                text = " ".join((one or two)["text"].split())
                yield Altered(_kind(before_, after_), f"{before_ or '—'} → {after_ or '—'}", both[key[0]], text, text)


def counted(altered: Sequence[Altered]) -> list[tuple[str, str, int, int]]:
    """Kind, name, how many values and in how many documents; the most first."""
    values = Counter((item.kind, item.name) for item in altered)
    documents = Counter((kind, name) for kind, name, _ in {(item.kind, item.name, item.path) for item in altered})
    return [(kind, name, count, documents[kind, name]) for (kind, name), count in values.most_common()]
