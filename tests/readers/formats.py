"""One invented notice in every format that is read: made here, byte by byte or by the library that writes it."""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from functools import cache

from benchmarks.pages import RED, Rule, Sheet, Writer, fonts, pdf_of, picture_of, scanned, scanned_pdf

TITLE = "关于做好汛期水闸安全管理工作的通知"
NUMBER, DATE, SIGNED = "滨水发〔2019〕27号", "2019年6月14日", "2019-06-14"
OFFICE, RECIPIENTS = "滨河市水务局", "各县（区）水务局，局属各单位："
BODY = [
    "汛期将至，为确保全市水闸安全运行，根据有关规定，现就做好汛期水闸安全管理工作通知如下。",
    "一、落实责任",
    "各单位要明确每座水闸的管理责任人，实行二十四小时值班，发现险情立即上报，不得迟报漏报。",
    "二、加强检查",
    "要对闸门、启闭机和备用电源逐项检查，登记造册，存在问题的于6月底前整改完毕，并将结果报我局备案。",
]
LINES = [f"{OFFICE}文件", NUMBER, TITLE, RECIPIENTS, *BODY, OFFICE, DATE]


def page() -> Sheet:
    """The notice as a page."""
    sheet = Sheet("notice", number=NUMBER, date=DATE, seal=(400, 560))
    out = Writer(sheet, 95)
    out.centred(LINES[0], 40, RED)
    out.top += 20
    out.centred(NUMBER, 16)
    from benchmarks.pages import LEFT, RIGHT

    sheet.rules.append(Rule(LEFT, out.top, RIGHT, out.top, RED, 1.6))
    out.top += 24
    out.centred(TITLE, 22)
    out.top += 16
    out.paragraph(RECIPIENTS, indent=0)
    for line in BODY:
        out.paragraph(line)
    out.top += 20
    out.flush_right(OFFICE)
    out.flush_right(DATE, away=3.5)
    return sheet


def text() -> bytes:
    return ("\n".join(LINES) + "\n").encode()


def html() -> bytes:
    paragraphs = "".join(f"<p>{line}</p>" for line in LINES[3:-2])
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{TITLE}</title></head><body><div class='article'>"
        f"<p align='center'>{LINES[0]}</p><p align='center'>{NUMBER}</p><h1>{TITLE}</h1>{paragraphs}"
        f"<p align='right'>{OFFICE}</p><p align='right'>{DATE}</p></div></body></html>"
    ).encode()


def mhtml() -> bytes:
    root = EmailMessage()
    root["From"], root["Subject"] = "<Saved by a browser>", TITLE
    root["Snapshot-Content-Location"] = "https://example.org/27.html"
    root["MIME-Version"] = "1.0"
    root.set_content("x")
    root.make_related()
    part = EmailMessage()
    part.set_content(html().decode(), subtype="html")
    part["Content-Location"] = "https://example.org/27.html"
    root.set_payload([part])
    return bytes(root)


def docx() -> bytes:
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    document = Document()
    for at, line in enumerate(LINES):
        written = document.add_heading(line, 1) if at == 2 else document.add_paragraph(line)
        if at < 3:
            written.alignment = WD_ALIGN_PARAGRAPH.CENTER
        elif at >= len(LINES) - 2:
            written.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def packed(parts: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def odt() -> bytes:
    names = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text"))
    lines = "".join(
        f'<text:h text:outline-level="1">{line}</text:h>' if at == 2 else f"<text:p>{line}</text:p>"
        for at, line in enumerate(LINES)
    )
    content = f"<office:document-content {names}><office:body><office:text>{lines}</office:text></office:body></office:document-content>"
    return packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def pdf() -> bytes:
    return pdf_of([page()])


@cache
def scan() -> bytes:
    """A PNG of the page as a scanner sees it. Raises LookupError where no font has Chinese characters."""
    face = next(fonts(), None)
    if face is None:
        raise LookupError("no font with Chinese characters on this system")
    out = io.BytesIO()
    scanned(picture_of(page(), face), 7, -1.1).save(out, "PNG")
    return out.getvalue()


def scan_pdf() -> bytes:
    from PIL import Image

    return scanned_pdf([Image.open(io.BytesIO(scan()))])


def rtf() -> bytes:
    shown = "".join(f"{''.join(chr(92) + f'u{ord(char)}?' for char in line)}\\par " for line in LINES)
    return f"{{\\rtf1\\ansi\\uc1 {shown}}}".encode()


def picture(kind: str) -> bytes:
    """A small grey picture without text, for the sake of its format."""
    from PIL import Image

    out = io.BytesIO()
    Image.linear_gradient("L").resize((40, 30)).point(lambda value: 120 + value // 16).convert("RGB").save(out, kind)
    return out.getvalue()


def epub() -> bytes:
    container = '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="b.opf"/></rootfiles></container>'
    book = (
        '<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>'
        '<spine><itemref idref="a"/></spine></package>'
    )
    return packed(
        {"mimetype": "application/epub+zip", "META-INF/container.xml": container, "b.opf": book, "a.xhtml": html()}
    )


def mail() -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.org", "b@example.org", TITLE
    message.set_content(text().decode())
    message.add_attachment(docx(), maintype="application", subtype="octet-stream", filename="通知.docx")
    return bytes(message)


def warc() -> bytes:
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + html()
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/27.html\r\nWARC-Date: 2024-03-05T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + body + b"\r\n\r\n", mtime=0)


def tar() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, content in (("a.txt", text()), ("b.html", html())):
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


def seven() -> bytes:
    import py7zr

    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w") as archive:
        archive.writestr(text(), "a.txt")
    return out.getvalue()


def rows() -> bytes:
    import json

    one = {"title": TITLE, "url": "https://example.org/27.html", "text": text().decode()}
    return (json.dumps(one, ensure_ascii=False) + "\n").encode() * 3


def parquet() -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    out = io.BytesIO()
    pq.write_table(pa.table({"id": ["1", "2"], "text": [text().decode()] * 2}), out)
    return out.getvalue()


def xlsx() -> bytes:
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    rels = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="x/worksheet" Target="s.xml"/></Relationships>'
    lines = "".join(
        f'<row r="{at}"><c r="A{at}" t="inlineStr"><is><t>{line}</t></is></c></row>' for at, line in enumerate(LINES, 1)
    )
    return packed(
        {
            "xl/workbook.xml": f'<workbook {main}><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": rels,
            "xl/s.xml": f"<worksheet {main}><sheetData>{lines}</sheetData></worksheet>",
        }
    )


def doc() -> bytes:
    from tests.readers.test_doc import word

    return word("\r".join(LINES) + "\r")


def hwp() -> bytes:
    from tests.readers.test_hwp import hwp as made
    from tests.readers.test_hwp import paragraph

    return made(b"".join(paragraph(line) for line in LINES))


def ofd() -> bytes:
    """The page in millimetres, each line an object of text."""
    space, scale = 'xmlns:ofd="http://www.ofdspec.org/2016"', 25.4 / 72
    lines = "".join(
        f'<ofd:TextObject Boundary="{put.left * scale:.2f} {put.top * scale:.2f} {put.width * scale:.2f} {put.size * scale:.2f}"'
        f' Size="{put.size * scale:.3f}"><ofd:TextCode X="0" Y="{0.86 * put.size * scale:.2f}">{put.text}</ofd:TextCode></ofd:TextObject>'
        for put in page().placed
    )
    return packed(
        {
            "OFD.xml": f"<ofd:OFD {space}><ofd:DocBody><ofd:DocRoot>D/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
            "D/Document.xml": f'<ofd:Document {space}><ofd:Pages><ofd:Page ID="1" BaseLoc="P/0.xml"/></ofd:Pages></ofd:Document>',
            "D/P/0.xml": f"<ofd:Page {space}><ofd:Content><ofd:Layer>{lines}</ofd:Layer></ofd:Content></ofd:Page>",
        }
    )


def pptx() -> bytes:
    space = (
        'xmlns:a="urn:a" xmlns:p="urn:p" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    )
    rels = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="x/slide" Target="slides/slide1.xml"/></Relationships>'
    lines = "".join(f"<p:sp><a:p><a:r><a:t>{line}</a:t></a:r></a:p></p:sp>" for line in LINES)
    return packed(
        {
            "ppt/presentation.xml": f'<p:presentation {space}><p:sldId r:id="r1"/></p:presentation>',
            "ppt/_rels/presentation.xml.rels": rels,
            "ppt/slides/slide1.xml": f"<p:sld {space}>{lines}</p:sld>",
        }
    )


def comma_separated() -> bytes:
    import csv

    out = io.StringIO()
    csv.writer(out).writerows([["title", "text"], *([TITLE, text().decode()] for _ in range(3))])
    return out.getvalue().encode()


# Name to maker, of the formats that need no recognition of text.
MAKERS: dict[str, Callable[[], bytes]] = {
    "a.txt": text,
    "gbk.txt": lambda: text().decode().encode("gbk"),
    "a.html": html,
    "a.mhtml": mhtml,
    "a.docx": docx,
    "a.odt": odt,
    "a.pdf": pdf,
    "a.rtf": rtf,
    "a.doc": doc,
    "a.hwp": hwp,
    "a.ofd": ofd,
    "a.epub": epub,
    "a.eml": mail,
    "a.mbox": lambda: b"From a@example.org Thu Jan  1 00:00:00 1970\n" + mail() + b"\n",
    "a.warc.gz": warc,
    "a.tar": tar,
    "a.tar.gz": lambda: gzip.compress(tar(), mtime=0),
    "a.tar.bz2": lambda: bz2.compress(tar()),
    "a.txt.xz": lambda: lzma.compress(text()),
    "a.zip": lambda: packed({"a.txt": text(), "通知.html": html(), "in.zip": packed({"b.docx": docx()})}),
    "a.7z": seven,
    "a.jsonl": rows,
    "a.csv": comma_separated,
    "a.parquet": parquet,
    "a.xlsx": xlsx,
    "a.pptx": pptx,
    "a.png": lambda: picture("PNG"),
    "a.jpg": lambda: picture("JPEG"),
    "a.tiff": lambda: picture("TIFF"),
    "a.gif": lambda: picture("GIF"),
    "a.webp": lambda: picture("WEBP"),
    "a.bmp": lambda: picture("BMP"),
    "a.jp2": lambda: picture("JPEG2000"),
}
