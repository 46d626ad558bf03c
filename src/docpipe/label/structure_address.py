"""Addresses of the lines of an ordinary paper: the numbered headings and items that they stand below."""

from docpipe.label.line import Label, Line
from docpipe.label.structure_heading import numbered


def addressed(lines: list[Line], labels: list[Label], own: list[int]) -> None:
    """Lines below a numbered one have its address (一、/（二）/3.); lines of a law and cells of a table keep theirs."""
    above: dict[int, str] = {}
    for at in own:
        line, label = lines[at], labels[at]
        if label.path is not None or line.cell is not None:
            continue
        if label.level is not None:
            number = numbered(line.text)
            rank = number[0] if number is not None else label.level
            above = {key: shown for key, shown in above.items() if key < rank}
            if number is not None:
                above[rank] = number[1]
        if above:
            labels[at] = label._replace(path="/".join(above[key] for key in sorted(above)))
