"""Text in pictures, by RapidOCR: lines with boxes and confidence, put in reading order."""

from functools import cache
from typing import Any

from docpipe.readers.pdf_lines import VisualLine
from docpipe.reading import Box


class OcrMissing(RuntimeError):
    """The libraries that recognise text are not installed."""


@cache
def _engine() -> Any:
    """One engine per process, one thread, without the classifier of upside-down lines, which turns good lines round."""
    try:
        from rapidocr import RapidOCR
    except ImportError as missing:
        raise OcrMissing("recognising text needs: pip install 'docpipe[ocr]'") from missing
    return RapidOCR(
        params={
            "Global.use_cls": False,
            "Global.log_level": "error",
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def recognise(image: Any, page: int = 1) -> list[VisualLine]:
    """The lines of a picture (Pillow) from top to bottom, columns one after another. Raises OcrMissing."""
    import numpy as np

    result = _engine()(np.asarray(image.convert("RGB"))[:, :, ::-1])
    if result.boxes is None:
        return []
    found = [
        (Box(*map(float, (*corners.min(axis=0), *corners.max(axis=0)))), str(text), float(score))
        for corners, text, score in zip(result.boxes, result.txts, result.scores, strict=True)
    ]
    return [VisualLine(text, box, page, score) for box, text, score in _ordered(found) if text.strip()]


def _ordered(found: list[tuple[Box, str, float]]) -> list[tuple[Box, str, float]]:
    """Rows by vertical overlap, each from left to right."""
    rows: list[list[tuple[Box, str, float]]] = []
    for item in sorted(found, key=lambda item: item[0].top):
        box = item[0]
        for row in reversed(rows[-3:]):
            other = row[0][0]
            overlap = min(box.bottom, other.bottom) - max(box.top, other.top)
            if overlap > 0.55 * min(box.bottom - box.top, other.bottom - other.top):
                row.append(item)
                break
        else:
            rows.append([item])
    return [item for row in rows for item in sorted(row, key=lambda item: item[0].left)]
