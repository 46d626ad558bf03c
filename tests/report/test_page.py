"""The quality report is one self-contained page that says what the tables say."""

import re
import shutil
from pathlib import Path

import pytest

from docpipe.engine.expectations import expected
from docpipe.engine.run import run
from docpipe.report import Figures, figures_of, page_of, write_report
from docpipe.report.ask import ask
from docpipe.report.figures import SECTIONS
from docpipe.sql import connect

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples after two runs: a file gone, one changed, a profile with thresholds that are not met."""
    folder = tmp_path_factory.mktemp("report")
    shutil.copytree(ROOT / "raw", folder / "raw")
    run(folder / "raw", folder / "warehouse", jobs=0)
    (folder / "raw" / "notices" / "09-minutes.txt").unlink()
    order = folder / "raw" / "notices" / "07-order.txt"
    order.write_text(order.read_text("utf-8").replace("2015年10月20日", "2015年10月21日"), "utf-8")
    own = folder / "raw" / "website" / "collection.toml"
    own.write_text('extends = ["default"]\n[expect]\nmax_held = 0.1\n[expect.coverage]\ntitle = 0.5\ncopied_to = 0.9\n')
    run(folder / "raw", folder / "warehouse", jobs=0)
    return folder


@pytest.fixture(scope="module")
def found(twice: Path) -> Figures:
    return figures_of(twice / "warehouse", expected(twice / "raw", ["notices", "website", "mixed"]))


@pytest.fixture(scope="module")
def page(twice: Path, found: Figures) -> str:
    return page_of(found, twice / "warehouse")


def test_it_stands_alone(page: str) -> None:
    assert page.startswith("<!doctype html>")
    assert not re.search(r'\b(?:src|href)=(?!"#)', page)
    assert "<script" not in page and " style=" not in page


def test_it_names_what_is_held_and_why(page: str) -> None:
    assert "missing_field" in page and "error_page" in page


def test_it_says_what_the_tables_say(twice: Path, found: Figures) -> None:
    with connect(twice / "warehouse") as connection:
        outcomes = dict(
            connection.sql(
                "SELECT status, sum(sources) FROM outcomes WHERE status <> 'container' GROUP BY ALL"
            ).fetchall()
        )
    rows = found.sections["statuses"]
    assert rows is not None
    assert {status: sum(row[status] for row in rows) for status in outcomes} == outcomes


def test_every_section_has_rows_on_the_samples(found: Figures) -> None:
    assert {name for name, rows in found.sections.items() if not rows} == set()


def test_thresholds_are_met_or_not(found: Figures, page: str) -> None:
    verdicts = {(item.collection, item.field): item.met for item in found.thresholds}
    assert verdicts[("website", "copied_to")] is verdicts[("website", None)] is False
    assert verdicts[("website", "title")] is verdicts[("notices", "signed_on")] is True
    assert found.verdict == "bad"
    assert "2 of 5 agreed thresholds not met" in page
    assert sum(sign.kind == "bad" for sign in found.signs) == 2


def test_it_tells_what_changed_since_the_snapshot_before(found: Figures, page: str) -> None:
    assert found.difference is not None
    assert found.difference.went == (1, ("09-minutes.txt",))
    [date] = [item for item in found.difference.fields if item.name == "signed_on" and item.kind == "changed"]
    assert date.examples[0].path == "07-order.txt" and date.examples[0].before != date.examples[0].after
    assert "09-minutes.txt" in page and "1 documents of the snapshot before are gone" in page


def test_a_page_on_one_collection_tells_of_no_other(twice: Path) -> None:
    found = figures_of(twice / "warehouse", {}, collections=["website"])
    page = page_of(found, twice / "warehouse")
    assert "website: quality of snapshot 2" in page
    assert "09-minutes" not in page and "mixed" not in page
    assert found.thresholds == [] and "No thresholds are agreed" in page


def test_an_older_snapshot_is_reported_as_it_was(twice: Path) -> None:
    found = figures_of(twice / "warehouse", {}, as_of=1)
    assert (found.snapshot, found.against, found.difference) == (1, None, None)
    assert "This is the first snapshot" in page_of(found, twice / "warehouse")


def test_what_takes_too_long_is_left_out_and_said_to_be(twice: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*given: object) -> None:
        raise TimeoutError

    monkeypatch.setattr("docpipe.report.figures.ask", slow)
    found = figures_of(twice / "warehouse", {})
    assert set(found.sections.values()) == {None}
    assert found.verdict == "doubtful"
    page = page_of(found, twice / "warehouse")
    assert "the section on unknown markers is left out" in page and "took too long for a report" in page


def test_a_query_is_stopped_in_time(twice: Path) -> None:
    with connect(twice / "warehouse") as connection, pytest.raises(TimeoutError, match="longer than"):
        connection.sql("SELECT count(*) FROM range(10_000_000_000_000) WHERE range % 7 = 3", seconds=0.2)


@pytest.mark.parametrize("name", SECTIONS)
def test_every_query_is_bounded(twice: Path, name: str) -> None:
    assert re.search(r"LIMIT \d+$", SECTIONS[name]) or name in {"signed", "published", "precisions", "pace"}
    with connect(twice / "warehouse") as connection:
        assert ask(connection, SECTIONS[name], ["no such collection"]) in (
            [],
            [{"sources": 0, "quantiles": None, "longest": None}],
        )


def test_a_warehouse_without_any_document_has_a_page(tmp_path: Path) -> None:
    (tmp_path / "raw" / "a").mkdir(parents=True)
    (tmp_path / "raw" / "a" / "empty.txt").write_bytes(b"")
    run(tmp_path / "raw", tmp_path / "warehouse", jobs=0)
    page = write_report(tmp_path / "warehouse", tmp_path / "pages" / "report.html").read_text("utf-8")
    assert "No document is accepted" in page and "There is but one snapshot yet" in page
    assert [path.name for path in (tmp_path / "pages").iterdir()] == ["report.html"]
