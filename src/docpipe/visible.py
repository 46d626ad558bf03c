"""Text of a document as a page may show it: what a browser would obey instead of showing becomes a dot."""

import re

# Controls, and what turns the direction of text or has no width.
UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def visible(text: str) -> str:
    """As many characters as before, each of which can be seen (or is white space)."""
    return UNSEEN.sub("·", text)
