"""Pictures of pages, read by OCR."""

from io import BytesIO

from docpipe.readers.ocr import OcrMissing, recognise
from docpipe.readers.paragraphs import Paragraphs
from docpipe.readers.pdf_lines import VisualLine
from docpipe.readers.pdf_paragraphs import joined, with_furniture
from docpipe.readers.unreadable import Unreadable
from docpipe.reading import Reading
from docpipe.source import Source

MOST_PIXELS = 120_000_000
LONGEST_SIDE = 3_500


def read_image(content: bytes, source: Source) -> Reading:
    """The text of all frames (a TIFF may hold many pages). Raises Unreadable."""
    from PIL import Image, ImageSequence

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        image = Image.open(BytesIO(content))
        if image.width * image.height > MOST_PIXELS:
            raise Unreadable("too_large", f"{image.width} by {image.height} pixels are more than are read")
        lines: list[VisualLine] = []
        for number, frame in enumerate(ImageSequence.Iterator(image), 1):
            shown = frame.convert("RGB")
            shown.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            lines.extend(recognise(shown, number))
    except Unreadable:
        raise
    except OcrMissing as missing:
        raise Unreadable("ocr_not_installed", str(missing)) from missing
    except Exception as broken:
        raise Unreadable(
            "corrupt", f"no picture that can be opened: {type(broken).__name__}: {broken}"[:300]
        ) from broken
    page = Paragraphs()
    joined(with_furniture(lines), page)
    if not page.pieces:
        raise Unreadable("no_text", "no text was recognised in the picture")
    return page.reading("ocr", source.media_type or "image/png")
