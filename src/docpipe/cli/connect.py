"""docpipe connect"""

from docpipe.cli.app import app
from docpipe.cli.common import HOME, Home, console


@app.command("connect", epilog="Example:  docpipe connect   |   docpipe sql \"FROM versions WHERE kind = 'version'\"")
def connect_(warehouse: Home = HOME) -> None:
    """Find which documents belong together: copies, versions, a whole and its part. Fills the table duplicates."""
    from docpipe.relate import relate

    related = relate(warehouse)
    for kind, count in sorted(related.kinds.items()):
        console.print(f"{count:>8}  {kind}")
    said = (
        f"published snapshot {related.snapshot}" if related.snapshot is not None else "nothing new, nothing published"
    )
    console.print(f"{related.documents} documents compared; {said}")
    console.print('[dim]docpipe sql "FROM versions LIMIT 10"[/]')
