"""Where the page around a paper says something else than the paper: both are kept, the paper wins, and it is told."""

import re
from collections.abc import Callable, Iterator

from docpipe.document import ORIGINAL, Field, Problem
from docpipe.label.structure_title import normal
from docpipe.values.offices import same_office

# Suppliers that name a page, not the paper on it.
OF_PAGE = frozenset({"title", "file name"})
FRAME = re.compile(r"关于|關於|印发|转发|批转|发布|公布|的|通知|意见|决定|公告|通告|办法|规定|方案|函|批复|报告|通报")
DIGITS = re.compile(r"\d+")
LEAST_MATTER, SHARED = 6, 0.5


def conflicts(own: tuple[Field, ...], page: tuple[Field, ...]) -> Iterator[Problem]:
    """One problem for each of title, number, issuers and day of signing that both name, and not alike."""
    for name, agrees in AGREES.items():
        told = [field for field in own if field.name == name and field.part == ORIGINAL]
        said = [field for field in page if field.name == name and field.supplier not in OF_PAGE]
        told = told if name == "issuers" else told[:1]
        other = [field for field in said if not any(agrees(field.value, mine.value) for mine in told)]
        # One office of several that both name is enough: the page often has the first alone.
        if told and other and (name != "issuers" or len(other) == len(said)):
            yield _conflict(name, told, other[0])


def _conflict(name: str, told: list[Field], other: Field) -> Problem:
    mine = "、".join(dict.fromkeys(field.value for field in told))
    who = "the page around it" if other.supplier is None else other.supplier
    message = f"{name}: the paper says {mine}, {who} {other.value}"
    return Problem("conflict", message, "warning", other.span or told[0].span)


def _same_number(page: str, paper: str) -> bool:
    """国务院令第707号, and 国令第707号, are 中华人民共和国国务院令第707号."""
    return DIGITS.findall(page) == DIGITS.findall(paper) and same_office(page, paper)


def _same_day(page: str, paper: str) -> bool:
    """A month agrees with each of its days."""
    return page.startswith(paper) or paper.startswith(page)


def _same_title(page: str, paper: str) -> bool:
    """Whether one is a shorter form, or another spelling, of the other; what speaks of other years or parts is not."""
    one, two = sorted((normal(page), normal(paper)), key=len)
    if one in two:
        return True
    numbers, others = set(DIGITS.findall(one)), set(DIGITS.findall(two))
    if numbers - others and others - numbers:
        return False
    matter, whole = _pairs(one), _pairs(two)
    return len(matter) < LEAST_MATTER or len(matter & whole) >= SHARED * len(matter)


def _pairs(title: str) -> set[str]:
    """Pairs of neighbouring characters of what a title is about."""
    matter = FRAME.sub("", title)
    return {matter[at : at + 2] for at in range(len(matter) - 1)}


AGREES: dict[str, Callable[[str, str], bool]] = {
    "title": _same_title,
    "doc_number": _same_number,
    "issuers": same_office,
    "signed_on": _same_day,
}
