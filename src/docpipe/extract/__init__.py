"""What the text quotes: fields, links and problems."""

from docpipe.document import Block, Field
from docpipe.extract.by_profile import profile_fields
from docpipe.extract.conflicts import conflicts
from docpipe.extract.found import Found
from docpipe.extract.links import links_of
from docpipe.extract.official import official_fields
from docpipe.extract.site import site_fields
from docpipe.extract.translation import translation_fields
from docpipe.extract.translation_edition import edition_problems
from docpipe.profile import Profile
from docpipe.reading import Reading

__all__ = ["Found", "extract"]

# In order of trust: what a collection's own profile points to, the paper itself, then the page around it.
FINDERS = (profile_fields, official_fields, site_fields, translation_fields)


ORDER = "number below masthead"
STATE = "中华人民共和国"


def extract(reading: Reading, blocks: tuple[Block, ...], profile: Profile) -> Found:
    """Fields, links and problems of a labelled reading."""
    parts = [finder(reading, blocks, profile) for finder in FINDERS]
    found = [field for part in parts for field in part.fields]
    fields = dict.fromkeys(sorted(found, key=lambda field: _gives_way(field, found)))
    links = links_of(reading, blocks) + tuple(link for part in parts for link in part.links)
    problems = [problem for part in parts for problem in part.problems]
    by_finder = dict(zip(FINDERS, parts, strict=True))
    problems += conflicts(by_finder[official_fields].fields, by_finder[site_fields].fields)
    problems += edition_problems(reading, blocks, tuple(fields))
    return Found(tuple(fields), links, tuple(problems))


def _gives_way(field: Field, found: list[Field]) -> bool:
    """Whether the page's form of a value is the better one of the same.

    An order's number as it is printed over two lines has its short form on the site (国令第707号); an office whose
    masthead begins with the name of the state is catalogued without it.
    """
    if field.name == "issuers" and field.value.startswith(STATE):
        short = field.value.removeprefix(STATE)
        return any(item.name == "issuers" and item.value == short for item in found)
    return field.rule == ORDER
