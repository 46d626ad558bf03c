"""Pages as the warehouse will hold them after a run: those of the newest snapshot that stay, and those just staged."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from docpipe.document import ORIGINAL
from docpipe.label.line import Line
from docpipe.span import Span
from docpipe.sql.lines import Block, Files, lines_of_pages
from docpipe.warehouse import parquet
from docpipe.warehouse.arrow import arrow_table
from docpipe.warehouse.parts import source_ids
from docpipe.warehouse.stage import Stage
from docpipe.warehouse.warehouse import Warehouse

COLUMNS = ["document_id", "parent_document_id", "source_id", "collection", "site", "template_key", "reader"]
ORDER = [("collection", "ascending"), ("site", "ascending"), ("document_id", "ascending")]

Site = tuple[str, str]


class Page(NamedTuple):
    """A document that is a page of a site, and what the site's template said of it when it was labelled."""

    document_id: str
    source_id: str
    site: Site
    template_key: str | None


class Shown(NamedTuple):
    """The lines of a page as its blocks tell them; `kept` is the confidence of what is original, -1 for the rest."""

    page: Page
    lines: list[Line]
    kept: list[float]


class Pages:
    """The pages of all sites that a run touched, as they are after it. `stages` replace what was said of their sources.

    A page's rank is its place among all pages by collection, site and document_id. Pages whose sources are `gone` are
    none any more; `readers` are those that read pages of the web; what must be sorted on disk is sorted in `scratch`.
    """

    def __init__(
        self, home: Warehouse, stages: Sequence[Stage], gone: Iterable[str], readers: frozenset[str], scratch: Path
    ) -> None:
        old = [] if home.empty else [home.snapshot()]
        self._old = {name: [path for one in old for path in one.files(name)] for name in ("blocks", "links")}
        self._stages, self._scratch = stages, scratch
        staged = [item for stage in stages if (path := stage.path("sources")) for item in source_ids(path).to_pylist()]
        left = pa.array(sorted({*staged, *gone}), pa.string())
        before = _documents([path for one in old for path in one.files("documents")], readers)
        after = _documents([path for stage in stages if (path := stage.path("documents"))], readers)
        leaves = pc.is_in(before["source_id"], value_set=left)
        sites = _sites(pa.concat_tables([before.filter(leaves), after]))
        before = _of_sites(before, sites)
        self._before = _ranges(before)
        self._leave = pc.is_in(before["source_id"], value_set=left).to_numpy(zero_copy_only=False)
        stay = before.filter(pa.array(~self._leave))
        marked = [
            data.append_column("old", pa.array(np.full(len(data), is_old)))
            for data, is_old in ((stay, True), (after, False))
        ]
        self._pages = pa.concat_tables(marked).sort_by(ORDER).combine_chunks()
        self._after = _ranges(self._pages)
        self._stays = self._pages["old"].to_numpy()
        self.touched: list[Site] = sorted(
            zip(*(sites[name].to_pylist() for name in ("collection", "site")), strict=True)
        )

    def of(self, site: Site, most: int | None = None) -> range:
        """Ranks of the pages of a site, or of the first so many of them."""
        ranks = self._after.get(site, range(0))
        return ranks if most is None else ranks[:most]

    def as_before(self, site: Site, most: int) -> bool:
        """Whether the first so many pages of a site are those of the snapshot before, and none of them was touched."""
        here, there = self.of(site, most), self._before.get(site, range(0))[:most]
        if len(here) != len(there) or self._leave[there.start : there.stop].any():
            return False
        return bool(self._stays[here.start : here.stop].all())

    def shown(self, ranks: Iterable[range]) -> Iterator[Shown]:
        """The pages of these ranges, which ascend, with their lines."""
        wanted = np.concatenate([np.arange(item.start, item.stop) for item in ranks] or [np.arange(0)])
        if not len(wanted):
            return
        pages = self._pages.select(["document_id", "old"]).take(wanted).append_column("rank", pa.array(wanted))
        blocks, links = (
            Files([path for stage in self._stages if (path := stage.path(name))], self._old[name])
            for name in ("blocks", "links")
        )
        for rank, rows, linked in lines_of_pages(blocks, links, pages, self._scratch):
            yield Shown(self._page(rank), list(_lines(rows, linked)), [_kept(row) for row in rows])

    def _page(self, rank: int) -> Page:
        document_id, source_id, collection, site, key = (
            self._pages[name][rank].as_py()
            for name in ("document_id", "source_id", "collection", "site", "template_key")
        )
        return Page(document_id, source_id, (collection, site), key)


def _documents(paths: Iterable[Path], readers: frozenset[str]) -> pa.Table:
    empty = arrow_table("documents", []).select(COLUMNS)
    data = pa.concat_tables([parquet.narrow(path, "documents", COLUMNS) for path in paths] + [empty])
    of_web = pc.is_in(data["reader"], value_set=pa.array(sorted(readers)))
    found = data.filter(pc.and_(of_web, pc.and_(pc.is_null(data["parent_document_id"]), pc.is_valid(data["site"]))))
    return found.drop_columns(["parent_document_id", "reader"])


def _sites(documents: pa.Table) -> pa.Table:
    return documents.select(["collection", "site"]).group_by(["collection", "site"]).aggregate([])


def _of_sites(documents: pa.Table, sites: pa.Table) -> pa.Table:
    """The documents of some sites, in order."""
    found = documents.join(sites, ["collection", "site"], join_type="left semi").cast(documents.schema)
    return found.sort_by(ORDER).combine_chunks()


def _ranges(ordered: pa.Table) -> dict[Site, range]:
    """For each site the places of its pages, which stand together."""
    counted = ordered.group_by(["collection", "site"], use_threads=False).aggregate([([], "count_all")])
    found, at = {}, 0
    for collection, site, count in zip(
        *(counted[name].to_pylist() for name in ("collection", "site", "count_all")), strict=True
    ):
        found[collection, site] = range(at, at + count)
        at += count
    return found


def _lines(rows: Sequence[Block], links: Sequence[tuple[int, int]]) -> Iterator[Line]:
    at = 0
    for row in rows:
        text = row.text.strip()
        first = row.start + len(row.text) - len(row.text.lstrip())
        content = Span(first, first + len(text))
        while at < len(links) and links[at][1] <= row.start:
            at += 1
        linked, place = 0, at
        while place < len(links) and links[place][0] < content.end:
            linked += max(min(links[place][1], content.end) - max(links[place][0], content.start), 0)
            place += 1
        yield Line(Span(row.start, row.end), content, text, path=row.path, link_chars=linked)


def _kept(row: Block) -> float:
    return row.confidence if row.part == ORIGINAL else -1.0
