"""docpipe report"""

from pathlib import Path
from typing import Annotated

import typer

from docpipe.cli.app import app
from docpipe.cli.common import HOME, RAW, Home, Raw, console, examples


@app.command(epilog=examples("docpipe report", "docpipe report --out quality.html --against 1"))
def report(
    out: Annotated[Path, typer.Option("--out", "-o", help="The page to write.")] = Path("report.html"),
    raw: Raw = RAW,
    warehouse: Home = HOME,
    against: Annotated[int | None, typer.Option(help="Compare with this snapshot; by default the one before.")] = None,
) -> None:
    """Write a page on the quality of the warehouse: outcomes, coverage, problems, what changed."""
    from docpipe.plan import setting_of
    from docpipe.profile import load_profile
    from docpipe.report import write_report

    expects = {}
    for folder in sorted(path for path in raw.iterdir() if path.is_dir()) if raw.is_dir() else ():
        expects[folder.name] = load_profile(setting_of(raw, folder.name).profile).expect
    console.print(f"wrote {write_report(warehouse, out, expects, against)}")
