"""PDF: the text layer line by line with page and box; pages that are pictures go to OCR, where that is installed."""

from typing import Any

from docpipe.readers.alive import alive
from docpipe.readers.paragraphs import Paragraphs
from docpipe.readers.pdf_lines import VisualLine, text_lines
from docpipe.readers.pdf_paragraphs import joined, with_furniture
from docpipe.readers.text_layer import doubt_of
from docpipe.readers.unreadable import Unreadable
from docpipe.reading import Box, Fault, Reading
from docpipe.source import Source

LEAST_CHARS = 8  # fewer on a page are a page number or a stamp, not its text
MOST_PAGES = 3_000
MOST_OBJECTS = 20_000
SCALE = 200 / 72  # OCR wants 200 dots an inch
LONGEST_SIDE = 3_500  # of a picture that is recognised


def read_pdf(content: bytes, source: Source) -> Reading:
    """The text of all pages, lines of a paragraph joined. Raises Unreadable."""
    import pypdfium2 as pdfium

    try:
        document: Any = pdfium.PdfDocument(content)
        count = len(document)
    except pdfium.PdfiumError as broken:
        # PDFium may say what was wrong with the file before; the trailer of a locked one names its lock in plain text.
        locked = "password" in str(broken).lower() and b"/Encrypt" in content
        reason = "the PDF is encrypted: a password is needed" if locked else f"no PDF that can be opened: {broken}"
        raise Unreadable("encrypted" if locked else "corrupt", reason) from broken
    try:
        out, lines = Paragraphs(), list[VisualLine]()
        if count > MOST_PAGES:
            out.faults.append(
                Fault("pages_left_out", f"only the first {MOST_PAGES} of {count} pages were read", "error")
            )
        for number in range(min(count, MOST_PAGES)):
            lines.extend(_page_lines(document, number, out))
            alive()
        meta = _meta(document)
    finally:
        document.close()
    joined(with_furniture(lines), out)
    if not out.pieces:
        raise _without_text(out)
    return out.reading("pdf", "application/pdf", (*meta, ("pages", str(count))))


def _without_text(out: Paragraphs) -> Unreadable:
    codes = {fault.code for fault in out.faults}
    if "page_without_text" in codes:
        return Unreadable(
            "no_text_layer_no_ocr", "the PDF holds pictures only: pip install 'docpipe[ocr]' to read them"
        )
    if "page_unreadable" in codes:
        return Unreadable("corrupt", "no page of the PDF can be read: " + out.faults[0].message)
    return Unreadable("no_text_layer", "the PDF holds no text, and none was recognised in its pictures")


def _meta(document: Any) -> tuple[tuple[str, str], ...]:
    try:
        given = document.get_metadata_dict(skip_empty=True)
    except Exception:
        return ()
    return tuple((f"pdf:{name.lower()}", str(value)) for name, value in given.items() if str(value).strip())


def _page_lines(document: Any, number: int, out: Paragraphs) -> list[VisualLine]:
    """The lines of a page; a page that cannot be read is a fault."""
    page = None
    try:
        page = document[number]
        found = text_lines(page, number + 1)
        doubt = doubt_of("\n".join(line.text for line in found))
        if doubt is not None:
            return _better(page, number + 1, found, doubt, out)
        if sum(len(line.text) for line in found) >= LEAST_CHARS or not _has_pictures(page):
            return found
        return _recognised(page, number + 1, out) or found
    except Exception as broken:
        out.faults.append(
            Fault("page_unreadable", f"page {number + 1}: {type(broken).__name__}: {broken}"[:200], "error")
        )
        return []
    finally:
        if page is not None:
            page.close()


def _better(page: Any, number: int, found: list[VisualLine], doubt: str, out: Paragraphs) -> list[VisualLine]:
    """What is recognised on a page whose text layer cannot be right, unless that is as doubtful; said in both cases."""
    recognised = _recognised(page, number, out)
    text = "\n".join(line.text for line in recognised)
    if text and doubt_of(text) is None:
        out.faults.append(Fault("bad_text_layer", f"page {number}: {doubt}: the page was recognised instead"))
        return recognised
    out.faults.append(Fault("bad_text_layer", f"page {number}: {doubt}: a person should look"))
    return found


def _has_pictures(page: Any) -> bool:
    """Whether anything but text stands on a page: pictures, and drawings, for some scans are drawn in strips."""
    from pypdfium2 import raw

    count = min(raw.FPDFPage_CountObjects(page), MOST_OBJECTS)
    kinds = [raw.FPDFPageObj_GetType(raw.FPDFPage_GetObject(page, at)) for at in range(count)]
    return raw.FPDF_PAGEOBJ_IMAGE in kinds or raw.FPDF_PAGEOBJ_FORM in kinds or kinds.count(raw.FPDF_PAGEOBJ_PATH) > 50


def _recognised(page: Any, number: int, out: Paragraphs) -> list[VisualLine]:
    from docpipe.readers.ocr import OcrMissing, doubt, recognise

    scale = min(SCALE, LONGEST_SIDE / max(page.get_width(), page.get_height(), 1.0))
    try:
        found = recognise(page.render(scale=scale).to_pil(), number)
    except OcrMissing as missing:
        out.faults.append(Fault("page_without_text", f"page {number} is a picture: {missing}", "error"))
        return []
    doubt(found, number, out)
    return [_scaled(line, scale) for line in found]


def _scaled(line: VisualLine, scale: float) -> VisualLine:
    box, place = (Box(*(side / scale for side in box)) for box in (line.box, line.place))
    return line._replace(box=box, straight=place, size=line.size / scale, room=line.room / scale)
