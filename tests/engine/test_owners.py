"""Copies are found by content, whatever the order and number of files."""

from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from docpipe.engine.owners import Owners


@given(st.lists(st.integers(0, 50)), st.integers(0, 100))
def test_the_first_source_of_a_content_owns_it(contents: list[int], expected: int) -> None:
    owners, first = Owners(expected), {}
    for at, content in enumerate(contents):
        source_id = f"{at:016x}"
        digest = sha256(str(content).encode()).hexdigest()
        assert owners.owner(digest, source_id) == first.setdefault(content, source_id)
    assert len(owners) == len(first)


def test_contents_that_share_half_their_digest_are_different() -> None:
    owners = Owners()
    one, other, last = "a" * 32 + "0" * 32, "b" * 16 + "a" * 16 + "0" * 32, "a" * 16 + "b" * 16 + "0" * 32
    found = [owners.owner(digest, f"{at:016x}") for at, digest in enumerate([one, other, last, one])]
    assert found == ["0" * 16, "0" * 15 + "1", "0" * 15 + "2", "0" * 16]


def test_it_grows_beyond_what_was_expected() -> None:
    owners = Owners(10)
    for twice in range(2):
        for at in range(5000):
            digest = sha256(str(at).encode()).hexdigest()
            assert owners.owner(digest, f"{at + 5000 * twice:016x}") == f"{at:016x}"
