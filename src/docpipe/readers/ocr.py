"""Text in pictures, by RapidOCR: lines with boxes and confidence, put in reading order."""

from collections.abc import Callable
from functools import cache
from statistics import median
from typing import Any

from docpipe.readers.give_back import give_back
from docpipe.readers.ocr_cache import keep, kept, key_of
from docpipe.readers.ocr_layout import Seen, in_order, is_tall, skew_of, straightened
from docpipe.readers.ocr_rules import scanned_tables
from docpipe.readers.ocr_seals import without_seals
from docpipe.readers.paragraphs import Paragraphs
from docpipe.readers.pdf_lines import VisualLine
from docpipe.reading import Fault

SURE = 0.85  # below it a page may lie on its side or upside down
FLOOR = 0.8  # below it a person should look
FOUND_AT = 1280  # points of the longer side at which text is looked for; it is read from the picture as it came
SMALL = 32  # points of height of a line, below which it may be missed on a reduced picture: print of 5 points
THINNEST = 120  # times as long as high: reduced to what the engine reads, nothing of its height is left
FLAT = 24  # levels of grey between the darkest and the lightest point of a page with nothing on it


class OcrMissing(RuntimeError):
    """The libraries that recognise text are not installed."""


@cache
def _engine(*, reduced: bool) -> Any:
    """One engine per process, one thread, without the classifier of upside-down lines, which turns good lines round.

    Finding text on a `reduced` picture costs a third and finds the same lines, but for very small print. Lines are read
    one by one: in batches, short ones are filled up to the longest.
    """
    try:
        from rapidocr import RapidOCR
    except ImportError as missing:
        raise OcrMissing("recognising text needs: pip install 'docpipe[ocr]'") from missing
    params = {
        "Global.use_cls": False,
        "Global.text_score": 0.0,  # nothing that was seen is thrown away; its score is kept
        "Global.log_level": "error",
        "EngineConfig.onnxruntime.intra_op_num_threads": 1,
        "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        "EngineConfig.onnxruntime.enable_cpu_mem_arena": False,  # it keeps what the largest page of each shape took
        "Rec.rec_batch_num": 1,
    }
    return RapidOCR(params={**params, "Det.limit_type": "max", "Det.limit_side_len": FOUND_AT} if reduced else params)


def recognise(image: Any, page: int = 1) -> list[VisualLine]:
    """The lines of a picture (Pillow) from top to bottom, columns one after another. Raises OcrMissing."""
    dark, light = image.convert("L").getextrema()
    if light - dark < FLAT or max(image.size) >= THINNEST * min(image.size):
        return []
    image, _ = without_seals(image)
    found = _seen(image)
    if found and _doubtful(found):
        found, image = _turned(image, found)
    angle = skew_of(found)
    return in_order(found, page, scanned_tables(image, angle, [straightened(item, angle) for item in found]))


def doubt(lines: list[VisualLine], page: int, out: Paragraphs) -> None:
    """Says so where the recognition of a page was not sure."""
    sure = confidence(lines)
    if sure < FLOOR:
        message = (
            f"page {page}: text recognised with a confidence of {sure:.2f}, {FLOOR} is wanted: a person should look"
        )
        out.faults.append(Fault("low_confidence", message, "error"))


def confidence(lines: list[VisualLine]) -> float:
    """How sure the recognition of a page was, by its characters; 1 for a page without text."""
    chars = sum(len(line.text) for line in lines)
    return sum((line.confidence or 0.0) * len(line.text) for line in lines) / chars if chars else 1.0


def _seen(image: Any) -> list[Seen]:
    """What is recognised in a picture, now or before."""
    key = key_of(image, _engine_name())
    found = kept(key)
    if found is None:
        reduced = min(image.size) > FOUND_AT // 2 and max(image.size) > FOUND_AT
        found = _recognised(_engine(reduced=reduced), image)
        if reduced and found and median(min(item.sides) for item in found) < SMALL:
            found = _recognised(_engine(reduced=False), image)
        keep(key, found)
    return found


@cache
def _engine_name() -> str:
    """The engine with its version and what was asked of it. Raises OcrMissing."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"rapidocr {version('rapidocr')} no-cls found-at-{FOUND_AT}"
    except PackageNotFoundError as missing:
        raise OcrMissing("recognising text needs: pip install 'docpipe[ocr]'") from missing


def _recognised(engine: Any, image: Any) -> list[Seen]:
    import numpy as np

    result = engine(np.ascontiguousarray(np.asarray(image.convert("RGB"))[:, :, ::-1]))
    give_back()
    if result.boxes is None or result.txts is None:
        return []
    return [
        Seen(str(text), tuple((float(x), float(y)) for x, y in corners), float(score))
        for corners, text, score in zip(result.boxes, result.txts, result.scores, strict=True)
        if text and text.strip()
    ]


def _doubtful(found: list[Seen]) -> bool:
    return _mean(found) < SURE or sum(is_tall(item) for item in found) > 0.5 * len(found)


def _mean(found: list[Seen]) -> float:
    return sum(item.score * len(item.text) for item in found) / max(1, sum(len(item.text) for item in found))


def _worth(found: list[Seen]) -> float:
    """How much a page says when it is read one way up: characters that are sure, those of tall stretches for half."""
    return sum((item.score**4) * len(item.text) * (0.5 if is_tall(item) else 1.0) for item in found)


def _turned(image: Any, found: list[Seen]) -> tuple[list[Seen], Any]:
    """What the page says the right way up, with corners on the page as it came; and the picture that way."""
    from PIL import Image

    width, height = image.size
    ways: list[tuple[Any, Callable[[float, float], tuple[float, float]]]] = [
        (Image.Transpose.ROTATE_180, lambda x, y: (width - x, height - y)),
        (Image.Transpose.ROTATE_90, lambda x, y: (width - y, x)),
        (Image.Transpose.ROTATE_270, lambda x, y: (y, height - x)),
    ]
    best, upright, worth = found, image, 1.1 * _worth(found)
    sideways = 1 if _mean(found) >= SURE else 0  # what is read well does not stand on its head
    for way, back in ways[sideways:]:
        turned = image.transpose(way)
        other = _seen(turned)
        if _worth(other) > worth:
            worth, upright = _worth(other), turned
            best = [item._replace(turned=tuple(back(x, y) for x, y in item.corners)) for item in other]
    return best, upright
