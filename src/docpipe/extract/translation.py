"""Fields of the kind `translation`."""

from docpipe.document import Block
from docpipe.extract.found import Found
from docpipe.profile import Profile
from docpipe.reading import Reading


def translation_fields(reading: Reading, blocks: tuple[Block, ...], profile: Profile) -> Found:
    """Nothing yet."""
    return Found()
