"""Pages that were saved twice are found by their rarest lines as by comparing each with all."""

from hypothesis import given
from hypothesis import strategies as st

from docpipe.label.template import TWIN, Seen, _twins

LINES = [f"第{at}行水渠" for at in range(14)]


def compared_with_all(pages: list[Seen]) -> list[Seen]:
    kept: list[Seen] = []
    for page in pages:
        size = len(page.key)
        if size >= 3 and any(len(page.key & one.key) >= TWIN * max(size, len(one.key)) for one in kept):
            continue
        kept.append(page)
    return kept


@given(st.lists(st.tuples(st.sets(st.sampled_from(LINES)), st.booleans()), max_size=12))
def test_the_same_pages_are_left(drawn: list[tuple[set[str], bool]]) -> None:
    pages = [Seen({}, frozenset(lines | set(LINES[:10]) if framed else lines)) for lines, framed in drawn]
    assert list(_twins(pages)) == compared_with_all(pages)


def test_a_line_more_in_ten_is_a_twin_and_two_are_not() -> None:
    page, one, two = (Seen({}, frozenset(LINES[:size])) for size in (10, 11, 12))
    assert list(_twins([page, one])) == [page]
    assert list(_twins([page, two])) == [page, two]
