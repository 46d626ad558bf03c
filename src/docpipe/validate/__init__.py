"""Whether a document keeps the contract of its collection."""

from collections.abc import Iterator

from docpipe.document import ORIGINAL, Document, Problem
from docpipe.profile import Expect, Profile
from docpipe.validate.no_document import no_document

ACCEPTED, HELD = "accepted", "held"
DATES = ("signed_on", "published_on", "effective_on", "printed_on")


def validate(document: Document, profile: Profile) -> tuple[tuple[Problem, ...], str]:
    """All that is wrong with a document, what is known already included, and its status: an error means held."""
    expect = profile.expect
    problems = list(document.problems)
    problems += [Problem(fault.code, fault.message, fault.severity, fault.span) for fault in document.reading.faults]
    problems += _body(document, expect)
    problems += no_document(document, profile)
    problems += _required(document, expect)
    problems += _dates(document, expect)
    problems += _number_year(document, expect)
    return tuple(problems), HELD if any(problem.severity == "error" for problem in problems) else ACCEPTED


def _body(document: Document, expect: Expect) -> Iterator[Problem]:
    if not document.text.strip():
        yield Problem("no_text", "the source holds no text", "error")
        return
    chars = len(document.body or "")
    if chars == 0 and expect.min_body_chars > 0:
        yield Problem("no_body", "nothing in the text is running text of a document", "error")
    elif chars < expect.min_body_chars:
        yield Problem("short_body", f"the body has {chars} characters, {expect.min_body_chars} are expected", "error")


def _required(document: Document, expect: Expect) -> Iterator[Problem]:
    for name in expect.required:
        if document.value(name) is None:
            yield Problem("missing_field", f"{name} is required here and was not found", "error")


def _year(value: str | None) -> int | None:
    return int(value[:4]) if value and value[:4].isdigit() else None


def _dates(document: Document, expect: Expect) -> Iterator[Problem]:
    first, last = expect.years
    for item in document.fields:
        year = _year(item.value) if item.name in DATES else None
        if year is not None and not first <= year <= last:
            yield Problem(
                "date_out_of_range", f"{item.name} {item.value} is outside {first}–{last}", "error", item.span
            )


def _number_year(document: Document, expect: Expect) -> Iterator[Problem]:
    """A paper is numbered in the year it is written in, or at the turn of the year in the one before."""
    if not expect.year_matches_number:
        return
    number, date = document.value("doc_number_year"), document.value("signed_on")
    numbered, signed = _year(number), _year(date)
    if numbered is not None and signed is not None and abs(numbered - signed) > 1:
        span = next((item.span for item in document.fields if item.name == "signed_on" and item.part == ORIGINAL), None)
        message = f"the number is of {numbered}, the date of {signed}"
        yield Problem("year_mismatch", message, "warning", span)
