"""One notice in every format gives one document: the same title, number, date, recipients and body."""

import pytest

from benchmarks.digitizing import distance, plain
from docpipe.document import Document
from docpipe.readers import container_members, is_container, media_type_of
from docpipe.source import Source
from docpipe.walk import digest
from tests.readers.formats import (
    BODY,
    MAKERS,
    NUMBER,
    OFFICE,
    SIGNED,
    TITLE,
    docx,
    html,
    mhtml,
    odt,
    pdf,
    scan,
    scan_pdf,
    text,
)


def document_of(name: str, content: bytes) -> Document:
    media = media_type_of(content, name)
    if is_container(media):
        member = next(iter(container_members(content, Source("a", name, size=len(content), media_type=media))))
        assert member.content is not None
        return digest(member.content, member.source.name)
    return digest(content, name)


def check(found: Document, errors: float = 0.0) -> None:
    assert found.value("title") == TITLE
    assert found.value("doc_number") == NUMBER
    assert found.value("signed_on") == SIGNED
    assert plain(found.value("recipients") or "") == plain("各县（区）水务局，局属各单位")
    assert list(found.values("signatories")) == [OFFICE]
    wanted, body = plain("".join(BODY)), plain(found.body or "")
    assert distance(wanted, body) <= errors * len(wanted), body
    assert found.status == "accepted"


@pytest.mark.parametrize(
    ("name", "make"),
    [("a.txt", text), ("a.html", html), ("a.mhtml", mhtml), ("a.docx", docx), ("a.odt", odt), ("a.pdf", pdf)],
)
def test_the_same_document(name: str, make: object) -> None:
    check(document_of(name, make()))  # type: ignore[operator]


@pytest.mark.parametrize(
    "name",
    [
        "a.rtf",
        "a.doc",
        "a.hwp",
        "a.ofd",
        "a.epub",
        "a.eml",
        "a.warc.gz",
        "gbk.txt",
        "a.tar.gz",
        "a.7z",
        "a.txt.xz",
        "a.mbox",
        "a.csv",
        "a.jsonl",
        "a.parquet",
    ],
)
def test_the_same_document_in_other_formats(name: str) -> None:
    check(document_of(name, MAKERS[name]()))


@pytest.mark.slow
@pytest.mark.parametrize(("name", "make"), [("a.png", scan), ("scan.pdf", scan_pdf)])
def test_the_same_document_scanned(name: str, make: object) -> None:
    pytest.importorskip("rapidocr")
    try:
        content = make()  # type: ignore[operator]
    except LookupError as missing:
        pytest.skip(str(missing))
    check(digest(content, name), errors=0.01)
