"""Long texts are looked at piece by piece; what comes out does not depend on where they are cut."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docpipe.label import language
from docpipe.label.features import characters
from docpipe.values import minhash


@settings(deadline=None)
@given(st.text("aB 1。，中開\n（\U00020001", min_size=1, max_size=80), st.integers(1, 9), st.data())
def test_counts_of_lines(text: str, piece: int, data: st.DataObject) -> None:
    cuts = data.draw(st.sets(st.integers(0, len(text) - 1)))
    starts = np.array(sorted({0, *cuts}))
    given = text, starts, starts, np.array([*starts[1:], len(text)])
    whole = characters.counted(*given)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(characters, "PIECE", piece)
        parts = characters.counted(*given)
    assert all((one == two).all() for one, two in zip(whole, parts, strict=True))
    assert whole.kinds.sum() == len(text)


@settings(deadline=None)
@given(st.text("aB 1。，中開\n（\U00020001", min_size=60, max_size=200), st.integers(1, 60))
def test_signatures_and_languages(text: str, piece: int) -> None:
    whole = minhash.signature(text, True), language.language_of.__wrapped__(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(minhash, "PIECE", piece)
        patch.setattr(language, "PIECE", piece)
        assert (minhash.signature(text, True), language.language_of.__wrapped__(text)) == whole
