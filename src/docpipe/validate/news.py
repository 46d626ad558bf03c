"""Whether a page is news: the signs of the profile for it, against what makes a paper."""

from collections.abc import Iterator

from docpipe.document import Document, Problem
from docpipe.profile import Profile
from docpipe.validate.page import Page
from docpipe.values.kind import document_kind

# Signs worth so much more than what speaks for a paper make news of it.
DECIDES = 3.0
# Signs that weigh less than this also stand on essays that a paper printed first; alone they decide nothing.
STRONG = 2.0
KIND, NUMBER, ADDRESSED, SIGNED, ARTICLES, ADOPTED = 3.0, 4.0, 2.0, 2.0, 4.0, 3.0
LEAST_ARTICLES = 3


def signs(page: Page, profile: Profile, of: str) -> list[tuple[str, str, float]]:
    """The signs of a kind that stand on a page: name, what was found, weight."""
    found = []
    for sign in profile.sign:
        if sign.of == of:
            hit = next((hit for place in sign.where if (hit := sign.regex.search(page.place(place)))), None)
            if hit is not None:
                found.append((sign.name, " ".join(hit[0].split())[:40], sign.weight))
    return found


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


def news(document: Document, profile: Profile) -> Iterator[Problem]:
    """One problem where a page reads as news, with the evidence by name."""
    if profile.expect.news:
        return
    page = Page(document)
    found = signs(page, profile, "news")
    total = sum(weight for _, _, weight in found)
    if total < DECIDES or not any(weight >= STRONG for _, _, weight in found):
        return
    against = list(of_a_paper(page, profile))
    if total - sum(weight for _, weight in against) >= DECIDES:
        evidence = "; ".join(f"{name} {text!r}" for name, text, _ in found)
        contrary = f", against it {', '.join(name for name, _ in against)}" if against else ""
        yield Problem("reads_as_news", f"news, no document: {evidence}{contrary}", "error")
