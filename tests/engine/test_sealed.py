"""Files between two runs, or two processes, tell whether they are whole."""

import sys
import types
from pathlib import Path

import pytest

from docpipe.engine.sealed import NotWhole, read_sealed, write_sealed


@pytest.mark.parametrize("keep", [0, 10, 40, -1])
def test_a_file_cut_short_is_not_whole(tmp_path: Path, keep: int) -> None:
    file = tmp_path / "plan"
    write_sealed(file, {"题": ["正文"] * 9})
    assert read_sealed(file) == {"题": ["正文"] * 9}
    file.write_bytes(file.read_bytes()[:keep])
    with pytest.raises(NotWhole):
        read_sealed(file)


def test_what_another_version_wrote_is_not_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    older = types.ModuleType("docpipe_of_yesterday")
    kind = type("Work", (), {"__module__": older.__name__})
    monkeypatch.setattr(older, "Work", kind, raising=False)
    monkeypatch.setitem(sys.modules, older.__name__, older)
    write_sealed(tmp_path / "plan", kind())
    monkeypatch.delitem(sys.modules, older.__name__)
    with pytest.raises(NotWhole, match="another version"):
        read_sealed(tmp_path / "plan")
