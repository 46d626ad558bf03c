"""One row per line, link path or heading that a site repeats."""

from docpipe.tables.column import Row, given, maybe


class TemplateRow(Row):
    """What a collection or site repeats from page to page: evidence of clutter."""

    collection: str = given("The collection it was counted in.", low=True)
    site: str = given("The site (host of the page, or the collection where pages have none).", low=True)
    kind: str = given("What is repeated: line, path or heading.", low=True)
    value: str = given("The repeated line, path or heading, white space normalised.")
    pages: int = given("Distinct pages that have it; near-duplicates count once.", arrow="int32")
    total: int = given("Pages of the site that were counted.", arrow="int32")
    share: float = given("pages divided by total.", arrow="float64")
    position: float | None = maybe("Its mean place on a page, 0 top to 1 bottom.", arrow="float32")
    run_id: str = given("The run that counted last.", low=True, run=True)
