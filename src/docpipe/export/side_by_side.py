"""Original and translation of one document side by side, as a web page or as Markdown."""

from html import escape

from docpipe.align.parallel import Parallel, ParallelRow
from docpipe.document import Document

PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; --line: #8884; --flag: #b45309; --faint: #8881; }}
body {{ font: 16px/1.6 "Noto Serif", "Noto Serif CJK SC", "Songti SC", Georgia, serif; margin: 2rem auto; max-width: 76rem; padding: 0 1rem; }}
table {{ border-collapse: collapse; width: 100%; table-layout: fixed; }}
caption, .note {{ text-align: left; color: GrayText; font-size: .85rem; }}
td, th {{ padding: .3rem 1rem; vertical-align: top; text-align: left; overflow-wrap: anywhere; }}
th {{ border-bottom: 2px solid var(--line); font-size: .85rem; }}
tr.begins td {{ border-top: 1px solid var(--line); }}
tr.heading td {{ font-weight: 600; }}
td:empty {{ background: repeating-linear-gradient(45deg, transparent 0 6px, var(--faint) 6px 12px); }}
.flag {{ color: var(--flag); font: .8rem/1.4 sans-serif; }}
.flag::before {{ content: "\\26A0\\00A0"; }}
@media print {{ body {{ margin: 0; max-width: none; font-size: 11px; }} }}
</style>
</head>
<body>
<table>
<caption>{caption}</caption>
<thead><tr><th scope="col">{one}</th><th scope="col">{two}</th></tr></thead>
<tbody>
{rows}
</tbody>
</table>
{notes}
</body>
</html>
"""


def as_page(document: Document, found: Parallel) -> str:
    """A page that needs nothing else."""
    title = document.value("title") or document.source.path
    language = document.language or "und"
    told = document.value("translation_language", "translation") or "und"
    notes = [problem.message for problem in found.problems] + list(found.notes)
    return PAGE.format(
        language=escape(language),
        title=escape(title),
        caption=escape(f"{document.source.path} · {len(found.rows)} pairs"),
        one=escape(language),
        two=escape(told),
        rows="\n".join(_row(row, language, told) for row in found.rows),
        notes="\n".join(f'<p class="note flag">{escape(note)}</p>' for note in notes),
    )


def _row(row: ParallelRow, language: str, told: str) -> str:
    names = [name for name, is_so in (("begins", row.begins), ("heading", row.heading)) if is_so]
    flags = "".join(f'<div class="flag">{escape(flag)}</div>' for flag in row.flags)
    one, two = (escape(" ".join(side.split())) for side in (row.source, row.target))
    kind = f' class="{" ".join(names)}"' if names else ""
    return f'<tr{kind}><td lang="{escape(language)}">{one}</td><td lang="{escape(told)}">{two}{flags}</td></tr>'


def as_markdown(document: Document, found: Parallel) -> str:
    """A table in Markdown."""
    title = document.value("title") or document.source.path
    told = document.value("translation_language", "translation") or "und"
    lines = [f"# {_cell(title)}", "", f"| {document.language or 'und'} | {told} | |", "| --- | --- | --- |"]
    lines += [f"| {_cell(row.source)} | {_cell(row.target)} | {_cell('; '.join(row.flags))} |" for row in found.rows]
    notes = [problem.message for problem in found.problems] + list(found.notes)
    return "\n".join([*lines, *(["", *(f"* {_cell(note)}" for note in notes)] if notes else []), ""])


def _cell(text: str) -> str:
    shown = " ".join(text.split()).replace("\\", "\\\\").replace("|", "\\|")
    return escape(shown, quote=False).replace("*", "\\*").replace("_", "\\_").replace("`", "\\`")
