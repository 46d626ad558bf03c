"""A document's metadata in Dublin Core Terms, as XML."""

import re
from typing import Any
from xml.etree import ElementTree as ET

from docpipe.export.record import mapped

DCTERMS = "http://purl.org/dc/terms/"
# What XML 1.0 cannot hold, whatever the escape.
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def dublin_core(record: dict[str, Any]) -> str:
    """One `<metadata>` with an element per value, mapped as `schemas/vocabulary.toml` says."""
    ET.register_namespace("dcterms", DCTERMS)
    root = ET.Element("metadata")
    for term, value in mapped(record, "dc"):
        ET.SubElement(root, f"{{{DCTERMS}}}{term}").text = NOT_XML.sub("", value)
    if record.get("language"):
        ET.SubElement(root, f"{{{DCTERMS}}}language").text = record["language"]
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=False) + "\n"
