"""A page as a picture, its blocks in coloured boxes."""

from io import BytesIO
from typing import Any

from docpipe.document import Document
from docpipe.reading import Box

# A colour for each role; those that are not named here share the last one of their part.
ROLE_COLOURS = {
    "masthead": (200, 30, 30),
    "title": (200, 60, 160),
    "doc_number": (230, 120, 20),
    "recipients": (150, 100, 30),
    "heading": (130, 60, 200),
    "paragraph": (30, 140, 60),
    "table_cell": (0, 140, 150),
    "signature": (40, 90, 200),
    "date": (20, 150, 210),
}
PART_COLOURS = {"original": (30, 110, 90), "translation": (40, 90, 200), "clutter": (150, 150, 150)}
SCALE = 2.0
LEGEND = 26  # height of a line of the legend


class NoPicture(ValueError):
    """The source has no pages that can be drawn."""


def page_image(content: bytes, document: Document, page: int) -> bytes:
    """A PNG of a page of a PDF or picture: each line in a box of its role's colour, and a legend. Raises NoPicture."""
    from PIL import Image, ImageDraw

    picture, scale = _picture(content, document, page)
    over = Image.new("RGBA", picture.size, (0, 0, 0, 0))
    draw = ImageDraw.Draw(over)
    counts: dict[tuple[str, str], int] = {}
    blocks, at = document.blocks, 0
    for piece in document.reading.pieces:
        while at < len(blocks) and blocks[at].span.end <= piece.span.start:
            at += 1
        if piece.page == page and piece.box is not None and at < len(blocks):
            part, role = str(blocks[at].part), str(blocks[at].role)
            colour = colour_of(part, role)
            draw.rectangle(_scaled(piece.box, scale), outline=(*colour, 255), fill=(*colour, 40), width=2)
            counts[part, role] = counts.get((part, role), 0) + 1
    shown = Image.alpha_composite(picture.convert("RGBA"), over).convert("RGB")
    out = BytesIO()
    _with_legend(shown, counts, document, page).save(out, "PNG")
    return out.getvalue()


def colour_of(part: str, role: str) -> tuple[int, int, int]:
    """The colour that blocks of a part and role have on the picture."""
    if part == "clutter":
        return PART_COLOURS["clutter"]
    return ROLE_COLOURS.get(role) or PART_COLOURS.get(part, PART_COLOURS["clutter"])


def _with_legend(shown: Any, counts: dict[tuple[str, str], int], document: Document, page: int) -> Any:
    """The picture with a line below it for each role: colour, part, role, number of boxes."""
    from PIL import Image, ImageDraw

    lines = sorted(counts.items())
    sheet = Image.new("RGB", (shown.width, shown.height + LEGEND * (len(lines) + 1) + 12), "white")
    sheet.paste(shown, (0, 0))
    draw = ImageDraw.Draw(sheet)
    top = shown.height + 8
    draw.line((0, shown.height, shown.width, shown.height), fill=(0, 0, 0), width=2)
    told = f"page {page}: {sum(counts.values())} boxes; {document.status}" if counts else f"page {page}: no boxes"
    draw.text((12, top), told, fill=(0, 0, 0), font_size=17)
    for (part, role), count in lines:
        top += LEGEND
        draw.rectangle((12, top + 2, 40, top + 18), fill=colour_of(part, role))
        draw.text((50, top), f"{part}  {role}  ({count})", fill=(0, 0, 0), font_size=17)
    return sheet


def _scaled(box: Box, scale: float) -> tuple[float, float, float, float]:
    return box.left * scale, box.top * scale, box.right * scale, box.bottom * scale


def _picture(content: bytes, document: Document, page: int) -> tuple[Any, float]:
    media = document.reading.media_type
    if media == "application/pdf":
        import pypdfium2 as pdfium

        pages = pdfium.PdfDocument(content)
        if page > len(pages):
            raise NoPicture(f"there is no page {page}: the document has {len(pages)}")
        try:
            return pages[page - 1].render(scale=SCALE).to_pil().convert("RGB"), SCALE
        except pdfium.PdfiumError as broken:
            raise NoPicture(f"page {page} is damaged and cannot be drawn: {broken}") from broken
    if media.startswith("image/"):
        from PIL import Image

        from docpipe.readers.image import as_shown

        image = Image.open(BytesIO(content))
        try:
            image.seek(page - 1)
        except EOFError:
            raise NoPicture(f"there is no page {page} in the picture") from None
        return as_shown(image), 1.0
    raise NoPicture(f"{media} has no pages to draw: --image is for PDF and pictures")
