"""Aligned sentences as a translation memory (TMX 1.4b)."""

import re
from collections.abc import Iterable
from typing import Any
from xml.sax.saxutils import escape, quoteattr

HEADER = """<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4">
  <header creationtool="docpipe" creationtoolversion={version} segtype="sentence" o-tmf="docpipe" adminlang="en"
          srclang={language} datatype="plaintext"/>
  <body>
"""
# Characters that no XML may hold.
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
FOOTER = "  </body>\n</tmx>\n"


def tmx_header(version: str) -> str:
    """All above the units; their source languages may differ."""
    return HEADER.format(version=quoteattr(version), language=quoteattr("*all*"))


def tmx_unit(row: dict[str, Any]) -> str:
    """One unit of a row of the view `parallel`: both sides, their document, heading and flags."""
    notes = {"document_id": row["document_id"], "heading": row["heading"], "score": f"{row['score']:.2f}"}
    props = "".join(f'<prop type="x-{name}">{_text(value)}</prop>' for name, value in notes.items() if value)
    props += "".join(f'<prop type="x-flag">{_text(flag)}</prop>' for flag in row["flags"] or ())
    sides = ((row["language"], row["source_text"]), (row["translation_language"], row["target_text"]))
    told = "".join(
        f"<tuv xml:lang={quoteattr(language or 'und')}><seg>{_text(text)}</seg></tuv>" for language, text in sides
    )
    return f"    <tu>{props}{told}</tu>\n"


def _text(value: str) -> str:
    return escape(NOT_XML.sub("\ufffd", " ".join(value.split())))


def tmx(rows: Iterable[dict[str, Any]], version: str) -> str:
    """A whole memory."""
    return tmx_header(version) + "".join(map(tmx_unit, rows)) + FOOTER
