"""What was recognised is kept by the picture's points; what is held in the cache is never trusted to be whole."""

from pathlib import Path
from typing import Any

import pytest

from docpipe.readers import ocr
from docpipe.readers.ocr_layout import Seen
from docpipe.readers.paragraphs import Paragraphs
from docpipe.readers.pdf_lines import VisualLine
from docpipe.reading import Box


@pytest.fixture
def recognitions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A list that grows with every recognition; the cache is a folder of the test."""
    done: list[int] = []

    def recognised(engine: Any, image: Any) -> list[Seen]:
        done.append(1)
        return [Seen("关于换证的通知", ((10.0, 10.0), (150.0, 12.0), (150.0, 32.0), (10.0, 30.0)), 0.97)]

    monkeypatch.setenv("DOCPIPE_CACHE", str(tmp_path))
    monkeypatch.setattr(ocr, "_engine", lambda *, reduced: None)
    monkeypatch.setattr(ocr, "_engine_name", lambda: "engine 1")
    monkeypatch.setattr(ocr, "_recognised", recognised)
    monkeypatch.setattr(ocr, "scanned_tables", lambda *given: [])
    return done


def test_a_picture_is_recognised_once(recognitions: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from PIL import Image

    image = Image.linear_gradient("L").convert("RGB")
    first = ocr.recognise(image)
    assert [line.text for line in first] == ["关于换证的通知"]
    assert ocr.recognise(image) == first and len(recognitions) == 1
    assert ocr.recognise(image.rotate(90)) and len(recognitions) == 2  # another picture
    for file in tmp_path.rglob("*.json"):
        file.write_text("[[1, 2", "utf-8")
    assert ocr.recognise(image) == first and len(recognitions) == 3  # a damaged cache is no cache
    monkeypatch.setattr(ocr, "_engine_name", lambda: "engine 2")
    assert ocr.recognise(image) == first and len(recognitions) == 4
    monkeypatch.setenv("DOCPIPE_CACHE", "")
    assert ocr.recognise(image) == first and len(recognitions) == 5


def test_small_print_on_a_large_page_is_looked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    from PIL import Image

    def engine_of(height: float, size: tuple[int, int]) -> list[bool]:
        asked: list[bool] = []
        line = Seen(
            "关于换证的通知", ((10.0, 10.0), (300.0, 10.0), (300.0, 10.0 + height), (10.0, 10.0 + height)), 0.97
        )
        monkeypatch.setattr(ocr, "_engine", lambda *, reduced: asked.append(reduced))
        monkeypatch.setattr(ocr, "_recognised", lambda engine, image: [line])
        ocr.recognise(Image.linear_gradient("L").resize(size))
        return asked

    monkeypatch.setenv("DOCPIPE_CACHE", "")
    assert engine_of(40.0, (1654, 2339)) == [True]
    assert engine_of(20.0, (1654, 2339)) == [True, False]
    assert engine_of(20.0, (827, 1169)) == [False]  # is not made smaller anyway
    assert engine_of(20.0, (200, 2339)) == [False]  # a strip


def test_a_page_without_confidence_is_held() -> None:
    out = Paragraphs()
    ocr.doubt([VisualLine("看不清的字", Box(0, 0, 9, 9), 1, 0.4)], 3, out)
    assert [(fault.code, fault.severity) for fault in out.faults] == [("low_confidence", "error")]
    ocr.doubt([VisualLine("看得清的字", Box(0, 0, 9, 9), 1, 0.97)], 4, out)
    assert len(out.faults) == 1


def test_a_thread_of_a_picture_holds_no_text(recognitions: list[int]) -> None:
    """The engine raises an error where a picture, once reduced, has no height left."""
    from PIL import Image

    assert ocr.recognise(Image.linear_gradient("L").resize((5000, 20))) == [] and recognitions == []
    assert ocr.recognise(Image.linear_gradient("L").resize((2000, 20)))
