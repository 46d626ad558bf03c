"""What one finder found in a reading."""

from typing import NamedTuple

from docpipe.document import Field, Link, Problem


class Found(NamedTuple):
    """Fields, links and problems. Fields of one name stand in order of trust: the first is the value."""

    fields: tuple[Field, ...] = ()
    links: tuple[Link, ...] = ()
    problems: tuple[Problem, ...] = ()
