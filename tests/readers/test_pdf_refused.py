"""Why a PDF cannot be opened is told of this file and not of the one before."""

import pytest

from docpipe.readers import Unreadable
from docpipe.readers.pdf import read_pdf
from docpipe.source import Source
from tests.readers.hostile import MADE


def test_a_broken_file_is_not_called_locked_after_a_locked_one() -> None:
    made = {item.name: item.make for item in MADE}
    for name, code in (("locked.pdf", "encrypted"), ("tree-of-pages-in-a-circle.pdf", "corrupt")):
        with pytest.raises(Unreadable) as refused:
            read_pdf(made[name](), Source("test", name))
        assert refused.value.code == code
