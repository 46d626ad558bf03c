"""What each line of a reading is: original, translation or clutter, and its role."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from docpipe.document import CLUTTER, LAYOUT_LINES, ORIGINAL, Block
from docpipe.label.line import NEW, Label, Line, lines_of
from docpipe.label.marks import marked
from docpipe.label.strip import stripped
from docpipe.label.structure import structured
from docpipe.label.structure_attached import ATTACHMENT_BEGINS, title_beside_label
from docpipe.label.structure_flat import parted, unglued
from docpipe.label.translation import all_translated, believed, translated
from docpipe.profile import Profile
from docpipe.reading import Cell, Reading
from docpipe.span import Span

__all__ = ["Label", "Line", "label", "label_attached", "label_translation", "lines_of"]

# A cell with so many lines, and such a share of its table's characters, is the page's and not a table's.
LAYOUT_SHARE = 0.7
# What a paged reader says of a line in its style, as roles.
FURNITURE = {"header": "page_furniture", "footer": "page_furniture", "page_number": "page_number"}


def label(reading: Reading, profile: Profile, template: Mapping[str, Any] | None = None) -> tuple[Block, ...]:
    """Blocks that tile the reading's text, one for each line that is not blank, or for each part of a line."""
    lines = lines_of(reading)
    if not lines:
        return _blank(reading)
    labels = _stripped(lines, reading, profile, template)
    lines = out_of_layout(lines)
    labels = translated(lines, labels, reading, profile)
    lines, labels = unglued(lines, labels, profile)
    labels = structured(lines, labels, reading, profile)
    return tuple(_block(line, said) for line, said in zip(lines, labels, strict=True))


def label_translation(
    reading: Reading, profile: Profile, template: Mapping[str, Any] | None = None
) -> tuple[Block, ...]:
    """The same for a text that is known to be a translation as a whole."""
    lines = lines_of(reading)
    if not lines:
        return _blank(reading)
    labels = _stripped(lines, reading, profile, template)
    lines = out_of_layout(lines)
    labels = structured(lines, all_translated(lines, labels, profile), reading, profile)
    return tuple(_block(line, said) for line, said in zip(lines, labels, strict=True))


def _blank(reading: Reading) -> tuple[Block, ...]:
    return (Block(Span(0, len(reading.text)), CLUTTER, "blank", rule="blank"),) if reading.text else ()


def _stripped(lines: list[Line], reading: Reading, profile: Profile, template: Mapping[str, Any] | None) -> list[Label]:
    hard = believed(lines, furnished(lines, marked(lines, reading, profile)))
    return stripped(lines, hard, reading, profile, template)


def label_attached(reading: Reading, profile: Profile, languages: Mapping[int, str | None]) -> tuple[Block, ...]:
    """Blocks of a text that is known to be all original; `languages` by where in it a line starts."""
    lines = lines_of(reading)
    beside = title_beside_label(lines[0].text) if lines else None
    if beside is not None:
        lines[:1] = parted(lines[0], [lines[0].text.index(beside)])
    labels = [Label(ORIGINAL, "paragraph", language=languages.get(line.span.start), rule="attached") for line in lines]
    if beside is not None or (lines and ATTACHMENT_BEGINS.match(lines[0].text)):  # 附件1 is no line of the text
        labels[0] = Label(CLUTTER, "marker", rule="attachment begins")
    labels = structured(lines, labels, reading, profile)
    return tuple(_block(line, said) for line, said in zip(lines, labels, strict=True))


def furnished(lines: list[Line], labels: list[Label | None]) -> list[Label | None]:
    """Running headers, footers and page numbers, as the reader of a paged source found them."""
    return [
        Label(CLUTTER, FURNITURE[line.style], rule="page furniture") if line.style in FURNITURE else said
        for line, said in zip(lines, labels, strict=True)
    ]


def out_of_layout(lines: list[Line]) -> list[Line]:
    """The lines, those in a cell that holds nearly all of its table free of it: such a table lays out the page."""
    cells: dict[Cell, list[int]] = {}
    tables: Counter[int] = Counter()
    for line in lines:
        if line.cell is not None:
            held = cells.setdefault(line.cell, [0, 0])
            held[0] += 1
            held[1] += len(line.text)
            tables[line.cell.table] += len(line.text)
    layout = {
        cell
        for cell, (count, chars) in cells.items()
        if count >= LAYOUT_LINES and chars >= LAYOUT_SHARE * tables[cell.table]
    }
    if not layout:
        return lines
    rows = {(cell.table, cell.row): 0 for cell in cells}
    for cell in cells:
        rows[cell.table, cell.row] += 1
    tables_of_layout = {cell.table for cell in layout}
    layout |= {cell for cell in cells if cell.table in tables_of_layout and rows[cell.table, cell.row] == 1}
    return [line._replace(cell=None) if line.cell in layout else line for line in lines]


def _block(line: Line, said: Label) -> Block:
    span, _, text, _, _, css, _, _, page, linked = line
    part, role, level, language, rule, confidence, path = said
    # templates ask where on a page links stand, whatever their address in it
    where = path if path and linked * 2 < len(text) else css
    block: Block = NEW(Block, (span, part, role, level, language, rule, confidence, page, where))
    return block
