"""What sites repeat, counted anew where a run touched them, and the pages that it says something new of."""

import pickle
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from docpipe.label.decode import DOUBTFUL
from docpipe.label.template import (
    Count,
    Repeat,
    count,
    from_rows,
    linked_places,
    repeated,
    template_key,
    template_of,
)
from docpipe.warehouse import Warehouse
from docpipe.warehouse.pages import Pages, Shown, Site

Template = Mapping[str, Mapping[str, Repeat]]
# (collection, site) to its template.
Templates = dict[tuple[str, str], Template]
# A template is counted on the pages with the lowest ids: a sample that new pages hardly move, whatever order they
# came in. Fewer pages than FEWEST are no site.
SAMPLE, FEWEST = 300, 4
# How far from a line of the template another one must stand not to be touched by its cost.
BESIDE = 2
# Places are compared as they are stored, so that a page more does not move every template.
PLACES = 2


class Recount(NamedTuple):
    """The table `templates` after a run, as rows and as templates; `again`: sources to be labelled again by it."""

    rows: list[dict[str, Any]]
    templates: Templates
    again: frozenset[str]


def known_rows(home: Warehouse) -> list[dict[str, Any]]:
    """The rows of `templates` in the newest snapshot."""
    return [] if home.empty else home.all_rows("templates")


def templates_of(rows: Iterable[Mapping[str, Any]]) -> Templates:
    """The template of each site from rows of the table."""
    by_site: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for row in rows:
        by_site.setdefault((row["collection"], row["site"]), []).append(row)
    return {key: from_rows(found, key[1]) for key, found in by_site.items()}


def write_templates(file: Path, templates: Templates) -> Path | None:
    """A file that workers read the templates from; None where there are none."""
    if not templates:
        return None
    file.write_bytes(pickle.dumps(templates))
    return file


@lru_cache(maxsize=2)
def read_templates(file: Path) -> Templates:
    """What `write_templates` wrote, in a file of this process's own run."""
    found: Templates = pickle.loads(file.read_bytes())
    return found


def recount(pages: Pages, rows: list[dict[str, Any]], run_id: str) -> Recount:
    """Templates of the touched sites from the pages as they are after the run; the others stay as they are.

    A site whose template is another one has its pages looked at again: those that it contradicts, or that were
    labelled by what is no longer said, are in `again`. So labels depend on the pages of a site and not on the order
    in which they came.
    """
    before, touched = templates_of(rows), [site for site in pages.touched if not pages.as_before(site, SAMPLE)]
    counted_anew = set(touched)
    kept = [row for row in rows if (row["collection"], row["site"]) not in counted_anew]
    anew = dict[Site, Template]()
    samples = [sample for site in touched if len(sample := pages.of(site, SAMPLE)) >= FEWEST]
    for (collection, site), shown in groupby(pages.shown(samples), key=lambda shown: shown.page.site):
        counts = _counted(shown, site)
        kept += [{"collection": collection, **item._asdict(), "run_id": run_id} for item in counts]
        anew[collection, site] = template_of(counts, site)
    other = [site for site in touched if _said(anew.get(site, {})) != _said(before.get(site, {}))]
    shown_again = pages.shown(pages.of(site) for site in other)
    again = {shown.page.source_id for shown in shown_again if _says_more(shown, anew.get(shown.page.site, {}))}
    return Recount(kept, templates_of(kept), frozenset(again))


def _counted(shown: Iterable[Shown], site: str) -> list[Count]:
    counted = count((site, page.lines) for page in shown)
    rounded = (item._replace(position=round(item.position, PLACES)) for item in counted)
    return [item for item in rounded if Repeat(item.pages, item.total, item.position).is_template]


def _said(template: Template) -> set[tuple[str, str, float]]:
    return {(kind, value, held.position) for kind, values in template.items() for value, held in values.items()}


def _says_more(shown: Shown, template: Template) -> bool:
    """Whether the template changes what was said of the page."""
    key = template_key(shown.lines, template)
    if key == shown.page.template_key:
        return False
    if shown.page.template_key is not None:
        return True
    told = [
        one or two
        for one, two in zip(repeated(shown.lines, template), linked_places(shown.lines, template), strict=True)
    ]
    return any(
        sure >= 0.0 and (told[at] or (sure < DOUBTFUL and any(told[max(at - BESIDE, 0) : at + BESIDE + 1])))
        for at, sure in enumerate(shown.kept)
    )
