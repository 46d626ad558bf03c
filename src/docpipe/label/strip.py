"""Content or clutter, for the lines that the profile leaves open."""

from collections.abc import Mapping
from typing import Any

from docpipe.document import ORIGINAL
from docpipe.label.line import Label, Line
from docpipe.profile import Profile
from docpipe.reading import Reading


def stripped(
    lines: list[Line],
    labels: list[Label | None],
    reading: Reading,
    profile: Profile,
    template: Mapping[str, Any] | None = None,
) -> list[Label]:
    """A label for every line: what is not known to be clutter is content."""
    return [said or Label(ORIGINAL, "paragraph") for said in labels]
