"""The gutter view: what each line of a document is taken for, and by which rule, beside the line itself."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

if TYPE_CHECKING:
    from docpipe.document import Block, Document, Field, Link

BAR = {"original": "green", "translation": "cyan", "clutter": "bright_black"}
TEXT = {"original": "", "translation": "cyan", "clutter": "dim"}
STRONG = frozenset({"title", "heading", "chapter", "masthead"})
STATUS = {"accepted": "bold green", "held": "bold yellow"}
SEVERITY = {"error": "bold red", "warning": "yellow", "info": "dim"}
RULE, LEAST_TEXT = 30, 30
SURE = 0.9  # what was decided with less is worth a look, and shows it
# Links that say something of the document; all others are counted only.
TELLING = frozenset({"related_link", "related_book", "adjacent_document", "attachment", "permalink"})


def show_document(console: Console, document: "Document", title: str = "") -> None:
    """All blocks, fields, links and problems, and those of the documents that are attached inside the text."""
    console.print(_head(document, title))
    if _coloured(console):
        console.print(Text().join(Text(f"▌{part}  ", colour) for part, colour in BAR.items()))
    console.print()
    show_blocks(console, document)
    if document.fields:
        console.print()
        show_fields(console, document)
    for lines in (list(_links(document)), list(_problems(document))):
        if lines:
            console.print()
            for line in lines:
                console.print(line, soft_wrap=True)
    for number, child in enumerate(document.children, 1):
        console.print()
        show_document(console, child, f"{title} attachment {number}".strip())


def _head(document: "Document", title: str) -> Text:
    reading = document.reading
    said = [document.language or "no language", reading.media_type, reading.encoding, f"profile {document.profile}"]
    head = Text(f"{title}  " if title else "")
    head.append(document.status, STATUS.get(document.status, "bold"))
    return head.append("  " + "  ".join(item for item in said if item), "dim")


def _coloured(console: Console) -> bool:
    return console.is_terminal and not console.no_color


def show_blocks(console: Console, document: "Document") -> None:
    """One line per block: part as a coloured bar, role and level, rule, text. In a pipe, one line each and no more."""
    role = max((len(block.role) for block in document.blocks), default=4) + 2
    rule = min(RULE, max((cell_len(block.rule) for block in document.blocks), default=4)) + 1
    room = console.width - (role + rule + (12 if _coloured(console) else 23)) if console.is_terminal else 0
    for seq, block in enumerate(document.blocks):
        gutter = _gutter(seq, block, role, rule, _coloured(console))
        strong = "bold" if block.role in STRONG and block.part != "clutter" else ""
        text = Text(_visible(document.text_of(block)), f"{strong} {TEXT[block.part]}".strip())
        rows = text.wrap(console, room) if room >= LEAST_TEXT else [text]
        for at, line in enumerate(rows):
            console.print(gutter + line if at == 0 else _blank(block, gutter) + line, soft_wrap=True)


def _cut(text: str, width: int) -> str:
    return text if cell_len(text) <= width else set_cell_size(text, width - 1) + "…"


def _gutter(seq: int, block: "Block", role: int, rule: int, bar: bool) -> Text:
    said = f"{block.role} {block.level}" if block.level else block.role
    doubt = f"{block.confidence:.2f} " if block.confidence < SURE else "     "
    gutter = Text(f"{seq:4} ", "dim")
    gutter.append("▌" if bar else f"{block.part:12}", BAR[block.part])
    gutter.append(set_cell_size(said, role), BAR[block.part])
    gutter.append(set_cell_size(_cut(block.rule, rule - 1), rule), "dim")
    return gutter.append(doubt, "yellow")


def _blank(block: "Block", gutter: Text) -> Text:
    bar = "▌" if "▌" in gutter.plain else " "
    return Text(" " * 5).append(bar, BAR[block.part]).append(" " * (gutter.cell_len - 6))


def _visible(text: str) -> str:
    """The text without what would move the cursor or ring the bell."""
    return "".join(
        char if char.isprintable() or char in " \u3000\xa0" else "\N{SYMBOL FOR SUBSTITUTE}" for char in text
    )


def show_fields(console: Console, document: "Document") -> None:
    """One line per field: name, value, what stands in the text, where, by which rule."""
    width = max((len(_name(item)) for item in document.fields), default=4)
    for item in document.fields:
        line = Text(f"{_name(item):{width}}  ", "bold")
        line.append(_visible(item.value))
        if item.verbatim != item.value:
            line.append(f"  ← {item.verbatim!r}", "dim")
        where = f"{item.span.start}–{item.span.end}" if item.span else f"from {item.supplier}"
        console.print(line.append(f"  {where}  {item.rule}", "dim"), soft_wrap=True)


def _name(item: "Field") -> str:
    return item.name if item.part == "original" else f"{item.name} ({item.part})"


def _links(document: "Document") -> Iterator[Text]:
    others: Counter[str] = Counter()
    for link in document.links:
        if link.kind in TELLING:
            yield _link(link)
        else:
            others[link.kind] += 1
    if others:
        yield Text("and links: " + ", ".join(f"{count} {kind}" for kind, count in sorted(others.items())), "dim")


def _link(link: "Link") -> Text:
    line = Text(f"{link.kind}  ", "bold").append(_visible(link.text))
    return line.append(f"  → {link.href}", "dim") if link.href else line


def _problems(document: "Document") -> Iterator[Text]:
    for problem in document.problems:
        where = f"  at {problem.span.start}" if problem.span else ""
        line = Text(problem.severity, SEVERITY.get(problem.severity, ""))
        yield line.append(f" {problem.code}", "bold").append(f": {_visible(problem.message)}").append(where, "dim")
