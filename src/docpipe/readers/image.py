"""Pictures of pages, read by OCR."""

import re
from io import BytesIO
from typing import Any

from docpipe.readers.alive import alive
from docpipe.readers.ocr import OcrMissing, doubt, recognise
from docpipe.readers.paragraphs import Paragraphs
from docpipe.readers.pdf_lines import VisualLine
from docpipe.readers.pdf_paragraphs import joined, with_furniture
from docpipe.readers.unreadable import Unreadable
from docpipe.reading import Fault, Reading
from docpipe.source import Source

MOST_PIXELS = 120_000_000
MOST_FRAMES = 500
LONGEST_SIDE = 3_500
UNEVEN = (1.2, 4.0)  # times as many points across as down, or down as across; more is a mistake of the file


def read_image(content: bytes, source: Source) -> Reading:
    """The text of all frames (a TIFF may hold many pages). Raises Unreadable."""
    out, lines = Paragraphs(), list[VisualLine]()
    image = _opened(content)
    still = image.format in {"GIF", "WEBP"}  # what moves is no row of pages
    number = 0
    while number < MOST_FRAMES:
        try:
            image.seek(number)
            if image.width * image.height > MOST_PIXELS:
                raise Unreadable("too_large", f"{image.width} by {image.height} pixels are more than are read")
            shown = as_shown(image)
        except EOFError:
            break
        except Exception as broken:
            if isinstance(broken, Unreadable) and not number:
                raise
            if not number:
                raise _corrupt(broken) from broken
            out.faults.append(Fault("page_unreadable", f"page {number + 1}: {broken}"[:200], "error"))
            break
        lines.extend(_page(shown, number + 1, out))
        alive()
        number += 1
        if still:
            break
    if number == MOST_FRAMES:
        out.faults.append(Fault("pages_left_out", f"only the first {MOST_FRAMES} pages were read", "error"))
    joined(with_furniture(lines), out)
    if not out.pieces:
        raise Unreadable("no_text", "no text was recognised in the picture")
    return out.reading("ocr", source.media_type or "image/png", (("pages", str(number)),))


def _opened(content: bytes) -> Any:
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        return Image.open(BytesIO(content))
    except Image.DecompressionBombError as bomb:
        raise Unreadable("too_large", str(bomb)) from bomb
    except Exception as broken:
        raise _corrupt(broken) from broken


def _corrupt(broken: Exception) -> Unreadable:
    said = re.sub(r" <.*>$", "", f"{type(broken).__name__}: {broken}")  # no addresses in memory
    return Unreadable("corrupt", f"no picture that can be opened: {said}"[:300])


def _page(shown: Any, number: int, out: Paragraphs) -> list[VisualLine]:
    try:
        found = recognise(shown, number)
    except OcrMissing as missing:
        raise Unreadable("ocr_not_installed", str(missing)) from missing
    doubt(found, number, out)
    return found


def as_shown(image: Any) -> Any:
    """A frame as a person sees it: upright as the camera held it, on white, in 8 bits, not larger than is read."""
    from PIL import Image, ImageOps

    if image.mode.startswith(("I", "F")):
        low, high = image.getextrema()
        image = image.point(lambda value: (value - low) * (255.0 / max(1, high - low))).convert("L")
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        over = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", over.size, "white"), over)
    shown = _square(ImageOps.exif_transpose(image).convert("RGB"), image.info.get("dpi"))
    shown.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return shown


def _square(image: Any, dpi: Any) -> Any:
    """A picture whose points are as high as wide: a fax has twice as many across as down, and says so."""
    try:
        across, down = (float(value) for value in dpi)
    except (TypeError, ValueError):
        return image
    if not (across > 0 and down > 0 and UNEVEN[0] <= max(across, down) / min(across, down) <= UNEVEN[1]):
        return image
    finer = max(across, down)
    wide, high = round(image.width * finer / across), round(image.height * finer / down)
    return image.resize((wide, high)) if wide * high <= MOST_PIXELS else image
