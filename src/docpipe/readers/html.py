"""HTML: every visible text node once, in order, with the element it stands in."""

from docpipe.readers.encoding import declared, decode, disagreement
from docpipe.readers.html_chunks import nested, walked, written
from docpipe.readers.html_element import WHITE, Ambiguous
from docpipe.readers.html_hidden import is_the_text, may_hide, unhidden
from docpipe.readers.html_limits import tamed
from docpipe.readers.html_page import Page
from docpipe.reading import Fault, Reading
from docpipe.source import Source

REVEALED = "the page hides its text until a script shows it; what it hides is read as shown"


def page_of(markup: str) -> Page:
    """The page that the markup makes: as lexbor writes it out, or walked where that can be read in several ways."""
    if not nested(markup):
        page = Page(written(markup))
        try:
            page.take()
        except Ambiguous:
            pass
        else:
            return page
    page = Page(walked(markup), walked=True)
    page.take()
    return page


def read_html(content: bytes, source: Source) -> Reading:
    """The page as a browser shows it: block elements, `<br>` and cells on lines of their own, white space collapsed.

    Hidden, script and style text is counted in `meta` as `hidden_chars`, but for pages that show next to nothing
    because a script would have shown their text. Never fails on malformed markup.
    """
    told, revealed = declared(content), tuple[Fault, ...]()
    decoded = decode(content, told)
    markup, faults = tamed(decoded.text)
    page = page_of(markup)
    shown = "".join(page.parts)
    if may_hide(len(shown), page.hidden_chars, markup):
        other = page_of(unhidden(markup))
        if is_the_text(shown, "".join(other.parts)):
            page, revealed = other, (Fault("hidden_until_scripted", REVEALED, "info"),)
    title = WHITE.sub(" ", "".join(page.title)).strip()
    meta = [("title", title)] if title else []
    meta += page.meta
    meta.append(("hidden_chars", str(page.hidden_chars)))
    return Reading(
        "".join(page.parts),
        tuple(page.pieces),
        tuple(meta),
        reader="html",
        encoding=decoded.encoding,
        media_type="text/html",
        faults=(
            *decoded.faults,
            *disagreement(told, decoded.encoding),
            *revealed,
            *(Fault("attributes_dropped", reason) for reason in faults),
        ),
    )
