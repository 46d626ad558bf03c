"""The contract of a collection: what `[expect]` says decides between accepted and held."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import docpipe
from docpipe.document import Document
from docpipe.profile import Profile
from docpipe.profile_file import load_profile
from docpipe.validate import validate

PAPER = "关于修剪树木的通知\n\n石门县林业局\n石林〔2015〕6号\n\n各乡镇：\n\n请于三月底前完成树木修剪。\n\n石门县林业局\n2015年3月2日\n"
NOTE = "树木修剪情况\n\n三月底前共修剪树木三百余株，清理枯枝四车，未发生安全事故。\n其余路段安排在四月进行。\n"


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder: Path = tmp_path_factory.mktemp("profiles")

    def made(expect: str) -> Profile:
        path = folder / f"{abs(hash(expect))}.toml"
        path.write_text(f'extends = ["default"]\n[expect]\n{expect}\n', "utf-8")
        return load_profile(path)

    return made


def codes(document: Document, profile: Profile) -> tuple[str, set[str]]:
    bare = replace(document, problems=())
    problems, status = validate(bare, profile)
    return status, {problem.code for problem in problems if problem.severity == "error"}


@pytest.mark.parametrize(
    ("text", "expect", "wanted"),
    [
        (PAPER, "", ("accepted", set())),
        (PAPER, 'required = ["title", "doc_number", "signed_on"]', ("accepted", set())),
        (PAPER, 'required = ["copied_to"]', ("held", {"missing_field"})),
        (PAPER, "years = [2016, 2026]", ("held", {"date_out_of_range"})),
        (PAPER, "min_body_chars = 500", ("held", {"short_body"})),
        (PAPER, 'kind = "official"', ("accepted", set())),
        (NOTE, 'kind = "official"', ("held", {"not_official"})),
        (NOTE, "", ("accepted", set())),
    ],
)
def test_what_is_expected_decides(profile: Any, text: str, expect: str, wanted: tuple[str, set[str]]) -> None:
    document = docpipe.digest(text.encode(), name="a.txt", profile=profile(expect))
    assert codes(document, profile(expect)) == wanted


def test_the_year_of_the_number_is_compared_with_the_date_where_it_is_expected(profile: Any) -> None:
    text = PAPER.replace("〔2015〕", "〔2011〕")
    for expect, said in (("", True), ("year_matches_number = false", False)):
        document = docpipe.digest(text.encode(), name="a.txt", profile=profile(expect))
        assert ("year_mismatch" in {problem.code for problem in document.problems}) is said
        assert document.status == "accepted"


@pytest.mark.parametrize(("sure", "status"), [(0.5, "held"), (0.9, "accepted"), (None, "accepted")])
def test_a_scan_read_with_too_little_confidence_is_held(profile: Any, sure: float | None, status: str) -> None:
    document = docpipe.digest(PAPER.encode(), name="a.txt")
    pieces = tuple(piece._replace(confidence=sure) for piece in document.reading.pieces)
    scanned = replace(document, reading=replace(document.reading, pieces=pieces))
    assert codes(scanned, profile("min_ocr_confidence = 0.8"))[0] == status
