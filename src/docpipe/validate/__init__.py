"""Whether a document keeps the contract of its collection."""

from collections.abc import Iterator

from docpipe.document import ORIGINAL, Document, Problem
from docpipe.profile import Expect, Profile
from docpipe.validate.no_document import no_document
from docpipe.validate.unknown_marker import unknown_markers

ACCEPTED, HELD = "accepted", "held"
DATES = ("signed_on", "published_on", "effective_on", "printed_on")


def validate(document: Document, profile: Profile) -> tuple[tuple[Problem, ...], str]:
    """All that is wrong with a document, what is known already included, and its status: an error means held."""
    expect = profile.expect
    problems = list(document.problems)
    problems += [Problem(fault.code, fault.message, fault.severity, fault.span) for fault in document.reading.faults]
    problems += _body(document, expect)
    instead = list(no_document(document, profile))
    problems += instead or unknown_markers(document)
    problems += _official(document, expect)
    problems += _ocr(document, expect)
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


def _official(document: Document, expect: Expect) -> Iterator[Problem]:
    """A collection of official documents holds what has no number, and no kind in its title with office or date."""
    if expect.kind != "official" or document.value("doc_number") is not None:
        return
    signed = document.value("issuers") is not None or document.value("signed_on") is not None
    if document.value("doc_kind") is None or not signed:
        yield Problem(
            "not_official", "no number, and no title of a kind with an office or a date: no official document", "error"
        )


def _ocr(document: Document, expect: Expect) -> Iterator[Problem]:
    """What was read from pictures was read with the confidence that is expected, on average over the characters."""
    sure = [
        (piece.confidence, piece.span.end - piece.span.start)
        for piece in document.reading.pieces
        if piece.confidence is not None
    ]
    chars = sum(length for _, length in sure)
    if not chars or not expect.min_ocr_confidence:
        return
    mean = sum(confidence * length for confidence, length in sure) / chars
    if mean < expect.min_ocr_confidence:
        yield Problem(
            "ocr_unsure", f"OCR was sure by {mean:.2f} on average, {expect.min_ocr_confidence} is expected", "error"
        )


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
