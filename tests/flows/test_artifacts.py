"""What a run leaves on Prefect's page stays small, and leads to the documents."""

from collections import Counter
from pathlib import Path

import pytest

pytest.importorskip("prefect")

from docpipe.engine.run import RunSummary
from flows.artifacts import RAW_URL, REASONS, held_page, link


def test_a_held_document_is_a_link_to_its_file(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x y.txt").write_text("x", "utf-8")
    assert link(tmp_path, "a/x y.txt") == f"[a/x y.txt](<file://{tmp_path}/a/x%20y.txt>)"


def test_a_member_is_a_link_to_its_container(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "all.zip").write_bytes(b"x")
    assert link(tmp_path, "a/all.zip!one|two.txt").startswith("[a/all.zip\\!one\\|two.txt](<file://")
    assert link(tmp_path, "a/all.zip!one|two.txt").endswith("/a/all.zip>)")


def test_a_file_whose_name_has_an_exclamation_mark_is_itself(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "urgent!.txt").write_text("x", "utf-8")
    assert link(tmp_path, "a/urgent!.txt").endswith("/a/urgent%21.txt>)")


def test_links_lead_to_where_raw_is_served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(RAW_URL, "https://files.example.org/raw/")
    assert link(tmp_path, "a/通知.txt") == "[a/通知.txt](<https://files.example.org/raw/a/%E9%80%9A%E7%9F%A5.txt>)"


def test_ten_thousand_reasons_are_a_page_of_bounded_size(tmp_path: Path) -> None:
    reasons = Counter({f"reason-{at:05}": 1 + at for at in range(10_000)})
    examples = {reason: [f"a/{reason}.txt"] for reason in reasons}
    page = held_page(RunSummary("r", ["a"], reasons=reasons, examples=examples), tmp_path)
    assert len(page.splitlines()) == REASONS + 5
    assert "| reason-09999 | 10000 | [a/reason\\-09999.txt]" in page
    assert f"| {10_000 - REASONS} other reasons | | |" in page
