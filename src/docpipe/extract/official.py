"""What an official paper says of itself: fields quoted from the lines of its header, signature and imprint."""

from collections.abc import Iterator

from docpipe.document import ORIGINAL, Block, Field, Problem
from docpipe.extract.cited import citations
from docpipe.extract.found import Found
from docpipe.extract.official_dates import dates_in_text, dates_of_paper, subject
from docpipe.extract.official_header import marks, mastheads
from docpipe.extract.official_number import number
from docpipe.extract.official_tail import attachments, imprint, signature
from docpipe.extract.official_title import issuers_of_title, titles
from docpipe.extract.quote import Quoter
from docpipe.profile import Profile
from docpipe.reading import Reading


def official_fields(reading: Reading, blocks: tuple[Block, ...], profile: Profile) -> Found:
    """Fields and problems of the original's own lines; a value that is not there is no field."""
    quote = Quoter(reading.text, [block for block in blocks if block.part == ORIGINAL], profile)
    fields = [
        *titles(quote, blocks),
        *number(quote),
        *mastheads(quote),
        *marks(quote),
        *subject(quote),
        *signature(quote),
        *dates_of_paper(quote),
        *issuers_of_title(quote),
        *imprint(quote),
        *attachments(quote),
        *dates_in_text(quote),
        *citations(quote),
    ]
    return Found(tuple(_one_voice(fields)), (), tuple(_conflicts(fields)))


def _one_voice(fields: list[Field]) -> Iterator[Field]:
    """All fields, but issuers as the place says that names most of them: masthead, signature or title."""
    places: dict[str, list[Field]] = {}
    for field in fields:
        if field.name == "issuers":
            places.setdefault(field.rule, []).append(field)
    best = max(places.values(), key=len, default=[])
    return (field for field in fields if field.name != "issuers" or field in best)


def _conflicts(fields: list[Field]) -> Iterator[Problem]:
    """A paper that says two things of what can be only one."""
    for name in ("signed_on", "doc_number"):
        said = {field.value: field for field in fields if field.name == name}
        if len(said) > 1:
            values = ", ".join(said)
            message = f"the paper gives several values of {name}: {values}"
            yield Problem("conflict", message, "warning", list(said.values())[1].span)
