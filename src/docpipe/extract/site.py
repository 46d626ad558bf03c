"""Fields of the kind `site`."""

from docpipe.document import Block
from docpipe.extract.found import Found
from docpipe.profile import Profile
from docpipe.reading import Reading


def site_fields(reading: Reading, blocks: tuple[Block, ...], profile: Profile) -> Found:
    """Nothing yet."""
    return Found()
