"""Workbooks (.xlsx) cell by cell, and slides (.pptx) paragraph by paragraph."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from docpipe.readers.container_parts import Parts
from docpipe.readers.formats_other import PPTX, XLSX
from docpipe.readers.paragraphs import Paragraphs
from docpipe.readers.unreadable import Unreadable
from docpipe.reading import Cell, Fault, Reading
from docpipe.source import Source

MOST_CELLS = 500_000
PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})\Z")
DATE_FORMATS = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
NO_DATE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
DAY_ONE = datetime(1899, 12, 30)


def read_xlsx(content: bytes, source: Source) -> Reading:
    """Every cell that holds something, sheet by sheet under its name, dates as dates. Raises Unreadable."""
    parts = Parts(content, "workbook")
    book = parts.xml("xl/workbook.xml")
    targets = {key: target for key, _, target in parts.targets("xl/workbook.xml")}
    strings = [_string(node) for node in _named(parts.maybe_xml("xl/sharedStrings.xml"), "si")]
    dated = _dated(parts.maybe_xml("xl/styles.xml"))
    out, left = Paragraphs(), MOST_CELLS
    for number, sheet in enumerate(_named(book, "sheet")):
        key = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), "")
        root = parts.maybe_xml(targets.get(key))
        cells = list(_cells(root, strings, dated, left)) if root is not None else []
        left -= len(cells)
        if cells:
            out.add(sheet.get("name", f"{number + 1}"), tag="caption", style="sheet")
        spans = _merged(root)
        for row, column, text in cells:
            below, beside = spans.get((row, column), (1, 1))
            place = Cell(number, row, column, below, beside)
            out.add(" ".join(text.split()), tag="td", cell=place)
    if left <= 0:
        out.faults.append(Fault("cells_left_out", f"only the first {MOST_CELLS} cells were read", "error"))
    if not any(piece.cell for piece in out.pieces):
        raise Unreadable("empty", "the workbook holds no text")
    return out.reading("xlsx", XLSX)


def _named(root: Any, name: str) -> list[Any]:
    return [node for node in root.iter() if node.tag.rsplit("}", 1)[-1] == name] if root is not None else []


def _string(node: Any) -> str:
    """A text with all its runs, without the reading aids of Japanese ones."""
    parts = []
    for child in node:
        name = child.tag.rsplit("}", 1)[-1]
        if name == "t":
            parts.append(child.text or "")
        elif name == "r":
            parts.extend(inner.text or "" for inner in child if inner.tag.endswith("}t"))
    return "".join(parts)


def _dated(root: Any) -> set[int]:
    """Numbers of the cell styles that show a date."""
    own = {
        node.get("numFmtId"): bool(re.search(r"[ymdh年月日]", NO_DATE.sub("", node.get("formatCode", "")).lower()))
        for node in _named(root, "numFmt")
    }
    formats = next(iter(_named(root, "cellXfs")), ())
    found = set()
    for at, node in enumerate(formats):
        key = node.get("numFmtId", "0")
        if own.get(key, key.isdecimal() and int(key) in DATE_FORMATS):
            found.add(at)
    return found


def _place(name: str, row: int, column: int) -> tuple[int, int]:
    found = PLACE.match(name)
    if found is None:
        return row, column
    number = 0
    for letter in found[1]:
        number = number * 26 + ord(letter) - 64
    return int(found[2]) - 1, number - 1


def _merged(root: Any) -> dict[tuple[int, int], tuple[int, int]]:
    spans = {}
    for node in _named(root, "mergeCell"):
        first, _, last = node.get("ref", "").partition(":")
        (top, left), (bottom, right) = _place(first, 0, 0), _place(last, 0, 0)
        if bottom >= top and right >= left:
            spans[top, left] = (bottom - top + 1, right - left + 1)
    return spans


def _cells(root: Any, strings: list[str], dated: set[int], most: int) -> Iterator[tuple[int, int, str]]:
    row = column = -1
    for node in root.iter():
        name = node.tag.rsplit("}", 1)[-1]
        if name == "row":
            given = node.get("r", "")
            row, column = int(given) - 1 if given.isdecimal() else row + 1, -1
        elif name == "c":
            row, column = _place(node.get("r", ""), row, column + 1)
            text = _shown(node, strings, dated).strip()
            if text:
                most -= 1
                if most < 0:
                    return
                yield row, column, text


def _shown(node: Any, strings: list[str], dated: set[int]) -> str:
    kind = node.get("t", "n")
    if kind == "inlineStr":
        return "".join(_string(inner) for inner in node if inner.tag.endswith("}is"))
    value = next((inner.text or "" for inner in node if inner.tag.endswith("}v")), "")
    if kind == "s":
        return strings[int(value)] if value.isdecimal() and int(value) < len(strings) else ""
    if kind == "b":
        return "TRUE" if value == "1" else "FALSE"
    style = node.get("s", "")
    return number_as_shown(value, style.isdecimal() and int(style) in dated) if kind == "n" else value


def number_as_shown(value: str, is_date: bool) -> str:
    """A number without the digits that binary fractions add, or the date that it counts to."""
    try:
        number = float(value)
    except ValueError:
        return value
    if is_date and 0 < number < 2_958_466:
        moment = DAY_ONE + timedelta(days=number)
        if number < 1:
            return moment.strftime("%H:%M")
        return moment.strftime("%Y-%m-%d" if number == int(number) else "%Y-%m-%d %H:%M")
    return f"{number:.15g}" if "." in value or "E" in value.upper() else value


def read_pptx(content: bytes, source: Source) -> Reading:
    """The text of all slides in their order, the notes of each behind it. Raises Unreadable."""
    parts = Parts(content, "presentation")
    main = "ppt/presentation.xml"
    targets = {key: target for key, _, target in parts.targets(main)}
    out = Paragraphs()
    for number, node in enumerate(_named(parts.xml(main), "sldId"), 1):
        key = next((value for name, value in node.attrib.items() if name.endswith("}id")), "")
        slide = targets.get(key, "")
        _slide(out, parts.maybe_xml(slide), number, None)
        for _, kind, target in parts.targets(slide) if slide else ():
            if kind == "notesSlide":
                _slide(out, parts.maybe_xml(target), number, "notes")
    if not out.pieces:
        raise Unreadable("empty", "the presentation holds no text")
    return out.reading("pptx", PPTX)


def _slide(out: Paragraphs, root: Any, number: int, style: str | None) -> None:
    for shape in (
        (node for node in root.iter() if node.tag.endswith(("}sp", "}graphicFrame"))) if root is not None else ()
    ):
        kind = next((node.get("type", "") for node in shape.iter() if node.tag.endswith("}ph")), "")
        if kind in {"sldNum", "dt", "ftr"}:
            name: str | None = "footer"
        else:
            name = style or ("Title" if kind in {"title", "ctrTitle"} else None)
        for paragraph in (node for node in shape.iter() if node.tag.endswith("}p")):
            text = "".join(
                "\n" if node.tag.endswith("}br") else node.text or ""
                for node in paragraph.iter()
                if node.tag.endswith(("}t", "}br"))
            )
            for line in text.split("\n"):
                out.add(line, tag="h2" if name == "Title" else "p", style=name, page=number)
