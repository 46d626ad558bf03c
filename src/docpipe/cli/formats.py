"""docpipe formats"""

from docpipe.cli.app import app
from docpipe.cli.common import console, examples


@app.command(epilog=examples("docpipe formats"))
def formats() -> None:
    """What docpipe reads on this machine, and with what."""
    from docpipe.readers.registry import formats as known

    for item in known():
        mark = "[green]yes[/]" if item.available else "[yellow]no [/]"
        console.print(f"{mark} {item.media_type:75} {item.engine} {item.hint or ''}", soft_wrap=True)
