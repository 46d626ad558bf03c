"""Formats beside text and HTML: their readers, and how their bytes tell them apart."""

import re
import zipfile
import zlib
from io import BytesIO
from pathlib import PurePosixPath

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OPENDOCUMENT = "application/vnd.oasis.opendocument."
ODT, ODS, ODP = (OPENDOCUMENT + kind for kind in ("text", "spreadsheet", "presentation"))
EPUB = "application/epub+zip"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
RTF, OFD, OLE = "application/rtf", "application/ofd", "application/x-ole-storage"
JSONL, CSV, PARQUET = "application/x-ndjson", "text/csv", "application/vnd.apache.parquet"
EML, MHTML, MBOX, WARC = "message/rfc822", "multipart/related", "application/mbox", "application/warc"

READERS_OTHER: dict[str, str] = {
    "application/pdf": "docpipe.readers.pdf:read_pdf",
    DOCX: "docpipe.readers.docx:read_docx",
    ODT: "docpipe.readers.odt:read_odt",
    ODS: "docpipe.readers.odt:read_odt",
    ODP: "docpipe.readers.odt:read_odt",
    OLE: "docpipe.readers.doc:read_ole",
    XLSX: "docpipe.readers.table_files:read_xlsx",
    PPTX: "docpipe.readers.table_files:read_pptx",
    RTF: "docpipe.readers.rtf:read_rtf",
    EPUB: "docpipe.readers.epub:read_epub",
    OFD: "docpipe.readers.ofd:read_ofd",
    "image/png": "docpipe.readers.image:read_image",
    "image/jpeg": "docpipe.readers.image:read_image",
    "image/tiff": "docpipe.readers.image:read_image",
    "image/bmp": "docpipe.readers.image:read_image",
    "image/webp": "docpipe.readers.image:read_image",
    "image/gif": "docpipe.readers.image:read_image",
    "image/jp2": "docpipe.readers.image:read_image",
}
# Files that are ZIP archives, but one document each: these are not read.
XLSB, VSDX = "application/vnd.ms-excel.sheet.binary.macroenabled.12", "application/vnd.ms-visio.drawing"
XPS, IWORK, ODG = "application/vnd.ms-xpsdocument", "application/vnd.apple.iwork", OPENDOCUMENT + "graphics"
REFUSED_OTHER: dict[str, str] = {
    XLSB: "Excel's binary workbooks are not read; save it as .xlsx",
    VSDX: "Visio's drawings are not read; save it as PDF",
    XPS: "XPS is not read; save it as PDF",
    IWORK: "documents of Pages, Numbers and Keynote are not read; export it as .docx, .xlsx, .pptx or PDF",
    ODG: "OpenDocument drawings are not read; save it as PDF",
}
IN_ZIP = (
    ("word/document.xml", DOCX),
    ("xl/workbook.xml", XLSX),
    ("ppt/presentation.xml", PPTX),
    ("OFD.xml", OFD),
    ("xl/workbook.bin", XLSB),
    ("visio/document.xml", VSDX),
    ("FixedDocSeq.fdseq", XPS),
    ("FixedDocumentSequence.fdseq", XPS),
    ("Index/Document.iwa", IWORK),
)
TEXT_ROWS = {".jsonl": JSONL, ".ndjson": JSONL, ".csv": CSV, ".tsv": CSV}
MAIL_HEAD = re.compile(rb"\A(?:[A-Za-z][A-Za-z0-9-]{1,40}:[^\r\n]{0,2000}\r?\n(?:[ \t][^\r\n]*\r?\n)*){2,}")
MAIL_NAMES = re.compile(
    rb"^(?:From|To|Subject|Date|MIME-Version|Message-ID|Received)\s*:", re.IGNORECASE | re.MULTILINE
)


def sniff_other(content: bytes, name: str) -> str | None:
    """The media type of a container format that holds one document, of a mail or a saved page; None for the rest."""
    if content.startswith(b"PK\x03\x04"):
        return _in_zip(content)
    if content.startswith((b"\0\0\0\x0cjP  \r\n\x87\n", b"\xff\x4f\xff\x51")):
        return "image/jp2"
    head = content[:4000]
    if head.startswith(b"\x1f\x8b"):
        return WARC if _unpacked(head).startswith(b"WARC/") else None
    if head.startswith(b"From ") and MAIL_HEAD.match(head.split(b"\n", 1)[-1]):
        return MBOX
    suffix = PurePosixPath(name.lower()).suffix
    if suffix in TEXT_ROWS and holds_texts(content, suffix):
        return TEXT_ROWS[suffix]
    found = MAIL_HEAD.match(head)
    if found is not None and len(MAIL_NAMES.findall(found[0])) >= 2:
        related = b"multipart/related" in head.lower()
        return MHTML if related or PurePosixPath(name.lower()).suffix in {".mht", ".mhtml"} else EML
    return None


def holds_texts(content: bytes, suffix: str) -> bool:
    """Whether the first rows of a file hold a text each; else it is one document, a table as likely as not."""
    from docpipe.readers.container_rows import columns, first_rows

    try:
        return columns(first_rows(content, suffix)) is not None
    except Exception:
        return False


def _unpacked(head: bytes) -> bytes:
    """The first bytes of a compressed file."""
    try:
        return zlib.decompressobj(31).decompress(head, 100)
    except zlib.error:
        return b""


def _in_zip(content: bytes) -> str | None:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                told = archive.read("mimetype").decode("ascii", "replace").strip().removesuffix("-template")
                if told in {ODT, ODS, ODP, ODG, EPUB}:
                    return told
    except Exception:  # a broken archive is told as what it seems to be, and refused by its reader
        return None
    return next((media for part, media in IN_ZIP if part in names), None)
