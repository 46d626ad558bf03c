"""A page as a picture, its blocks in coloured boxes."""

from io import BytesIO
from typing import Any

from docpipe.document import Document
from docpipe.reading import Box

COLOURS = {"original": (30, 140, 60), "translation": (40, 90, 200), "clutter": (160, 160, 160)}
SCALE = 2.0


class NoPicture(ValueError):
    """The source has no pages that can be drawn."""


def page_image(content: bytes, document: Document, page: int) -> bytes:
    """A PNG of a page of a PDF or picture with a box round every line, coloured by part. Raises NoPicture."""
    from PIL import ImageDraw

    picture, scale = _picture(content, document, page)
    draw = ImageDraw.Draw(picture)
    blocks, at = document.blocks, 0
    for piece in document.reading.pieces:
        while at < len(blocks) and blocks[at].span.end <= piece.span.start:
            at += 1
        if piece.page == page and piece.box is not None and at < len(blocks):
            draw.rectangle(_scaled(piece.box, scale), outline=COLOURS[blocks[at].part], width=3)
            draw.text((piece.box.left * scale, max(0, piece.box.top * scale - 12)), blocks[at].role, fill=(200, 0, 0))
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def _scaled(box: Box, scale: float) -> tuple[float, float, float, float]:
    return box.left * scale, box.top * scale, box.right * scale, box.bottom * scale


def _picture(content: bytes, document: Document, page: int) -> tuple[Any, float]:
    media = document.reading.media_type
    if media == "application/pdf":
        import pypdfium2 as pdfium

        pages = pdfium.PdfDocument(content)
        if page > len(pages):
            raise NoPicture(f"the document has {len(pages)} pages")
        return pages[page - 1].render(scale=SCALE).to_pil().convert("RGB"), SCALE
    if media.startswith("image/"):
        from PIL import Image

        from docpipe.readers.image import as_shown

        image = Image.open(BytesIO(content))
        image.seek(page - 1)
        return as_shown(image), 1.0
    raise NoPicture(f"{media} has no pages to draw: --image is for PDF and pictures")
