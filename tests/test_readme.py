"""What README and docs tell people to type works on the samples, and prints what they show."""

import doctest
import re
import shutil
from pathlib import Path

import pytest

from docpipe.sql import check_laws, connect
from docpipe.tables import TABLES
from tests.shown import pages, play, words

ROOT = Path(__file__).resolve().parents[1]
PYTHON = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
QUERY = re.compile(r"^```sh\ndocpipe sql .*\n```\n\n```text\n.+\n", re.MULTILINE)
LINK = re.compile(r"\[[^\]\n]*\]\(([\w./-]+)(?:#[^)]*)?\)")
# Completed, and completed with some held: the samples have such on purpose.
GOOD = (0, 3)
# Written with the figures that it will hold.
TO_COME = {"docs/benchmarks.md"}


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_commands_work_and_print_what_the_page_shows(page: Path, project: Path, tmp_path: Path) -> None:
    folder = tmp_path / "project"
    shutil.copytree(project, folder, symlinks=True)
    played = list(play(page, folder))
    assert played
    for item in played:
        wanted = (1,) if item.command.endswith("# refused") else GOOD
        assert item.returncode in wanted, f"{item.command}: {item.printed}"
        if item.shown is not None:
            assert words(item.shown) == words(item.printed), f"{item.command} (`make gold` writes what it prints now)"


def test_the_readme_has_five_queries_with_their_output() -> None:
    text = (ROOT / "README.md").read_text("utf-8").partition("## Five queries")[2].partition("\n## ")[0]
    assert len(QUERY.findall(text)) == 5


@pytest.mark.parametrize(
    "page", [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))], ids=lambda page: page.name
)
def test_links_lead_to_what_is_there(page: Path) -> None:
    broken = {target for target in LINK.findall(page.read_text("utf-8")) if not (page.parent / target).exists()}
    assert broken <= TO_COME


def test_readme_python(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    blocks = PYTHON.findall((ROOT / "README.md").read_text("utf-8"))
    assert blocks
    for number, block in enumerate(blocks):
        test = doctest.DocTestParser().get_doctest(block, {}, f"README {number}", "README.md", 0)
        report: list[str] = []
        assert doctest.DocTestRunner().run(test, out=report.append).failed == 0, "".join(report)


def test_the_samples_keep_the_laws(project: Path) -> None:
    assert check_laws(project / "warehouse") == []


@pytest.mark.parametrize("table", TABLES)
def test_every_table_has_a_query_that_runs(project: Path, table: str) -> None:
    query = (ROOT / "schemas" / "queries" / f"{table}.sql").read_text("utf-8")
    with connect(project / "warehouse") as connection:
        assert connection.sql(query).columns
        assert set(connection.tables()) >= {table}
