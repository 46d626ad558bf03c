"""Whether a line is the title of its page."""

import re
from collections.abc import Sequence

import numpy as np

from docpipe.label.features.series import Floats
from docpipe.reading import Reading

SUPPLIERS = ("title", "meta:og:title", "meta:ArticleTitle", "meta:title")
_SPACES = re.compile(r"\W+")
# Titles are of so many characters; what is a part of one, of so many at least.
SHORTEST, LONGEST, PART = 4, 200, 6


def named_titles(texts: Sequence[str], reading: Reading) -> Floats:
    """2 for a line that is the title which the page's head names, or its beginning; 1 for another part of it."""
    titles = [title for name in SUPPLIERS if (title := reading.supplied(name))]
    found = np.zeros(len(texts))
    if not titles:
        return found
    known = [_SPACES.sub("", title).lower() for title in titles]
    whole = "\n".join(title.lower() for title in titles)
    for at, text in enumerate(texts):
        if SHORTEST <= len(text) <= LONGEST and text[:3].lower() in whole:
            key = _SPACES.sub("", text).lower()
            if key and any(key == title or (len(key) >= PART and title.startswith(key)) for title in known):
                found[at] = 2
            elif len(key) >= PART and any(key in title for title in known):
                found[at] = 1
    return found


def first_titles(texts: Sequence[str]) -> Floats:
    """Where the first lines of a text come back further down, that is where the paper begins."""
    head = {text for text in texts[:3] if len(text) >= 8}
    return np.array([(1.0 if at < 3 else 2.0) if text in head else 0.0 for at, text in enumerate(texts)])
