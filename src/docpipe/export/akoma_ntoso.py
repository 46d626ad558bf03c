"""A document as Akoma Ntoso 3.0."""

import re
from collections.abc import Sequence
from typing import Any
from xml.etree import ElementTree as ET

from docpipe.export.dublin_core import NOT_XML

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
Row = Sequence[Any]  # part, role, level, text

FRONT = {"masthead": "docAuthority", "doc_number": "docNumber", "title": "docTitle", "recipients": None}
END = {"signatory", "date", "note", "copied_to", "reported_to", "printed_by", "printed_on", "print_line", "keywords"}
RUNNING = {"paragraph", "heading", "list_item", "table_cell", "quote", "caption", "article", "chapter", "code"}


def _add(parent: ET.Element, tag: str, text: str | None = None, /, **attributes: str) -> ET.Element:
    child = ET.SubElement(parent, f"{{{AKN}}}{tag}", attributes)
    if text is not None:
        child.text = NOT_XML.sub("", text)
    return child


def _identification(meta: ET.Element, record: dict[str, Any]) -> None:
    number = re.sub(r"[\s/]+", "-", record.get("doc_number") or record["document_id"])
    date = str(record.get("signed_on") or record.get("published_on") or "0001-01-01")
    language = (record.get("language") or "und").split("-")[0]
    code = {"zh": "zho", "en": "eng"}.get(language, "und")
    uri = f"/akn/cn/doc/{date}/{number}"
    box = _add(meta, "identification", source="#docpipe")
    levels = (("FRBRWork", uri), ("FRBRExpression", f"{uri}/{code}@"), ("FRBRManifestation", f"{uri}/{code}@.xml"))
    for level, this in levels:
        frbr = _add(box, level)
        _add(frbr, "FRBRthis", value=this)
        _add(frbr, "FRBRuri", value=this)
        _add(frbr, "FRBRdate", date=date, name="signed" if level == "FRBRWork" else "export")
        _add(frbr, "FRBRauthor", href="#issuer")
        if level == "FRBRWork":
            _add(frbr, "FRBRcountry", value="cn")
        if level == "FRBRExpression":
            _add(frbr, "FRBRlanguage", language=code)
    references = _add(meta, "references", source="#docpipe")
    issuer = "、".join(record.get("issuers") or record.get("signatories") or []) or "unknown"
    _add(references, "TLCOrganization", eId="issuer", href="/ontology/organization/issuer", showAs=issuer)
    _add(references, "TLCOrganization", eId="docpipe", href="/ontology/organization/docpipe", showAs="docpipe")


def _front(preface: ET.Element, rows: Sequence[Row]) -> None:
    for _, role, _, text in rows:
        if role in FRONT:
            inline = FRONT[role]
            line = _add(preface, "p", None if inline else text.strip())
            if inline:
                _add(line, inline, text.strip())


def _main(body: ET.Element, rows: Sequence[Row]) -> None:
    """Headings open `hcontainer`s one inside the other; running text stands in the innermost one."""
    stack: list[tuple[int, ET.Element]] = [(0, body)]
    at = 0
    for _, role, level, text in rows:
        if role not in RUNNING:
            continue
        if role in {"heading", "chapter"}:
            depth = level or 1
            while stack[-1][0] >= depth:
                stack.pop()
            at += 1
            section = _add(stack[-1][1], "hcontainer", name="section", eId=f"sec_{at}")
            _add(section, "heading", text.strip())
            stack.append((depth, section))
            continue
        parent = stack[-1][1]
        if parent is not body:
            held = parent.find(f"{{{AKN}}}content")
            parent = held if held is not None else _add(parent, "content")
        _add(parent, "p", text.strip())
    _settle(body)


def _settle(body: ET.Element) -> None:
    """The schema wants text before subsections in `intro`, and every section to hold something."""
    for section in body.iter(f"{{{AKN}}}hcontainer"):
        content = section.find(f"{{{AKN}}}content")
        if section.find(f"{{{AKN}}}hcontainer") is None:
            if content is None:
                _add(_add(section, "content"), "p", "")
        elif content is not None:
            content.tag = f"{{{AKN}}}intro"


def akoma_ntoso(record: dict[str, Any], blocks: Sequence[Row]) -> str:
    """`<akomaNtoso><doc>` with FRBR identification, preface, main body and conclusions, from blocks of the original."""
    ET.register_namespace("", AKN)
    own = [row for row in blocks if row[0] == "original"]
    root = ET.Element(f"{{{AKN}}}akomaNtoso")
    doc = _add(root, "doc", name=record.get("doc_kind") or "document")
    _identification(_add(doc, "meta"), record)
    if any(row[1] in FRONT for row in own):
        _front(_add(doc, "preface"), own)
    main = _add(doc, "mainBody")
    _main(main, own)
    if len(main) == 0:
        _add(main, "p", "")
    if any(row[1] in END for row in own):
        conclusions = _add(doc, "conclusions")
        for _, role, _, text in own:
            if role in END:
                _add(conclusions, "p", text.strip())
    ET.indent(root)
    return ET.tostring(root, encoding="unicode") + "\n"
