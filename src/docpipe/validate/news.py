"""Whether a page is news: the signs of the profile for it, against what makes a paper."""

from collections.abc import Iterator

from docpipe.document import Problem
from docpipe.profile import Profile
from docpipe.validate.page import Page
from docpipe.validate.signs import signs
from docpipe.values.kind import document_kind

# Signs worth so much more than what speaks for a paper make news of it.
DECIDES = 3.0
# Signs that weigh less than this also stand on essays that a paper printed first; alone they decide nothing.
STRONG = 2.0
KIND, NUMBER, ADDRESSED, SIGNED, ARTICLES, ADOPTED = 3.0, 4.0, 2.0, 2.0, 4.0, 3.0
LEAST_ARTICLES = 3


def of_a_paper(page: Page, profile: Profile) -> Iterator[tuple[str, float]]:
    """What speaks for an official paper, by name and weight."""
    document = page.document
    roles = [block.role for block in document.blocks if block.part == "original"]
    title = document.value("title")
    if title and document_kind(title, profile) is not None:
        yield "a title of a kind of paper", KIND
    if "doc_number" in roles or document.value("doc_number") is not None:
        yield "a number", NUMBER
    if document.value("recipients") is not None:
        yield "recipients", ADDRESSED
    if any(item.name == "signed_on" and item.span is not None for item in document.fields):
        yield "a date of signature", SIGNED
    if roles.count("article") >= LEAST_ARTICLES:
        yield "articles", ARTICLES
    if "adoption_note" in roles:
        yield "a note of its adoption", ADOPTED


def news(page: Page, profile: Profile) -> Iterator[Problem]:
    """One problem where a page reads as news, with the evidence by name."""
    if profile.expect.news:
        return
    against = list(of_a_paper(page, profile))
    contrary = sum(weight for _, weight in against)
    found = signs(page, profile, "news", DECIDES + contrary)
    total = sum(sign.weight for sign in found)
    if total - contrary < DECIDES or not any(sign.weight >= STRONG for sign in found):
        return
    evidence = "; ".join(f"{sign.name} {sign.text!r}" for sign in found)
    said = f", against it {', '.join(name for name, _ in against)}" if against else ""
    yield Problem("reads_as_news", f"news, no document: {evidence}{said}", "error")
