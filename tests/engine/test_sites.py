"""What a site repeats is counted over its pages, and pages are labelled again where it says something new of them."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

import docpipe
from docpipe.engine.run import RunSummary, run
from docpipe.warehouse.pages import Pages, Shown

TOPICS = ["bridge", "weir", "bakery", "school", "ferry", "market", "chapel", "mill", "orchard", "quarry"]
SLOGAN = "Voice of the valley since the great flood, every week, for everybody who can read."


def _page(at: int, slogan: str = SLOGAN) -> str:
    topic = TOPICS[at % len(TOPICS)]
    story = "".join(
        f"<p>The {topic} was debated on day {at * 7 + part}, and the council, which had met {part + 2} times before, "
        f"asked number {at * 31 + part} of its members to look at the {topic} once more before winter comes.</p>"
        for part in range(4)
    )
    return f"<html><body><div class=s><h1>On the {topic}</h1><p>{slogan}</p>{story}</div></body></html>"


def _write(raw: Path, numbers: range, slogan: str = SLOGAN) -> None:
    folder = raw / "valley"
    folder.mkdir(parents=True, exist_ok=True)
    for at in numbers:
        (folder / f"{at:02}.html").write_text(_page(at, slogan), "utf-8")


def _run(raw: Path, warehouse: Path) -> RunSummary:
    return run(raw, warehouse, jobs=0)


def _rows(warehouse: Path, query: str) -> list[tuple[object, ...]]:
    with docpipe.connect(warehouse) as db:
        return list(db.execute(query).fetchall())


LABELS = "SELECT document_id, seq, part, role, rule, confidence FROM blocks ORDER BY ALL"
SLOGANS = "SELECT DISTINCT part, role, rule FROM blocks WHERE text LIKE 'Voice of the valley%'"


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    return tmp_path / "raw"


def test_a_repeated_line_that_reads_like_text_is_clutter(raw: Path, tmp_path: Path) -> None:
    _write(raw, range(8))
    summary = _run(raw, tmp_path / "wh")
    assert summary.relabelled == 8
    assert summary.statuses["accepted"] + summary.statuses["held"] == 8
    assert _rows(tmp_path / "wh", SLOGANS) == [("clutter", "template_line", "template")]
    assert _rows(
        tmp_path / "wh", f"SELECT site, pages, total FROM templates WHERE kind = 'line' AND value = '{SLOGAN}'"
    ) == [("valley", 8, 8)]


def test_few_pages_are_no_site(raw: Path, tmp_path: Path) -> None:
    _write(raw, range(3))
    assert _run(raw, tmp_path / "wh").relabelled == 0
    assert _rows(tmp_path / "wh", "SELECT count(*) FROM templates") == [(0,)]


def test_the_order_in_which_pages_come_does_not_matter(raw: Path, tmp_path: Path) -> None:
    _write(raw, range(3))
    _run(raw, tmp_path / "nightly")
    _write(raw, range(3, 6))
    second = _run(raw, tmp_path / "nightly")
    assert second.relabelled == 6  # three of them had been read without what the others repeat
    _write(raw, range(6, 9))
    third = _run(raw, tmp_path / "nightly")
    assert third.relabelled == 0  # the new ones are labelled by the known template at once
    _run(raw, tmp_path / "at-once")
    assert _rows(tmp_path / "nightly", LABELS) == _rows(tmp_path / "at-once", LABELS)


def test_a_line_that_is_no_longer_repeated_is_text_again(raw: Path, tmp_path: Path) -> None:
    _write(raw, range(4))
    _run(raw, tmp_path / "wh")
    _write(raw, range(1, 4), "A word of thanks goes to those who repaired the roof in a storm that nobody will forget.")
    assert _run(raw, tmp_path / "wh").relabelled > 0
    assert {row[0] for row in _rows(tmp_path / "wh", SLOGANS)} == {"original"}


def test_a_second_run_leaves_all_alone(raw: Path, tmp_path: Path) -> None:
    _write(raw, range(6))
    _run(raw, tmp_path / "wh")
    summary = _run(raw, tmp_path / "wh")
    assert (summary.unchanged, summary.published, summary.relabelled) == (6, False, 0)


def _crawl(raw: Path, sites: int, pages: range) -> None:
    """Pages of many sites in one collection, mixed by their names as a crawl leaves them."""
    folder = raw / "crawl"
    folder.mkdir(parents=True, exist_ok=True)
    for at in pages:
        for site in range(sites):
            slogan = f"Voice of valley number {site} since the great flood, every week, for everybody who can read."
            link = f'<link rel="canonical" href="http://site{site}.example.org/{at}.html">'
            (folder / f"{at:02}-{site}.html").write_text(
                _page(at + 3 * site, slogan).replace("<html>", f"<html><head>{link}</head>"), "utf-8"
            )


def test_many_sites_in_one_collection_do_not_mix(raw: Path, tmp_path: Path) -> None:
    _crawl(raw, 6, range(5))
    _run(raw, tmp_path / "wh")
    assert _rows(tmp_path / "wh", "SELECT count(*), count(DISTINCT text) FROM blocks WHERE rule = 'template'") == [
        (30, 6)
    ]
    assert _rows(
        tmp_path / "wh", "SELECT DISTINCT pages, total FROM templates WHERE kind = 'line' AND value LIKE 'Voice%'"
    ) == [(5, 5)]


def test_a_sample_that_stays_is_not_counted_again(raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("docpipe.engine.sites.SAMPLE", 4)
    _crawl(raw, 2, range(12))
    _run(raw, tmp_path / "wh")
    before = _rows(tmp_path / "wh", "SELECT * EXCLUDE run_id FROM templates ORDER BY ALL")
    ids = [
        str(row[0]) for row in _rows(tmp_path / "wh", "SELECT document_id FROM documents ORDER BY site, document_id")
    ]
    path = _rows(
        tmp_path / "wh", f"SELECT path FROM sources JOIN documents USING (source_id) WHERE document_id = '{ids[11]}'"
    )[0][0]
    first = _rows(
        tmp_path / "wh", f"SELECT path FROM sources JOIN documents USING (source_id) WHERE document_id = '{ids[0]}'"
    )[0][0]
    shown: list[int] = []
    kept = Pages.shown

    def counting(self: Pages, ranks: Iterable[range]) -> Iterator[Shown]:
        taken = list(ranks)
        shown.append(sum(map(len, taken)))
        return kept(self, taken)

    monkeypatch.setattr(Pages, "shown", counting)
    (raw / "crawl" / str(path)).unlink()
    _run(raw, tmp_path / "wh")
    assert shown == [0, 0], "a page outside the sample went: nothing is read"
    assert _rows(tmp_path / "wh", "SELECT * EXCLUDE run_id FROM templates ORDER BY ALL") == before
    (raw / "crawl" / str(first)).unlink()
    shown.clear()
    _run(raw, tmp_path / "wh")
    assert shown[0] == 4, "the sample of the other site stays"
