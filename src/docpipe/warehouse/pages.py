"""Pages as the warehouse will hold them after a run: those of the newest snapshot that stay, and those just staged."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from docpipe.document import ORIGINAL
from docpipe.label.line import Line
from docpipe.span import Span
from docpipe.warehouse import parquet
from docpipe.warehouse.arrow import arrow_table, conformed
from docpipe.warehouse.parts import SOURCE_ID, source_ids
from docpipe.warehouse.stage import Stage
from docpipe.warehouse.warehouse import Warehouse

COLUMNS = ["document_id", "parent_document_id", "source_id", "collection", "site", "template_key", "reader"]
# Pages are taken into memory so many at a time.
AT_ONCE = 400


class Page(NamedTuple):
    """A document that is a page of a site, and what the site's template said of it when it was labelled."""

    document_id: str
    source_id: str
    template_key: str | None


class Shown(NamedTuple):
    """The lines of a page as its blocks tell them; `kept` is the confidence of what is original, -1 for the rest."""

    page: Page
    lines: list[Line]
    kept: list[float]


class Pages:
    """All pages after the run. `stages` in order: a later stage replaces what earlier ones say of a source."""

    def __init__(self, home: Warehouse, stages: Sequence[Stage], gone: Iterable[str], readers: frozenset[str]) -> None:
        old = [] if home.empty else [home.snapshot()]
        self._old = {
            name: [path for one in old for path in one.files(name)] for name in ("documents", "blocks", "links")
        }
        self._stages = stages
        staged = [item for stage in stages if (path := stage.path("sources")) for item in source_ids(path).to_pylist()]
        self._left = pa.array(sorted({*staged, *gone}), pa.string())
        before = _documents(self._old["documents"], readers)
        leaves = pc.is_in(before["source_id"], value_set=self._left)
        after = _documents([path for stage in stages if (path := stage.path("documents"))], readers)
        self._documents = pa.concat_tables([before.filter(pc.invert(leaves)), after])
        self.touched = _sites(before.filter(leaves)) | _sites(after)

    def of(self, collection: str, site: str) -> list[Page]:
        """The pages of a site, by id."""
        here = pc.and_(pc.equal(self._documents["collection"], collection), pc.equal(self._documents["site"], site))
        found = self._documents.filter(here).select(["document_id", "source_id", "template_key"])
        return sorted(Page(*row.values()) for row in found.to_pylist())

    def shown(self, pages: Sequence[Page]) -> Iterator[Shown]:
        """The pages with their lines, in order of ids, a few at a time in memory."""
        for at in range(0, len(pages), AT_ONCE):
            yield from self._shown(pages[at : at + AT_ONCE])

    def _shown(self, pages: Sequence[Page]) -> Iterator[Shown]:
        ids = [page.document_id for page in pages]
        columns = ["document_id", "seq", "start", "end", "part", "text", "path", "confidence"]
        blocks = self._rows("blocks", columns, ids).sort_by([("document_id", "ascending"), ("seq", "ascending")])
        links: dict[str, list[tuple[int, int]]] = {}
        for row in self._rows("links", ["document_id", "start", "end"], ids).to_pylist():
            if row["start"] is not None:
                links.setdefault(row["document_id"], []).append((row["start"], row["end"]))
        by_page: dict[str, list[dict[str, object]]] = {}
        for row in blocks.to_pylist():
            by_page.setdefault(row["document_id"], []).append(row)
        for page in pages:
            rows = by_page.get(page.document_id, [])
            lines = list(_lines(rows, sorted(links.get(page.document_id, ()))))
            yield Shown(page, lines, [_kept(row) for row in rows])

    def _rows(self, table: str, columns: list[str], ids: list[str]) -> pa.Table:
        """Rows of some documents: of the newest snapshot where the run does not tell of them, else of the stages."""
        found = [arrow_table(table, []).select(columns)]
        for path in self._old[table]:
            rows = parquet.read_where(path, "document_id", ids)
            owner = pc.utf8_slice_codeunits(rows["document_id"], 0, SOURCE_ID)
            stays = pc.invert(pc.is_in(owner, value_set=self._left))
            found.append(conformed(table, rows.filter(stays)).select(columns))
        for stage in self._stages:
            if (own := stage.path(table)) is not None:
                found.append(conformed(table, parquet.read_where(own, "document_id", ids)).select(columns))
        return pa.concat_tables(found)


def _documents(paths: Iterable[Path], readers: frozenset[str]) -> pa.Table:
    empty = arrow_table("documents", []).select(COLUMNS)
    data = pa.concat_tables([parquet.narrow(path, "documents", COLUMNS) for path in paths] + [empty])
    of_web = pc.is_in(data["reader"], value_set=pa.array(sorted(readers)))
    return data.filter(pc.and_(of_web, pc.and_(pc.is_null(data["parent_document_id"]), pc.is_valid(data["site"]))))


def _sites(documents: pa.Table) -> set[tuple[str, str]]:
    return {(row["collection"], row["site"]) for row in documents.select(["collection", "site"]).to_pylist()}


def _lines(rows: Sequence[dict[str, object]], links: Sequence[tuple[int, int]]) -> Iterator[Line]:
    at = 0
    for row in rows:
        start, end, raw = int(str(row["start"])), int(str(row["end"])), str(row["text"])
        text = raw.strip()
        first = start + len(raw) - len(raw.lstrip())
        content = Span(first, first + len(text))
        while at < len(links) and links[at][1] <= start:
            at += 1
        linked, place = 0, at
        while place < len(links) and links[place][0] < content.end:
            linked += max(min(links[place][1], content.end) - max(links[place][0], content.start), 0)
            place += 1
        path = str(row["path"]) if row["path"] is not None else None
        yield Line(Span(start, end), content, text, path=path, link_chars=linked)


def _kept(row: dict[str, object]) -> float:
    return float(str(row["confidence"])) if row["part"] == ORIGINAL else -1.0
