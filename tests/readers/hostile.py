"""Files made to harm whoever reads them, by name; each with the words that its row may give as its reason."""

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from email.message import EmailMessage
from typing import NamedTuple


class Hostile(NamedTuple):
    """A file, how it is made, and the codes that its row (or one of its members' rows) may end with.

    "" stands for a document that was made in spite of all, accepted or held.
    """

    name: str
    make: Callable[[], bytes]
    codes: frozenset[str]


MADE: list[Hostile] = []
SENTENCE = "各单位要认真做好防汛值班工作，遇有险情立即报告。"


def hostile(name: str, *codes: str) -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    """Puts what makes a file on the list."""

    def put(make: Callable[[], bytes]) -> Callable[[], bytes]:
        MADE.append(Hostile(name, make, frozenset(codes)))
        return make

    return put


def zipped(files: dict[str, bytes], **options: int) -> bytes:
    """A ZIP of files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def pdf(objects: list[bytes], trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A PDF of objects, numbered from 1."""
    out, places = bytearray(b"%PDF-1.5\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj" % number + body + b"endobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out + b"trailer<</Size %d%s>>startxref\n%d\n%%%%EOF" % (len(objects) + 1, trailer, start))


def stream(content: bytes, more: bytes = b"") -> bytes:
    """A stream object of a PDF."""
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), more, content)


FLATE = b"/Filter/FlateDecode"
CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"


def repeated(piece: bytes, times: int, bits: int = zlib.MAX_WBITS, head: bytes = b"", tail: bytes = b"") -> bytes:
    """A deflate stream of a piece so many times: packed once, and the packed bytes repeated."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    before = packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = before + again * times + packer.compress(tail) + packer.flush()
    if bits < 0:
        return packed
    adler = zlib.adler32(head)
    for _ in range(times):
        adler = zlib.adler32(piece, adler)
    return b"\x78\xda" + packed + struct.pack(">I", zlib.adler32(tail, adler))


def zip_of(name: bytes, packed: bytes, crc: int, size: int) -> bytes:
    """A ZIP of one member that is packed already; checksum and size are what the names say."""
    told = struct.pack("<5H3I2H", 20, 0, 8, 0, 33, crc, len(packed), size, len(name), 0)
    local = b"PK\x03\x04" + told + name + packed
    central = b"PK\x01\x02" + struct.pack("<H", 20) + told + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name
    return local + central + struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 1, 1, len(central), len(local), 0)


MEGABYTE = bytes(1 << 20)


def zeros_zipped(name: str, megabytes: int, said: int | None = None) -> bytes:
    """A ZIP of one member of zeros that says another size than it has."""
    crc = 0
    for _ in range(megabytes):
        crc = zlib.crc32(MEGABYTE, crc)
    return zip_of(name.encode(), repeated(MEGABYTE, megabytes, -15), crc, said if said is not None else megabytes << 20)


# --- PDF


@hostile("form-that-calls-itself.pdf", "killed_worker", "too_large", "timeout", "no_text_layer", "corrupt")
def _pdf_form() -> bytes:
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 4 0 R>>>>"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 5 0 R/Resources<</XObject<</F 4 0 R>>>>>>"
    return pdf([CATALOG, PAGES, page, stream(b"/F Do /F Do", form), stream(b"/F Do")])


@hostile("stream-of-2-gigabytes.pdf", "killed_worker", "too_large", "timeout", "no_text_layer", "corrupt")
def _pdf_flate() -> bytes:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R>>"
    return pdf([CATALOG, PAGES, page, stream(repeated(b"q" * (1 << 20), 2048), FLATE)])


@hostile("font-of-1-gigabyte.pdf", "killed_worker", "too_large", "timeout", "no_text_layer", "corrupt", "")
def _pdf_font() -> bytes:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"
    font = b"<</Type/Font/Subtype/TrueType/BaseFont/Bomb/FirstChar 32/LastChar 126/FontDescriptor 6 0 R/Encoding/WinAnsiEncoding>>"
    about = b"<</Type/FontDescriptor/FontName/Bomb/Flags 32/FontBBox[0 0 9 9]/FontFile2 7 0 R>>"
    text = stream(b"BT /F1 20 Tf 20 100 Td (Notice of the harbour office) Tj ET")
    return pdf([CATALOG, PAGES, page, text, font, about, stream(repeated(MEGABYTE, 1024), FLATE)])


@hostile("100000-pages.pdf", "")
def _pdf_pages() -> bytes:
    count = 100_000
    kids = b" ".join(b"%d 0 R" % number for number in range(5, 5 + count))
    text = stream(b"BT /F1 12 Tf 40 100 Td (Page of a very long register) Tj ET")
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 3 0 R/Resources<</Font<</F1 4 0 R>>>>>>"
    tree = b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, kids)
    return pdf([CATALOG, tree, text, b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", *[page] * count])


@hostile("tree-of-pages-in-a-circle.pdf", "corrupt", "no_text_layer", "timeout", "killed_worker")
def _pdf_circle() -> bytes:
    return pdf([CATALOG, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9999999/Parent 2 0 R>>"])


@hostile("arrays-100000-deep.pdf", "corrupt", "no_text_layer", "killed_worker")
def _pdf_deep() -> bytes:
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Deep " + b"[" * 100_000 + b"]" * 100_000 + b">>"
    )
    return pdf([CATALOG, PAGES, page, stream(b"q Q")])


@hostile("locked.pdf", "encrypted")
def _pdf_locked() -> bytes:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>"
    lock = b"<</Filter/Standard/V 2/R 3/Length 128/P -44/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">>>"
    return pdf([CATALOG, PAGES, page, lock], b"/Root 1 0 R/Encrypt 4 0 R/ID[<00><00>]")


@hostile("cut-in-half.pdf", "corrupt", "no_text_layer")
def _pdf_cut() -> bytes:
    whole = pdf([CATALOG, PAGES, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>"])
    return whole[: len(whole) // 2]


@hostile("page-of-10000000-points.pdf", "no_text_layer", "too_large", "corrupt", "")
def _pdf_wide() -> bytes:
    image = stream(b"\xff" * 3, b"/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceRGB/BitsPerComponent 8")
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 10000000 10000000]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>"
    )
    return pdf([CATALOG, PAGES, page, stream(b"9000000 0 0 9000000 0 0 cm /I Do"), image])


@hostile(
    "picture-of-60000-by-60000.pdf", "no_text_layer", "too_large", "corrupt", "killed_worker", "no_text_layer_no_ocr"
)
def _pdf_picture() -> bytes:
    kind = b"/Type/XObject/Subtype/Image/Width 60000/Height 60000/ColorSpace/DeviceGray/BitsPerComponent 8" + FLATE
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>"
    return pdf([CATALOG, PAGES, page, stream(b"300 0 0 300 0 0 cm /I Do"), stream(repeated(MEGABYTE, 3434), kind)])


# --- Office


def word(body: str, before: str = "") -> bytes:
    """A Word file."""
    types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
    )
    main = (
        f'<?xml version="1.0"?>{before}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"<w:body>{body}</w:body></w:document>"
    )
    parts = {"[Content_Types].xml": types, "_rels/.rels": rels, "word/document.xml": main}
    return zipped({name: text.encode() for name, text in parts.items()})


@hostile("billion-laughs.docx", "corrupt")
def _laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 10))
    return word("<w:p><w:r><w:t>&l9;</w:t></w:r></w:p>", f'<!DOCTYPE w [<!ENTITY l0 "哈">{entities}]>')


@hostile("entity-from-outside.docx", "corrupt")
def _entity() -> bytes:
    return word("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]>')


@hostile("2-gigabytes-of-paragraphs.docx", "too_large")
def _docx_large() -> bytes:
    head = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    piece = b"<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 30_000
    return zip_of(b"word/document.xml", repeated(piece, 2048, -15, head, b"</w:body></w:document>"), 0, 2 << 30)


@hostile("tables-20000-deep.docx", "corrupt", "too_deep", "killed_worker", "")
def _docx_deep() -> bytes:
    return word("<w:tbl><w:tr><w:tc>" * 20_000 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 20_000)


@hostile("locked.docx", "encrypted", "corrupt")
def _docx_locked() -> bytes:
    from tests.readers.test_doc import compound

    return compound({"EncryptionInfo": b"\4\0\4\0", "EncryptedPackage": bytes(4096)})


@hostile("sectors-in-a-circle.doc", "corrupt", "unsupported", "encrypted", "no_text", "empty")
def _ole_circle() -> bytes:
    from tests.readers.test_doc import compound

    content = bytearray(compound({"WordDocument": bytes(4096), "1Table": bytes(4096)}))
    struct.pack_into("<I", content, 512 + 4 * 9, 2)  # the last sector of the stream leads to its first
    return bytes(content)


@hostile("a-billion-columns.odt", "too_large", "corrupt", "")
def _odt_columns() -> bytes:
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table")
    )
    cell = '<table:table-cell table:number-columns-repeated="1000000000"><text:p>值班</text:p></table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="1000000000">{cell}</table:table-row>'
    space = '<text:p>甲<text:s text:c="2000000000"/>乙</text:p>'
    body = f"<office:body><office:text>{space}<table:table>{row}</table:table></office:text></office:body>"
    content = f"<office:document-content {names}>{body}</office:document-content>".encode()
    return zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": content})


@hostile("last-cell-of-all.xlsx", "too_large", "corrupt", "empty", "no_text", "")
def _xlsx_last() -> bytes:
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    rels = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="x/worksheet" Target="s.xml"/></Relationships>'
    cell = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>值班表</t></is></c></row>'
    parts = {
        "xl/workbook.xml": f'<workbook {main}><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": rels,
        "xl/s.xml": f"<worksheet {main}><sheetData>{cell}</sheetData></worksheet>",
    }
    return zipped({name: text.encode() for name, text in parts.items()})


@hostile("braces-200000-deep.rtf", "too_deep", "no_text", "empty", "corrupt", "")
def _rtf_deep() -> bytes:
    return rb"{\rtf1 " + b"{" * 200_000 + b"duty" + b"}" * 200_000 + b"}"


# --- containers


@hostile("10-megabytes-to-10-gigabytes.zip", "zip_bomb", "too_large")
def _zip_bomb() -> bytes:
    one = zeros_zipped("zeros.txt", 1024)
    return zipped({f"{at}.zip": one for at in range(10)})


@hostile("one-block-many-names.zip", "zip_bomb", "too_large", "corrupt", "too_many_members")
def _zip_overlap() -> bytes:
    """Ten thousand names for the same 200 kB: 64 MB each time (the idea of D. Fifield's bomb)."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", bytes(49 << 20))
    content = out.getvalue()
    at = content.index(b"PK\x01\x02")
    entry = content[at : content.index(b"PK\x05\x06")]
    count = 10_000
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, count, count, len(entry) * count, at, 0)
    return content[:at] + entry * count + end


@hostile("says-10-bytes-holds-1-gigabyte.zip", "corrupt", "zip_bomb", "too_large")
def _zip_lies() -> bytes:
    return zeros_zipped("zeros.txt", 1024, said=10)


@hostile("20-archives-deep.zip", "too_deep")
def _zip_deep() -> bytes:
    content = SENTENCE.encode()
    for at in range(20):
        content = zipped({f"{at}.zip" if at else "a.txt": content})
    return content


@hostile("200000-names.zip", "too_many_members")
def _zip_names() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for at in range(100_100):
            archive.writestr(f"{at}.css", b"p{}")
    return out.getvalue()


@hostile("locked.zip", "encrypted")
def _zip_locked() -> bytes:
    content = bytearray(zipped({"a.txt": SENTENCE.encode()}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + place] |= 1
    return bytes(content)


@hostile("cut-in-half.zip", "corrupt")
def _zip_cut() -> bytes:
    whole = zipped({f"{at}.txt": SENTENCE.encode() * 50 for at in range(20)})
    return whole[: len(whole) // 2]


@hostile("names-that-lead-outside.zip", "")
def _zip_names_outside() -> bytes:
    names = [
        "../../outside.txt",
        "/etc/absolute.txt",
        "C:\\Windows\\drive.txt",
        "..\\..\\back.txt",
        "CON",
        "nul.txt",
        "a" * 60_000,
    ]
    return zipped({name: f"{SENTENCE}{at}".encode() for at, name in enumerate(names)})


@hostile("links-and-devices.tar", "no_file", "")
def _tar_links() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, kind, target in (
            ("link", tarfile.SYMTYPE, "/etc/passwd"), ("hard", tarfile.LNKTYPE, "../../etc/passwd"), ("disk", tarfile.BLKTYPE, ""),
            ("tty", tarfile.CHRTYPE, ""), ("pipe", tarfile.FIFOTYPE, ""), ("self", tarfile.SYMTYPE, "self"),
        ):  # fmt: skip
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, target
            archive.addfile(info)
        for name in ("../up.txt", "/root.txt"):
            info, content = tarfile.TarInfo(name), (SENTENCE + name).encode()
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


@hostile("5-gigabytes.tar.gz", "zip_bomb")
def _tar_bomb() -> bytes:
    info = tarfile.TarInfo("zeros.txt")
    info.size = 5 << 30
    return gzip.compress(info.tobuf()) + gzip.compress(MEGABYTE * 16) * 20


@hostile("10-gigabytes-from-1-megabyte.txt.bz2", "zip_bomb", "too_large")
def _bz2_bomb() -> bytes:
    return bz2.compress(bytes(100 << 20)) * 100


@hostile("1-gigabyte.txt.xz", "zip_bomb", "too_large")
def _xz_bomb() -> bytes:
    return lzma.compress(bytes(64 << 20), preset=0) * 16


@hostile("itself-inside-itself.gz", "too_deep", "corrupt", "zip_bomb")
def _gz_quine() -> bytes:
    from tests.readers.quine import gzip_quine

    return gzip_quine()


@hostile("4-gigabytes-in-a-record.warc.gz", "too_large", "zip_bomb", "corrupt")
def _warc_bomb() -> bytes:
    head = b"WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: https://example.org/\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2024-03-05T00:00:00Z\r\nContent-Length: 1073741824\r\n\r\n"
    return b"\x1f\x8b\x08\0\0\0\0\0\0\x03" + repeated(MEGABYTE, 1024, -15, head) + bytes(8)


@hostile("parts-5000-deep.eml", "corrupt", "too_deep", "reader_failed", "")
def _eml_deep() -> bytes:
    head = b"From: a@example.org\r\nTo: b@example.org\r\nSubject: duty\r\nMIME-Version: 1.0\r\n"
    parts = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (at, at) for at in range(5000))
    return head + parts + b"Content-Type: text/plain\r\n\r\nduty\r\n"


@hostile("header-of-20-megabytes.eml", "corrupt", "too_large", "empty", "no_text", "")
def _eml_header() -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.org", "b@example.org", "duty"
    message.set_content(SENTENCE)
    return b"Received: x\r\nX-Long: " + b"=?utf-8?q?=E5=80=BC?= " * 1_000_000 + b"\r\n" + message.as_bytes()


@hostile("brackets-1000000-deep.jsonl", "corrupt", "no_text", "too_deep", "")
def _json_deep() -> bytes:
    return b'{"text": ' + b"[" * 1_000_000 + b"]" * 1_000_000 + b"}\n"


# --- pictures


def tiff(entries: list[tuple[int, int, int, int]], following: int = 0, data: bytes = b"") -> bytes:
    """A TIFF of one directory."""
    body = struct.pack("<H", len(entries)) + b"".join(struct.pack("<HHII", *entry) for entry in sorted(entries))
    return b"II*\0" + struct.pack("<I", 8) + body + struct.pack("<I", following) + data


@hostile("directories-in-a-circle.tiff", "corrupt", "no_text", "too_large", "ocr_not_installed")
def _tiff_circle() -> bytes:
    entries = [
        (256, 4, 1, 40),
        (257, 4, 1, 40),
        (258, 3, 1, 8),
        (259, 3, 1, 1),
        (262, 3, 1, 1),
        (273, 4, 1, 0),
        (278, 4, 1, 40),
        (279, 4, 1, 1600),
    ]
    return tiff(entries, following=8, data=bytes(2000))


@hostile("4000000000-pixels-wide.tiff", "corrupt", "too_large", "no_text")
def _tiff_wide() -> bytes:
    return tiff(
        [
            (256, 4, 1, 4_000_000_000),
            (257, 4, 1, 4_000_000_000),
            (258, 3, 1, 8),
            (259, 3, 1, 5),
            (262, 3, 1, 1),
            (273, 4, 1, 200),
            (279, 4, 1, 90),
        ],
        data=bytes(300),
    )


@hostile("tags-without-end.tiff", "corrupt", "no_text", "too_large")
def _tiff_tags() -> bytes:
    return tiff(
        [(256, 4, 0x7FFFFFFF, 8), (257, 12, 0x7FFFFFFF, 8), (273, 4, 0xFFFFFFFF, 8), (279, 16, 0xFFFFFFFF, 0xFFFFFFF0)],
        following=0xFFFFFFFE,
    )


@hostile("50000-by-50000.png", "too_large", "corrupt")
def _png_bomb() -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", 50_000, 50_000, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", repeated(MEGABYTE, 298)) + chunk(b"IEND", b"")


@hostile("cut-in-half.jpg", "corrupt", "no_text", "ocr_not_installed")
def _jpeg_cut() -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.effect_noise((300, 300), 90).save(out, "JPEG")
    return out.getvalue()[: len(out.getvalue()) // 2]


@hostile("only-a-head.jp2", "corrupt", "no_text")
def _jp2_head() -> bytes:
    return b"\0\0\0\x0cjP  \r\n\x87\n\0\0\0\x14ftypjp2 \0\0\0\0jp2 \0\0\0\x2djp2h\0\0\0\x16ihdr" + b"\xff" * 40


# --- markup and text


@hostile("200000-attributes.html", "")
def _html_attributes() -> bytes:
    return (
        b"<html><body><p "
        + b" ".join(b"a%d=1" % at for at in range(200_000))
        + b">"
        + SENTENCE.encode()
        + b"</p></body></html>"
    )


@hostile("100000-tags-deep.html", "")
def _html_deep() -> bytes:
    return b"<html><body>" + b"<div>" * 100_000 + SENTENCE.encode() + b"</body></html>"


@hostile("never-closed.html", "", "no_text", "empty")
def _html_open() -> bytes:
    return b"<html><body><p>" + SENTENCE.encode() + b"</p>" + b"<!-- " * 200_000 + b"<table><tr><td" * 50_000


@hostile("50-megabytes-on-a-line.txt", "")
def _long_line() -> bytes:
    return (SENTENCE * ((50 << 20) // len(SENTENCE.encode()))).encode()


@hostile("zeros-in-between.txt", "")
def _zeros() -> bytes:
    return (SENTENCE + "\n").encode() * 40 + b"\0\0" + (SENTENCE + "\n").encode() * 40


@hostile("nothing-but-zeros.txt", "unsupported", "empty")
def _only_zeros() -> bytes:
    return bytes(1 << 20)


@hostile("a-name-and-no-zip.docx", "")
def _no_zip() -> bytes:
    return SENTENCE.encode()


@hostile("gzip-cut-in-half.txt.gz", "corrupt")
def _gz_cut() -> bytes:
    whole = gzip.compress((SENTENCE * 3 + "\n").encode() * 1 + bytes(range(256)) * 40)
    return whole[: len(whole) // 2]
